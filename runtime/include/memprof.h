/* memprof.h - what a program may say to, and ask of, the profiler it is built with.
 *
 *   #include <memprof.h>
 *
 *   MEMPROF static int load(const char *name)        // profile this function
 *   {
 *           struct memprof_scope scope;
 *
 *           memprof_scope_begin(&scope, MEMPROF_THIS_THREAD);
 *           ...
 *           memprof_scope_end(&scope);               // scope.allocated, scope.peak, ...
 *   }
 *
 * Compiled by memcc with -fmemprof this is the interface of the runtime; compiled by anything else
 * every macro is empty and every function a static inline that does nothing and returns 0. It is
 * plain C99 and C++98, and warns nowhere. memcc says which it is by defining __MEMCC__.
 *
 * Units: all sizes are bytes as the program requested them, 64-bit and signed; a live count is
 * negative when a thread has freed more of others' blocks than it allocated. Times are not
 * measured.
 *
 * Errors: nothing here ends, blocks or prints. Functions that can fail return -1 and say so; errno
 * is kept by all but memprof_flush. Where the runtime is not active (no profiled function in the
 * program, or no memory for it) all figures are 0 and calls do nothing.
 *
 * Threads: every function may be called at any time in any thread, also before main and in exit
 * handlers, but not in signal handlers. What concerns "this thread" needs no lock and is exact;
 * figures of the process are sums over threads that go on running meanwhile, exact when they rest.
 */
#ifndef MEMPROF_H
#define MEMPROF_H

#include <stddef.h>
#include <stdint.h>

#ifdef __MEMCC__
#define MEMPROF __attribute__((profile))
#define MEMPROF_NO __attribute__((no_profile))
#else
#define MEMPROF
#define MEMPROF_NO
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* The columns of one source line, as `memprof report` has them, up to now. */
struct memprof_line_figures {
	int64_t increment; /* includes what callees did */
	int64_t allocs, allocated, frees, freed;
	int64_t retained;
	int64_t peak;
};

/* Whose memory a scope is about. */
enum memprof_whose { MEMPROF_THIS_THREAD = 0, MEMPROF_WHOLE_PROCESS = 1 };

/* Between a begin and an end. The first five are results; the others belong to the runtime. */
struct memprof_scope {
	int64_t allocs, allocated; /* blocks, and their bytes */
	int64_t frees, freed;      /* the same, whenever the blocks were made */
	int64_t retained;          /* allocated - freed: negative if older blocks were freed */
	int64_t peak;              /* highest live bytes inside, less those at the begin; never < 0.
				      Of a process with several threads: as seen at events of the
				      thread that measures */
	int64_t base, outer, whose;
};

/* Samples of a process's resident size, as the kernel tells it. The first four are given. */
struct memprof_usage {
	int64_t interval_us; /* microseconds between samples; 0: 100000 */
	int64_t timeout_us;  /* microseconds after which sampling ends; 0: none */
	int64_t *samples;    /* bytes; null: only the peak is wanted */
	size_t room;         /* of samples: further ones are counted, but not kept */
	size_t count;        /* result: samples taken */
	int64_t peak;        /* result: the largest of them */
};

#ifdef __MEMCC__

/* Events of this thread are charged to `outside any profiled function`, neither to open statements
 * nor to their Increment, until as many resumes as pauses were called. Memory itself goes on being
 * followed, and blocks freed later are known. A resume too many does nothing. */
void memprof_pause(void);
void memprof_resume(void);

/* Sees to it that the profile so far is on the disk even if the machine fails (if the process
 * fails, it always is). Returns 0, or -1 with errno; takes as long as the disk takes. */
int memprof_flush(void);

/* Bytes allocated and not freed: by this thread; by all threads, ended ones included. */
int64_t memprof_thread_live_bytes(void);
int64_t memprof_process_live_bytes(void);

