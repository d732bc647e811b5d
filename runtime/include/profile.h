/* profile.h - what a profile file is: written by the runtime, read by memprof.
 *
 * The file is mapped shared while the program runs and is true at every instant: nothing is left
 * to be done at the program's end, so that SIGKILL costs nothing.
 *
 *   offset 0      struct memprof_header, one page
 *   then          extents, one behind the other, each a whole number of pages:
 *                 struct memprof_extent, then its payload
 *
 * What a reader may believe
 *   - All-zero means "nothing here": the walk over the extents ends at the first whose magic is 0
 *     or that does not fit into the file. An extent is filled first and published last (magic).
 *   - Space is reserved (posix_fallocate) before it is mapped.
 *   - Words are aligned, little-endian, 64 bits, and each has one writer (one thread).
 *   - Addresses are those of the process. An extent says where its payload was mapped
 *     (`address`); a reader translates address -> extent -> file offset and believes an address
 *     only when the whole object lies in an extent of the right kind.
 *   - A missing end mark (header.end == 0) is information: the process was killed or still runs.
 *
 * Figures of a thread are in three places: its copy of the counters and points (COPY extent),
 * its slots (SLOTS extents), and its shadow stack (RECORDS and FRAMES extents) for statements still
 * open. Sums over all threads are the process's. A thread's area may be taken over by a later
 * thread, which adds to it.
 *
 * Slots form a tree of contexts. An event is charged to one slot only, that of the innermost open
 * statement *in its context*: the set of distinct statements open around it (slot.up, slot.up.up,
 * ...). Everything inclusive follows from that and is the reader's to work out:
 *   - net bytes of a slot := allocated - freed (observed, for metrics the kernel keeps);
 *   - Increment of a statement := sum of the net bytes of all slots in whose chain {slot, up, ...}
 * it occurs, each slot once: no line claims a byte twice, however deep the recursion;
 *   - net bytes of a function: the same, over functions;
 *   - a statement's own allocs ... freed: sums over the slots with its site; its mem_max and peak:
 *     the largest over them.
 * A slot whose own site occurs among its enclosing ones is a repetition (recursion).
 *
 * Statements of which none saw an event before the other, nor after it, began and ended at the same
 * memory. Such a run of records has one frame; each one's slot is the next inner one's `above`.
 *
 * A thread that would need too many contexts counts directly from then on. Its events go to slots
 * without context, one for each statement (up = MEMPROF_UP_SITE), and `inclusive` holds what was
 * measured of this statement, or function (up = MEMPROF_UP_FUNCTION; nothing else is in such a slot
 * but intervals, 1: it was active twice at a time): twice the sum of its net bytes; plus 1 while it
 * is open, and then its value at the beginning is subtracted already. The value is the thread's
 * live bytes less the net bytes of slot 0. Increment and the net bytes of functions are the sums of
 * both ways; net bytes of directly counted slots are in `inclusive` and must not be added again.
 *
 * What the reader still has to do for a run that ended anywhere (memprof does this always)
 *   1. what a thread frees it adds to two slots, of which a kill may have cut off the second: if
 *      thread.freeing, that slot's freed_own += sum over the thread's slots of freed - freed_own,
 *      and likewise freed_count_own and frees (both are 0 otherwise);
 *   2. live bytes of the thread := sum over its slots of allocated - freed (thread.live may lag
 *      by the event during which the process was stopped); only for metrics made of events;
 *   3. what runs were closed is in the slots of their innermost statements: for each context with
 *      runs > 0, as many runs of a length as `runs` says: peak := max (peak, run_peak),
 *      mem_max := max (mem_max, run_mem_max), intervals + number, for this and as many next
 *      outer ones (slot.above) as are in the run;
 *      then likewise each frame from the innermost in use down to frame 1: a run not yet closed,
 *      of peak frame.high - frame.base and with the memory of the process now, and the next outer
 *      frame's high := max of both highs. Frames 1, 2, ... cover records 1, 2, ... up to
 *      thread.open; what the last one covers beyond that was closed already.
 *      If thread.open is odd, it is that address less 1, and `slot` and `records` of the last one
 *      are those of the frame behind it;
 *   4. `inclusive` that is odd: add the value now, so that it is closed;
 *   5. each record from 1 up to *block.top: one abandoned activation at its point.
 */
