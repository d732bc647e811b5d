/* internal.h - the runtime's private side: what its files share, grouped by the file that defines
 * it.
 *
 * Rules of the house, for all of runtime/src (we are a guest in somebody's program):
 *   - no malloc, no stdio, nothing that may call them: the names are poisoned at the foot;
 *   - errno is kept by everything that compiled code or a hook calls;
 *   - no exit, abort or signal; what fails is said in one line and goes on without;
 *   - thread-local data is initial-exec, so that it may be read from a signal handler.
 */
#ifndef MEMCC_INTERNAL_H
#define MEMCC_INTERNAL_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#define MEMCC_RUNTIME 1

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <dlfcn.h>
#include <link.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>

#include "abi.h"
#include "profile.h"
#include "text.h"

#define MC_LIKELY(x) __builtin_expect(!!(x), 1)
#define MC_UNLIKELY(x) __builtin_expect(!!(x), 0)
#define MC_COLD __attribute__((cold, noinline))
#define MC_EXPORT __attribute__((visibility("default")))
#define MC_TLS __thread __attribute__((tls_model("initial-exec")))

/* Keeps the compiler from moving stores across: a kill must find them in the order written. The
 * processor needs no fence, however it orders what others see: whoever reads does so after the
 * writer's death, which is between two instructions, all before it carried out. */
#define MC_ORDER() __asm__ volatile("" ::: "memory")
/* For what others may read meanwhile: who finds a store behind it finds those before it, too, if
 * he reaches them through what he found, or by an acquiring load. On x86 no instruction. */
#define MC_PUBLISH() __atomic_thread_fence(__ATOMIC_RELEASE)

/* What the kernel maps: on x86 pages as in the file, elsewhere they may be larger. */
#if defined(__x86_64__)
#define MC_PAGE ((size_t)MEMPROF_PAGE)
#else
#define MC_PAGE ((size_t)getpagesize())
#endif
#define MC_SITE_OUTSIDE 0xffffffffu

/* What the runtime maps is not the program's: past the hooks (map.c), to the kernel. */
static inline void *mc_mmap(void *address, size_t bytes, int protection, int flags, int fd,
			    off_t offset)
{
	return (void *)syscall(SYS_mmap, address, bytes, protection, flags, fd, offset);
}
static inline int mc_munmap(void *address, size_t bytes)
{
	return (int)syscall(SYS_munmap, address, bytes);
}
#define mmap mc_mmap
#define munmap mc_munmap