/* What has been charged so far to the statements of profiled functions at `line` of `file`: the
 * path as the compiler had it, or its end (whole components). Returns how many statements were
 * found, or -1 if there are none. Walks over everything; meant for tests, not for loops.
 * Occurrences are not among the figures: they follow from the flow of the whole function, which
 * memprof works out. */
int memprof_line(const char *file, unsigned line, struct memprof_line_figures *figures);

/* Notes time and memory under a name (at most 39 bytes of it are kept) in the profile: a block mark
 * of the timeline. Returns 0, or -1 if it could not be kept. */
int memprof_mark(const char *name);

/* A program with an allocator of its own. memprof_pool: `chunk`, which came from malloc, is stock:
 * its bytes are taken off as if freed here, and are not counted again when it goes. Then tell of
 * each block that is carved out of it or given back; it is charged like malloc and free. Telling of
 * a block twice, or of the end of one that was never told of, is ignored and returns -1. */
int memprof_pool(void *chunk);
int memprof_block_alloc(const void *block, size_t size);
int memprof_block_free(const void *block);

/* Measures what happens between the two calls, exactly. Scopes of one thread nest; the end of a
 * scope belongs in the thread of its begin. */
void memprof_scope_begin(struct memprof_scope *scope, enum memprof_whose whose);
void memprof_scope_end(struct memprof_scope *scope);

/* Samples process `pid` until it ends or the timeout is over; 0 is this process, which needs a
 * timeout. Returns 0, or -1 with errno. */
int memprof_memory_usage(int pid, struct memprof_usage *usage);

/* Calls call(argument), once, and samples this process meanwhile and once more at the end. Returns
 * 0, or -1 with errno: it was not called. */
int memprof_memory_usage_of(void (*call)(void *), void *argument, struct memprof_usage *usage);

/* For tests: what a scope measured must be so. These macros are the one thing here that prints and
 * ends, on stderr of <stdio.h>. A test framework has its own way to fail: define MEMPROF_FAIL(text)
 * before this header is included. */
#ifndef MEMPROF_FAIL
#define MEMPROF_FAIL(text) (__builtin_fprintf(stderr, "%s\n", (text)), __builtin_abort())
#endif
#define MEMPROF_ASSERT_FIGURE_(scope, figure, relation, limit)                                     \
	do {                                                                                       \
		const struct memprof_scope *memprof_s_ = (scope);                                  \
		const long memprof_l_ = (long)(limit);                                             \
		char memprof_t_[400];                                                              \
		if ((long)memprof_s_->figure relation memprof_l_)                                  \
			break;                                                                     \
		__builtin_snprintf(memprof_t_, sizeof memprof_t_,                                  \
				   "%.150s:%d: " #figure " is %ld, not " #relation                 \
				   " %ld (allocs %ld, "                                            \
				   "allocated %ld, frees %ld, freed %ld, retained %ld, peak %ld)", \
				   __FILE__, __LINE__, (long)memprof_s_->figure, memprof_l_,       \
				   (long)memprof_s_->allocs, (long)memprof_s_->allocated,          \
				   (long)memprof_s_->frees, (long)memprof_s_->freed,               \
				   (long)memprof_s_->retained, (long)memprof_s_->peak);            \
		MEMPROF_FAIL(memprof_t_);                                                          \
	} while (0)
#define MEMPROF_ASSERT_ALLOCS(scope, count) MEMPROF_ASSERT_FIGURE_(scope, allocs, ==, count)
#define MEMPROF_ASSERT_ALLOCS_AT_MOST(scope, count) MEMPROF_ASSERT_FIGURE_(scope, allocs, <=, count)
#define MEMPROF_ASSERT_ALLOCATED(scope, bytes) MEMPROF_ASSERT_FIGURE_(scope, allocated, ==, bytes)
#define MEMPROF_ASSERT_ALLOCATED_AT_MOST(scope, bytes)                                             \
	MEMPROF_ASSERT_FIGURE_(scope, allocated, <=, bytes)