#ifndef MEMCC_PROFILE_H
#define MEMCC_PROFILE_H

#include <stdint.h>

#define MEMPROF_MAGIC "memprof\x1a" /* 8 bytes, no terminator */
#define MEMPROF_VERSION 2
#define MEMPROF_ENDIAN 0x0102030405060708ull
#define MEMPROF_PAGE 4096u
#define MEMPROF_EXTENT_MAGIC 0x5458454d /* "MEXT" */

enum memprof_metric {
	MEMPROF_METRIC_HEAP = 0,
	MEMPROF_METRIC_HEAP_MAP = 1,
	MEMPROF_METRIC_USABLE = 2,
	MEMPROF_METRIC_RSS = 3,
	MEMPROF_METRIC_PSS = 4,
	MEMPROF_METRIC_USS = 5,
};

enum memprof_end {
	MEMPROF_END_NONE = 0,  /* running, or killed */
	MEMPROF_END_EXIT = 1,  /* exit or return from main; status known */
	MEMPROF_END_QUICK = 2, /* _exit, quick_exit; status known */
	MEMPROF_END_EXEC = 3,  /* replaced itself by exec */
	MEMPROF_END_ABORT = 4, /* abort() was called */
};

/* Page 0. Strings live in META extents. */
struct memprof_header {
	char magic[8];
	uint32_t version;
	uint32_t header_size; /* sizeof (struct memprof_header) */
	uint64_t endian;      /* MEMPROF_ENDIAN as the writer stores it */
	uint32_t word_size;   /* 8 */
	uint32_t page_size;   /* MEMPROF_PAGE */
	uint32_t metric;      /* enum memprof_metric */
	uint32_t pid;
	uint32_t parent_pid;  /* != 0: a fork child of that profiled process */
	uint32_t end;         /* enum memprof_end */
	int32_t end_status;   /* exit status */
	uint32_t flags;       /* MEMPROF_FLAG_... */
	uint64_t start_ns;    /* CLOCK_REALTIME at the start */
	uint64_t start_ticks; /* of the process, /proc/self/stat field 22: to tell pid reuse */
	uint64_t end_ns;      /* CLOCK_REALTIME at the end, 0 if unknown */
	uint64_t file_size;   /* reserved so far */
	int64_t inherited;    /* bytes live at fork, in a fork child; else 0 */
	int64_t peak;         /* largest memory of the process seen at any event */
	/* Losses and oddities, each shown by the report when not 0 */
	uint64_t foreign_frees; /* blocks freed that were not allocated under our eyes */
	uint64_t reentered;     /* events from within the bookkeeping (signal handlers) */
	uint64_t lost_areas;    /* threads that could not be given an area (disk full) */
	uint64_t lost_slots;    /* statements for which there was no room: charged to slot 0 */
	uint64_t stopped_ns;    /* != 0: profile was stopped here, e.g. disk full */
};
#define MEMPROF_FLAG_NOTHING 1u /* no profiled function in the program */

enum memprof_extent_kind {
	MEMPROF_META = 1,    /* key \0 value \0 ... \0: program, command (one entry per argument:
				"argument"), cwd, host, runtime version, option */
	MEMPROF_MODULE = 2,  /* struct memprof_module + functions + descriptions */
	MEMPROF_THREAD = 3,  /* struct memprof_thread */
	MEMPROF_COPY = 4,    /* a thread's copy of a module's data section */
	MEMPROF_SLOTS = 5,   /* struct memprof_slot [] */
	MEMPROF_RECORDS = 6, /* uint64_t []: the shadow stack */
	MEMPROF_FRAMES = 7,  /* struct memprof_frame [], no more than records */
	MEMPROF_MARKS = 8,   /* struct memprof_mark [] */
	MEMPROF_FREE = 9,    /* unused */
};