static inline size_t mc_round_page(size_t n)
{
	return (n + MC_PAGE - 1) & ~(MC_PAGE - 1);
}
static inline int64_t mc_max(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* ---- diag.c: the one line we may say ------------------------------------------------------ */

struct mc_text {
	size_t used;
	char bytes[1024];
};
void mc_text_add(struct mc_text *text, const char *string);
void mc_text_number(struct mc_text *text, uint64_t number);
void mc_diag_line(const char *a, const char *b, const char *c); /* null: nothing */
void mc_diag_once(int *said, const char *a, const char *b, const char *c);
void mc_diag_errno(const char *what, const char *name, int error);

/* ---- options.c: MEMCC_OPTIONS --------------------------------------------------------------- */

struct mc_options {
	char file[PATH_MAX]; /* pattern; empty: the default */
	bool quiet, print;
	uint32_t metric;   /* enum memprof_metric */
	uint32_t contexts; /* a thread's most */
};
extern struct mc_options mc_options;
void mc_options_read(char **environment);
/* How many of the bytes are digits, from the first on, and the number that they make. 0: none, or
 * there are more of them after a number above `most`. */
size_t mc_options_digits(const char *value, size_t length, uint64_t most, uint64_t *number);

/* ---- file.c: the profile file and its extents --------------------------------------------- */

extern struct memprof_header *mc_header; /* never null: a private one until there is a file */
bool mc_file_is_open(void);
const char *mc_file_name(void);
/* Creates the file; without one (said in a line) all goes on in anonymous memory. */
void mc_file_create(const char *program);
/* Maps `bytes` of a new extent's payload: at `address` if not null (over what is there), else
 * anywhere. The payload reads as zero. Null when the file cannot grow. */
void *mc_file_map(uint32_t kind, uint32_t thread, uint32_t module, size_t bytes, void *address);
/* A thread's copy of a module's data section, at the same offset in its pages as the section. */
struct mc_module;
void *mc_file_map_copy(uint32_t thread, const struct mc_module *module);
/* From now on all is mapped in memory alone, for an area that the file has no room for. */
void mc_file_memory_only(bool wanted);
/* The extent that is mapped at `address` is filled: readers may believe it. */
/* Writes to what is mapped at `at`. */
void mc_file_write(char *at, const struct iovec *pieces, int count);
void mc_file_publish(void *address);
void mc_file_publish_all(void);
int mc_file_flush(void); /* to the disk; 0, or -1 with errno */
void mc_file_meta(int argc, char **argv);
void mc_file_meta_again(void);
uint64_t mc_clock_ns(void);
/* In a fork child: a file of its own. What the areas that are kept had mapped is mapped at the same
 * addresses in the new one, all zero; what others had is gone.
 * False: there was no file, and they hold what they held. */
bool mc_file_fork(uint32_t parent, int64_t inherited);

/* ---- lock.c: one lock for what threads share (areas, modules, the file's end) -------------- */

void mc_lock(void);
void mc_unlock(void);
void mc_lock_reset(void); /* in a fork child */

/* ---- module.c, modules.c: which executable and shared objects are instrumented
 * ----------------------- */

#define MC_MODULES 128 /* instrumented objects loaded at a time */

struct mc_function {
	uint64_t *points;
	uint64_t point_words;
	struct memcc_function *source; /* gone when the module is closed */
	uint32_t index;                /* in the module's extent */
};

struct mc_module {
	struct memcc_module *source; /* null: free entry */
	uint32_t id;                 /* for site ids, never used twice */
	uint32_t place;              /* index here and in an area's tables */
	uint32_t site_base;          /* 32-bit sites: site_base + word in the data section */
	uint32_t words;              /* of the data section */
	char *data;                  /* static address of the section */
	size_t data_size;
	uint32_t function_count;
	struct mc_function *functions;      /* sorted by points */
	struct memprof_function *published; /* in the file, same order */
	struct memprof_module *extent;
	size_t private_size; /* of `functions` */
};
extern struct mc_module mc_modules[MC_MODULES];
extern uint32_t mc_module_limit;          /* entries ever used */
extern struct mc_module *mc_home;         /* the module that holds this runtime */
extern struct memcc_module mc_module_own; /* module.c */

struct mc_module *mc_module_of(uintptr_t address); /* that holds this data address, or null */
struct mc_module *mc_module_of_site(uint32_t site);
struct mc_function *mc_module_function(struct mc_module *module, uintptr_t point);
bool mc_module_any(void);
void mc_module_publish_all(void);
void mc_module_fork(void);

/* ---- thread.c: areas ----------------------------------------------------------------------- */

struct mc_stack { /* a shadow stack */
	uintptr_t *records;
	uintptr_t *open;             /* innermost record that a frame covers */
	struct memprof_frame *inner; /* that frame, the last in use */
	uintptr_t *limit;            /* first record for which there may be no room */
	struct memprof_frame *frames;
	size_t record_count;  /* that may be used; a guard page behind record_room */
	size_t record_room;   /* addresses kept for them */
	size_t record_mapped; /* of these lie in the file */
	size_t frame_mapped;  /* frames with memory behind them */
	size_t frame_count;   /* room */
};

/* A chain of calls as it was once opened above the slot `outer`: if the new records are these
 * words, these are the runs. So a chain that comes again costs a comparison for each record. */
#define MC_CHAIN_WORDS 27
#define MC_CHAIN_RUNS 3
struct mc_chain {
	struct memprof_slot *outer;
	uint16_t records;               /* 0: unused */
	uint16_t length[MC_CHAIN_RUNS]; /* of the runs, from the outermost; 0: no more */
	struct memprof_slot *inner[MC_CHAIN_RUNS];
	uintptr_t words[MC_CHAIN_WORDS];
};
#define MC_CHAINS 512

/* The slots last found below one slot, by the record's word without its variant. Private memory,
 * one set for each slot, at the same distance behind it. */
#define MC_KIDS 8
struct mc_kid {
	uintptr_t key; /* MC_KID_KEY and MC_KID_NOTES */
	struct memprof_slot *slot;
};
struct mc_kids {
	struct mc_kid of[MC_KIDS];
};
/* Which of these had to give way to another is still here, by mc_far_kid. */
struct mc_far_kid {
	struct memprof_slot *outer;
	struct mc_kid kid;
};
#define MC_FAR_KIDS 1024

struct mc_area {
	/* at every event */
	struct memcc_thread *block; /* top; lies in the home module's copy */
	struct memprof_thread *thread;
	struct mc_stack stack;
	char *home_data; /* this thread's copy of the home module's section */
	union {
		struct {
			volatile uint32_t busy; /* in our own bookkeeping: events of signal handlers
						   are turned away */
			volatile uint32_t odd;  /* the metric, the allocator or a pause rules the
						   fast path out */
		};
		volatile uint64_t busy_or_odd;
	};
	uint32_t home_site, home_words; /* of the home module: its sites */
	uint32_t index;
	int64_t peak_check; /* when live passes this, the process's peak is looked at again */
	int64_t others;     /* bytes of all other threads and of those before fork, as last seen */

	/* now and then */
	struct memprof_slot *slots;
	uint32_t slot_count, slot_mapped, slot_room;
	uint32_t *table; /* slots by context and site, open addressing; 0: empty */
	uint32_t table_size;
	uint32_t scopes;       /* nesting of memprof_scope_begin */
	int64_t scope_high[2]; /* highest live since, of the thread and of the process */
	uint32_t inside; /* a foreign allocator, which may call malloc by that name: not charged */
	uint32_t pause;  /* nesting of memprof_pause */
	uint32_t others_stamp; /* mc_area_changes then */
	uint64_t others_ticks; /* when others were looked at; 0: look again */
	uint64_t others_fresh; /* for so many ticks from then */
	ptrdiff_t delta[MC_MODULES];
	uint32_t delta_id[MC_MODULES]; /* of which module id */
	void *jumps;                   /* jump.c */
	bool fork_kept;                /* fork.c, these five: between prepare and the end of fork */
	uint32_t fork_index;
	struct mc_area *fork_next;
	uintptr_t *fork_records;
	size_t fork_count;
	struct mc_chain chains[MC_CHAINS]; /* by chain_of in stack.c */
	struct mc_far_kid far_kids[MC_FAR_KIDS];
	bool direct;  /* counts without contexts: direct.c */
	bool unfiled; /* the file had no room for this area: in memory only */
};

extern MC_TLS struct mc_area *mc_self; /* null: this thread is not attached */
extern MC_TLS MC_EXPORT struct memcc_thread *__memcc_self;
extern MC_EXPORT struct memcc_thread __memcc_thread; /* in the section that is copied */

#define MC_AREAS_MAX 65536
extern struct mc_area **mc_areas;
extern uint32_t mc_area_count;
extern uint32_t mc_area_changes; /* threads that began and ended */

#define MC_AREA_USED 1 /* memprof_thread.state */
#define MC_AREA_ENDED 2

/* area.c: an area for a thread with so many bytes of stack (0: the usual), or null. */
struct mc_area *mc_area_take(size_t stack);
void mc_area_give(struct mc_area *area); /* the thread came to nothing */
void mc_area_raise_stack(void);          /* the limit of the stack may have changed */

struct mc_area *mc_thread_attach(void); /* null: it cannot be had */
static inline struct mc_area *mc_thread_area(void)
{
	return mc_self ? mc_self : mc_thread_attach();
}
void mc_thread_adopt(struct mc_area *area); /* attaches the calling thread to it */
ptrdiff_t mc_thread_delta(struct mc_area *area, struct mc_module *module);
void mc_thread_end(struct mc_area *area);
void mc_thread_describe(struct mc_area *area);
void mc_thread_bind(struct mc_area *area); /* to the calling thread */
void mc_thread_switch(struct mc_area *area);
bool mc_thread_grow_slots(struct mc_area *area);
bool mc_thread_grow_frames(struct mc_area *area, size_t count);
void mc_thread_grow_records(struct mc_area *area, size_t count);
void mc_thread_zero_counts(struct mc_module *module, ptrdiff_t delta);
void mc_thread_look(struct mc_area *area, bool now);
void mc_thread_odd(struct mc_area *area); /* works out area->odd anew */

static inline uint64_t mc_ticks(void)
{
#if defined(__x86_64__)
	return __builtin_ia32_rdtsc();
#elif defined(__aarch64__)
	uint64_t ticks;

	__asm__ volatile("mrs %0, cntvct_el0" : "=r"(ticks));
	return ticks << 5; /* of 24 MHz to 1 GHz: cycles, or more than there were */
#else
	return mc_clock_ns();
#endif
}

/* Other threads' figures lie in lines that they write all the time, and fetching such a line costs
 * more than all else at an event: 50 ns or 500, as the processors are neighbours or not, and its
 * owner as much to have it back. So they are looked at again when so many times what the last look
 * cost has gone by, which is some microseconds: less than it takes one thread to wake another.
 * Never later than when a thread has come or gone. In cycles; a look that was interrupted must not
 * seem to be dear. */
#define MC_LOOK_TIMES 16
#define MC_LOOK_LEAST 1024
#define MC_LOOK_MOST (1u << 17)

static inline bool mc_thread_knows_others(const struct mc_area *area)
{
	return MC_LIKELY(mc_area_count == 1) ||
	       (area->others_ticks &&
		area->others_stamp == __atomic_load_n(&mc_area_changes, __ATOMIC_ACQUIRE) &&
		mc_ticks() - area->others_ticks < area->others_fresh);
}

/* Bytes of the process now. Other threads' are those of a moment ago (thread.c), or, if `now`, as
 * fresh as can be. */
static inline int64_t mc_thread_process_live(struct mc_area *area, bool now)
{
	if (MC_UNLIKELY(mc_area_count != 1))
		mc_thread_look(area, now);
	return area->others + area->thread->live;
}

/* ---- threads.c: their beginning and end ---------------------------------------------------- */

void mc_threads_init(void);
void mc_threads_watch_end(void);

/* ---- stack.c: the engine ------------------------------------------------------------------- */

struct memprof_frame *mc_stack_settle(struct mc_area *area);
void mc_stack_unwind(struct mc_area *area, uintptr_t *record); /* abandons all above it */
void mc_stack_peak(struct mc_area *area);
void mc_stack_repair(struct mc_area *area); /* a handler jumped out of our bookkeeping */
void mc_stack_observe(struct mc_area *area, int64_t value); /* metrics read at boundaries */

void mc_stack_limit(struct mc_area *area);
void mc_stack_fork(struct mc_area *area);

/* ---- slots.c, direct.c: what events are charged to ------------------------------------------- */

struct memprof_slot *mc_stack_slot_of_site(struct mc_area *area, uint32_t site);
struct memprof_slot *mc_stack_slot_below_slow(struct mc_area *area, struct memprof_slot *outer,
					      uintptr_t address);
void mc_stack_forget(uintptr_t start, size_t size);
void mc_stack_forget_chains(struct mc_area *area);
void mc_stack_forget_all(struct mc_area *area);
struct memprof_slot *mc_slot_get(struct mc_area *area, uint64_t up, const struct mc_module *module,
				 uint32_t word);
/* This thread's copy of the point's cell, and whose it is; null: of no module. */
uint32_t *mc_slot_cell(struct mc_area *area, uintptr_t address, struct mc_module **module);
static inline uint32_t mc_slot_word(const struct mc_module *module, uintptr_t address)
{
	return (uint32_t)((address - (uintptr_t)module->data) / sizeof(uint64_t));
}

int64_t mc_direct_bytes(const struct mc_area *area); /* what is measured */
void mc_direct_begin(struct mc_area *area);
void mc_direct_open(struct mc_area *area, struct memprof_slot *slot);
void mc_direct_close(struct mc_area *area, struct memprof_slot *slot);
struct memprof_slot *mc_direct_slot(struct mc_area *area, uintptr_t address);

/* What the runtime keeps in a slot's private words. */
static inline struct memprof_slot *mc_slot(uint64_t address)
{
	return (struct memprof_slot *)(uintptr_t)address;
}
/* slot.runtime: 32-bit site, see mc_module.site_base. slot.above: the slot below which it was first
 * found; the top bit says that it is a repetition. */
#define MC_SLOT_REPEATS 0x80000000u
#define MC_ABOVE_UNKNOWN MEMPROF_ABOVE(UINT32_MAX)

/* slot.direct (direct.c). */
#define MC_DIRECT_OPEN 0     /* how often it is open */
#define MC_DIRECT_FUNCTION 1 /* address of the slot of its function */

#define MC_SLOT_ROOM (1u << 20)
_Static_assert(sizeof(struct mc_kids) == sizeof(struct memprof_slot), "kids lie beside slots");
#define MC_KID_KEY(word) ((uintptr_t)(word) << 16) /* of a word with MEMCC_POINT_OPENED */
#define MC_KID_NOTES 31u
#define MC_KID_ENDS 1u /* a run does not go on from the slot above to this one (settle.h) */
#define MC_KID_CUT 2u  /* times the number of runs that were cut here, until it says ENDS */
#define MC_KID_CUTS 15u
#define MC_KID_ADDRESS(key) MEMCC_POINT_ADDRESS((key) >> 16)

static inline struct mc_kids *mc_kids_of(struct memprof_slot *slot)
{
	return (struct mc_kids *)(void *)(slot + MC_SLOT_ROOM);
}

static inline struct memprof_slot *mc_slot_above(const struct mc_area *area,
						 const struct memprof_slot *slot)
{
	return &area->slots[MEMPROF_ABOVE(slot->above)];
}

/* Where the slot of a record's word would be among those below `slot`. */
static inline struct mc_kid *mc_kid(struct memprof_slot *slot, uintptr_t word)
{
	return &mc_kids_of(slot)->of[word / sizeof(uint64_t) % MC_KIDS];
}

static inline struct mc_far_kid *mc_far_kid(struct mc_area *area, const struct memprof_slot *slot,
					    uintptr_t word)
{
	uintptr_t outer = (uintptr_t)slot / sizeof(*slot);

	return &area->far_kids[(outer * 41 + word / sizeof(uint64_t)) % MC_FAR_KIDS];
}
/* Brings a kid of this word, marked as opened, back to where mc_kid looks for it; false: it has to
 * be looked up. */
bool mc_kid_recall(struct mc_area *area, struct memprof_slot *outer, uintptr_t word);

/* From begin to end signal handlers' events of this thread are turned away. */
static inline void mc_busy_begin(struct mc_area *area)
{
	area->busy = 1;
	MC_ORDER();
}

static inline void mc_busy_end(struct mc_area *area)
{
	MC_ORDER();
	area->busy = 0;
}

/* Nothing was pushed, popped or announced since the last event. */
static inline bool mc_stack_is_settled(const struct mc_area *area)
{
	uintptr_t *top = *(uintptr_t *volatile *)&area->block->top;

	return MC_LIKELY(top == area->stack.open && *top & MEMCC_POINT_OPENED);
}

/* The frame that an event now belongs to. */
static inline struct memprof_frame *mc_stack_frame(struct mc_area *area)
{
	return mc_stack_is_settled(area) ? area->stack.inner : mc_stack_settle(area);
}

/* The 32-bit site that a block allocated now belongs to. */
static inline uint32_t mc_stack_site(struct mc_area *area)
{
	struct memprof_frame *frame = mc_stack_frame(area);

	return mc_slot(area->pause ? (uintptr_t)area->slots : frame->slot)->runtime;
}

/* ---- charge.h: events; block.h: footers; next.c: the allocator behind us ------------------- */

struct mc_next {
	void *(*malloc_)(size_t);
	void (*free_)(void *);
	void *(*calloc_)(size_t, size_t);
	void *(*realloc_)(void *, size_t);
	void *(*memalign_)(size_t, size_t);
	size_t (*usable_)(void *);
	bool glibc;    /* the C library's own */
	bool chunks;   /* its chunk headers read as we think they do */
	bool measures; /* usable_ is of the same make, so that blocks can bear a footer */
};
extern struct mc_next mc_next;
void mc_next_find(void);
void mc_next_verify(void);
void *mc_next_symbol(const char *name);
bool mc_next_early(const void *block); /* made while we were still looking */
size_t mc_next_early_room(const void *block);

/* ---- pools.c: blocks known by address alone ------------------------------------------------- */

bool mc_pools_born(struct mc_area *area, const void *block, size_t bytes);
bool mc_pools_died(struct mc_area *area, const void *block);
int64_t mc_pools_size(const void *block); /* 0 if it is not known */

/* ---- process.c: what the kernel says --------------------------------------------------------- */

int64_t mc_process_memory(uint32_t metric);

/* ---- context.c: coroutines ------------------------------------------------------------------ */

extern bool mc_context_any;
/* Whether there has been a coroutine: then control may come back in another area. */
static inline bool mc_has_contexts(void)
{
	return MC_UNLIKELY(__atomic_load_n(&mc_context_any, __ATOMIC_RELAXED));
}
/* Control comes back to `key`, a ucontext_t or setjmp's buffer, in this area and with this top. */
void mc_context_note(const void *key, uintptr_t *top);
/* It does so now: its area becomes the thread's, and what was pushed there since it was left is
 * abandoned. */
void mc_context_enter(const void *key);
void mc_context_each(void (*visit)(struct mc_area *area)); /* under the lock */

/* ---- jump.c: setjmp and longjmp -------------------------------------------------------------- */

void mc_jump_each(void (*visit)(const void *buffer, uintptr_t *top)); /* this thread's buffers */

/* ---- fork.c ---------------------------------------------------------------------------------- */

void mc_fork_init(void);

void mc_hooks_install(void); /* hooks.c: nothing to do; sanitizer.c: asks to be told of blocks */
/* sanitizer.c: what the sanitizer tells is not charged while it is `unheard`, only noted as `told`.
 */
struct mc_sanitizer {
	bool unheard, told;
};
extern __thread struct mc_sanitizer mc_sanitizer;

/* ---- start.c ------------------------------------------------------------------------------- */

enum mc_state { MC_ASLEEP, MC_RUNNING, MC_INERT };
extern int mc_state;
/* Whoever sees it run sees all that was made ready before. */
static inline bool mc_is_running(void)
{
	return __atomic_load_n(&mc_state, __ATOMIC_ACQUIRE) == MC_RUNNING;
}
void mc_start(int argc, char **argv, char **environment);
void mc_start_profile(void); /* the first instrumented module is there */
void mc_start_finish(uint32_t how, int status);
void mc_start_mark(uint32_t how); /* only the mark, taken back by MEMPROF_END_NONE */
void mc_start_child(void);        /* after fork: the end is yet to come, and is not told */

#ifndef MC_MAY_ALLOCATE
#pragma GCC poison malloc calloc realloc free strdup strndup asprintf printf fprintf snprintf      \
	sprintf
#pragma GCC poison fopen fputs puts opendir qsort abort atexit dlsym dlopen
#endif
#endif