#define MEMPROF_ASSERT_RETAINED(scope, bytes) MEMPROF_ASSERT_FIGURE_(scope, retained, ==, bytes)
#define MEMPROF_ASSERT_RETAINED_AT_MOST(scope, bytes)                                              \
	MEMPROF_ASSERT_FIGURE_(scope, retained, <=, bytes)
#define MEMPROF_ASSERT_PEAK_AT_MOST(scope, bytes) MEMPROF_ASSERT_FIGURE_(scope, peak, <=, bytes)

#else

static inline void memprof_pause(void) {}

static inline void memprof_resume(void) {}

static inline int memprof_flush(void)
{
	return 0;
}

static inline int64_t memprof_thread_live_bytes(void)
{
	return 0;
}

static inline int64_t memprof_process_live_bytes(void)
{
	return 0;
}

static inline int memprof_line(const char *file, unsigned line,
			       struct memprof_line_figures *figures)
{
	(void)file;
	(void)line;
	figures->increment = figures->allocs = figures->allocated = 0;
	figures->frees = figures->freed = figures->retained = figures->peak = 0;
	return 0;
}

static inline int memprof_mark(const char *name)
{
	(void)name;
	return 0;
}

static inline int memprof_pool(void *chunk)
{
	(void)chunk;
	return 0;
}

static inline int memprof_block_alloc(const void *block, size_t size)
{
	(void)block;
	(void)size;
	return 0;
}

static inline int memprof_block_free(const void *block)
{
	(void)block;
	return 0;
}

static inline void memprof_scope_begin(struct memprof_scope *scope, enum memprof_whose whose)
{
	scope->allocs = scope->allocated = scope->frees = scope->freed = 0;
	scope->retained = scope->peak = scope->base = scope->outer = 0;
	scope->whose = whose;
}

static inline void memprof_scope_end(struct memprof_scope *scope)
{
	(void)scope;
}

static inline int memprof_memory_usage(int pid, struct memprof_usage *usage)
{
	(void)pid;
	usage->count = 0;
	usage->peak = 0;
	return 0;
}

static inline int memprof_memory_usage_of(void (*call)(void *), void *argument,
					  struct memprof_usage *usage)
{
	usage->count = 0;
	usage->peak = 0;
	call(argument);
	return 0;
}

/* Without figures there is nothing to hold to. */
#define MEMPROF_ASSERT_ALLOCS(scope, count) ((void)(scope))
#define MEMPROF_ASSERT_ALLOCS_AT_MOST(scope, count) ((void)(scope))
#define MEMPROF_ASSERT_ALLOCATED(scope, bytes) ((void)(scope))
#define MEMPROF_ASSERT_ALLOCATED_AT_MOST(scope, bytes) ((void)(scope))
#define MEMPROF_ASSERT_RETAINED(scope, bytes) ((void)(scope))
#define MEMPROF_ASSERT_RETAINED_AT_MOST(scope, bytes) ((void)(scope))
#define MEMPROF_ASSERT_PEAK_AT_MOST(scope, bytes) ((void)(scope))

#endif

/* A named block: a bracket of the timeline from the one to the other. Blocks nest, and the newest
 * of its name ends. At most 38 bytes of the name are kept. Return as memprof_mark. */
static inline int memprof_block_edge_(char edge, const char *name)
{
	char mark[40];
	size_t i = 0;
	mark[0] = edge;
	for (; name[i] && i < sizeof(mark) - 2; i++)
		mark[i + 1] = name[i];
	mark[i + 1] = 0;
	return memprof_mark(mark);
}

static inline int memprof_block_begin(const char *name)
{
	return memprof_block_edge_('[', name);
}

static inline int memprof_block_end(const char *name)
{
	return memprof_block_edge_(']', name);
}

#ifdef __cplusplus
}
#endif
#endif