/* Stands at the start of each extent; 64 bytes. */
struct memprof_extent {
	uint32_t magic;   /* MEMPROF_EXTENT_MAGIC, stored last */
	uint32_t kind;    /* enum memprof_extent_kind */
	uint64_t size;    /* of the whole extent, a multiple of MEMPROF_PAGE, or of the kernel's
			     pages where they are larger */
	uint64_t payload; /* offset of the payload from the extent's start; >= 64, page-aligned for
			     SLOTS, RECORDS and FRAMES (they are mapped alone); COPY: the section
			     lies at the same offset in its page as the original */
	uint64_t bytes;   /* of the payload that are meaningful */
	uint64_t address; /* of the payload in the process */
	uint32_t thread;  /* index of the thread area, for COPY, SLOTS, RECORDS, FRAMES */
	uint32_t module;  /* id of the module, for MODULE and COPY */
	uint64_t reserved[2];
};

/* MODULE: this, then functions[], then strings and descriptions at the offsets given. */
struct memprof_module {
	uint32_t id;
	uint32_t function_count;
	uint64_t data_start, data_size;  /* static addresses: what points and counters refer to */
	uint64_t name_offset, name_size; /* path of the module; offsets from the payload's start */
	uint64_t closed;                 /* != 0: dlclosed */
	/* != 0: of the same functions as the module with this id, whose data it is not; here are
	 * figures of each function's first calls, so many. To be added to that module's. */
	uint32_t first_of, first_calls;
};

struct memprof_function {
	uint64_t description_offset, description_size; /* from the payload's start */
	uint64_t counters, counter_count;              /* byte offset in the data section; words */
	uint64_t points, point_words;
	uint64_t entered;    /* 0, or which one it was of all functions to be entered; from 1 */
	int64_t entry_bytes; /* process memory at the first activation's entry */
};

/* A site id names a point word for ever: (module id << 32) | byte offset in its data / 8.
 * MEMPROF_SITE_OUTSIDE: events with no profiled statement open. */
#define MEMPROF_SITE_OUTSIDE 0xffffffffffffffffull

/* Figures of one statement in one context, in one thread. Written by that thread. 128 bytes. */
struct memprof_slot {
	uint64_t site; /* stored last; 0: unused */
	uint64_t up;   /* address of the slot of the nearest enclosing statement that is not a
			  repetition, or 0: none. Never a cycle; slots are made after their `up`.
			  Or MEMPROF_UP_SITE, MEMPROF_UP_FUNCTION: see above */
	uint64_t allocs, allocated, frees, freed;
	uint64_t
		freed_count_own; /* blocks allocated at this site and freed since, by this thread */
	uint64_t freed_own; /* their bytes. Retained = sum over threads of allocated - freed_own */
	int64_t observed;   /* net bytes, for metrics read at boundaries (rss ...); else 0 */
	int64_t mem_max;    /* largest process memory at the end of an interval with events */
	int64_t peak;       /* over intervals: highest - base */
	uint64_t intervals; /* closed intervals in which an event happened */
	union {
		struct {               /* contexts: runs that ended here, of the same length */
			uint64_t runs; /* MEMPROF_RUN times their number, plus their length */
			int64_t run_mem_max, run_peak;
		};
		struct { /* directly counted slots */
			int64_t inclusive;
			uint64_t direct[2]; /* private */
		};
	};
	uint32_t runtime; /* private */
	uint32_t above;   /* MEMPROF_ABOVE of it: index of the slot next outer in runs */
};

#define MEMPROF_UP_SITE 1     /* a statement, directly counted */
#define MEMPROF_UP_FUNCTION 2 /* a function, directly counted; site: its first point */
#define MEMPROF_UP_IS_SLOT(up) ((up) > MEMPROF_UP_FUNCTION)
#define MEMPROF_UP_IS_CONTEXT(up) ((up) == 0 || MEMPROF_UP_IS_SLOT(up))

#define MEMPROF_ABOVE(above) ((above)&0x7fffffffu)
#define MEMPROF_RUN 0x10000 /* records in a run: fewer */

/* One per run of records. Written by the runtime at events only. */
struct memprof_frame {
	uint64_t slot;    /* address of the slot of the innermost of them */
	uint64_t records; /* how many */
	int64_t base;     /* thread memory at the start of their intervals */
	int64_t high;     /* highest thread memory since */
};

struct memprof_thread {
	uint32_t index;   /* of this area, from 0 */
	uint32_t state;   /* 0 free, 1 in use, 2 its thread has ended */
	uint32_t tid;     /* of the newest thread here */
	uint32_t threads; /* how many threads have used this area */
	char name[16];    /* of the newest thread */
	uint64_t block;   /* address of the thread's struct memcc_thread (in a COPY): holds top */
	uint64_t records; /* address of record 0 (a sentinel, never an activation) */
	uint64_t frames;  /* address of frame 0 */
	uint64_t slots;   /* address of slot 0, which is `outside` */
	int64_t live;     /* the metric's value of this thread */
	int64_t high;     /* largest `live` */
	uint64_t open;    /* address of the innermost record that a frame covers */
	uint64_t freeing; /* address of the slot whose block was freed last; 0: none */
};

struct memprof_mark {
	uint64_t time_ns; /* CLOCK_REALTIME; stored last; 0: unused */
	uint32_t tid;
	uint32_t reserved;
	int64_t memory; /* of the process */
	char name[40];  /* zero-terminated, cut to fit */
};

/* Description of a function
 *
 * What the compiler knows, as bytes; the runtime copies it unread. u: ULEB128. s: u length, bytes.
 *
 *   u version (1)
 *   u flags             MEMPROF_DESC_...
 *   s name              as written in the source (C++: qualified, with parameters)
 *   s symbol            linkage name
 *   s directory         in which the compiler ran
 *   s compiler          e.g. "gcc 12.2.0"
 *   u files, each:      s path as the compiler saw it; u size; 8 bytes FNV-1a 64 of its contents
 *                       (size and hash 0: unknown)
 *   u file, u line, u column, u last line      the function's name; its closing brace
 *   u blocks            of the flow graph; 0 is its entry, 1 its exit
 *   u edges, each:      u source, u target, u counter + 1 (0: not counted, to be solved)
 *   u statements, each: u file, u line, u column
 *                       u kind              enum memprof_statement_kind
 *                       u block + 1         0: the compiler found it unreachable
 *                       u order             position among the statements of its block, from 0
 *                       u counter + 1       MEMPROF_DESC_DIRECT only; else 0
 *                       u point word        its first point word, 0: it makes no call of interest
 *   u points, each:     u statement, u variant
 *                       u block, u order    statements of `block` with an order >= this one's
 *                                           come after the calls of this point
 *                       u flags             1: the block ends in a call that never returns
 *
 * Flow law: for each block, sum of edges in = sum of edges out + activations abandoned at points in
 * it (not those flagged 1, whose edge to the exit exists already). Block 0 has one more edge in
 * from block 1 (not listed): the calls.
 */
#define MEMPROF_DESC_VERSION 1
#define MEMPROF_DESC_DIRECT 1u /* each statement has a counter of its own; calls: counter 0 */
#define MEMPROF_DESC_CALLS 2u  /* compiled with -fmemprof-mode=calls */
#define MEMPROF_DESC_ENTRY 4u  /* counter 0 starts at -1 in each copy: add 1 for each */
#define MEMPROF_DESC_PART 8u   /* of another of this name and place, which counts the calls */

enum memprof_statement_kind {
	MEMPROF_STATEMENT_PLAIN = 0,
	MEMPROF_STATEMENT_DECLARATION = 1,
	MEMPROF_STATEMENT_IF = 2,
	MEMPROF_STATEMENT_SWITCH = 3,
	MEMPROF_STATEMENT_LOOP = 4, /* the condition of while, do or for */
	MEMPROF_STATEMENT_INIT = 5, /* first clause of a for */
	MEMPROF_STATEMENT_STEP = 6, /* third clause of a for */
	MEMPROF_STATEMENT_RETURN = 7,
	MEMPROF_STATEMENT_JUMP = 8, /* goto, break, continue, throw */
	MEMPROF_STATEMENT_CATCH = 9,
	MEMPROF_STATEMENT_SCOPE_END = 10, /* closing brace that releases something */
};

#endif
