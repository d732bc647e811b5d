/* abi.h - what compiler plugins emit and the runtime provides.
 *
 * One list, rendered by every side: the plugins include this header to build their calls and
 * records, the runtime includes it to define them. Nothing here is for users (memprof.h is).
 *
 *   compiled code                              runtime
 *   -------------                              -------
 *   counters[k] += 1         (by flow)         never touched, only mapped into the profile
 *   *thread.top = &point[k]  (before a call)   the hook reads it when memory changes
 *   thread.top += 1 / -= 1   (an activation)   noticed at the next event
 *
 * Where per-thread data lies. Every counter, every point and the thread's own block are
 * statically allocated in the section MEMCC_DATA_SECTION of the module (executable or shared
 * object). Those static addresses are never used as they are while profiling: each thread has a
 * copy of the section, which is a mapping of the profile file, and reaches it by adding a
 * per-thread displacement ("delta"):
 *
 *   - executables on x86-64: the segment base %gs holds delta, so that a counter is
 *     `addq $1, %gs:counter(%rip)`. With %gs still 0 the static section itself is counted in,
 *     which is harmless; the runtime copies it when it attaches the thread.
 *   - everything else (-fPIC, other machines): the thread-local __memcc_delta of the module is
 *     added, and the thread's block is reached through the thread-local __memcc_self.
 *
 * Shadow stack. An activation of a profiled function that may change memory owns one record of
 * one word: the address of the point (see below) of its open statement. Records grow upwards.
 *   push:  thread.top += 1 word; then *thread.top = point     (in this order: a signal handler
 *          may push and pop in between and must not lose our record's contents)
 *   pop:   thread.top -= 1 word
 * Nothing is done at a pop: at the next event the runtime finds, from the innermost record down,
 * which records are new (bit 0 clear) and which frames have ended.
 *
 * Points. `points` of a function is an array of 64-bit words, all zero at first:
 *   word 0            the function itself
 *   word w            the first point of a statement; low half: private to the runtime, high
 *                     half: number of activations abandoned here (by longjmp, exit, ...)
 *   words after it    two further abandonment counts each, for the variants 1, 2, ... of a
 *                     statement whose calls stand in several basic blocks
 * Storing the address of word w into the record opens a new interval of the statement. In a further
 * block of the same statement the variant is stored into the record's upper 16 bits alone (a
 * 16-bit store), so that an interval that is open already goes on. Bit 0 belongs to the runtime.
 */
#ifndef MEMCC_ABI_H
#define MEMCC_ABI_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define MEMCC_ABI_VERSION 1

/* A mismatch of plugin and runtime is an undefined symbol with the version in its name; so is a
 * profiled object that another compiler driver links, whose user reads here what to do. */
#define MEMCC_ABI_SYMBOL __memcc_abi_1_link_with_memcc
#define MEMCC_ABI_SYMBOL_NAME "__memcc_abi_1_link_with_memcc"

/* Counters, points, the thread's block: copied for each thread. */
#define MEMCC_DATA_SECTION "memcc_data"
/* Pointers to struct memcc_function, one per function. */
#define MEMCC_FUNCS_SECTION "memcc_funcs"

#define MEMCC_POINT_OPENED 1u      /* runtime: the interval is open and measured */
#define MEMCC_POINT_VARIANT_BYTE 6 /* offset in the record of its 16-bit variant */
#define MEMCC_POINT_VARIANT(word) ((uint32_t)((uint64_t)(word) >> 48))
#define MEMCC_POINT_ADDRESS(word) ((uintptr_t)((uint64_t)(word)&0x0000fffffffffff8u))
#define MEMCC_POINT_VARIANTS 64 /* at most, in one statement */
/* Words that the point of a statement with so many variants takes. */
#define MEMCC_POINT_WORDS(variants) (1 + (variants) / 2)

/* The part of a thread's block that compiled code knows. */
struct memcc_thread {
	uintptr_t *top; /* innermost record in use; written by compiled code and runtime */
	void *reserved;
};

/* One profiled function of one translation unit. Lives in writable data; its address stands in
 * MEMCC_FUNCS_SECTION. Written by the compiler, except `entered`. */
struct memcc_function {
	uint16_t abi;            /* MEMCC_ABI_VERSION */
	uint16_t flags;          /* MEMCC_FUNCTION_... */
	uint32_t entered;        /* runtime: 0, or as in profile.h */
	const void *description; /* bytes, see profile.h: "Description of a function" */
	uint64_t description_size;
	uint64_t *counters; /* static address, in MEMCC_DATA_SECTION */
	uint64_t counter_count;
	uint64_t *points; /* static address, in MEMCC_DATA_SECTION; 16-byte aligned */
	uint64_t point_words;
	const void *abi_symbol; /* &MEMCC_ABI_SYMBOL: only there to make the linker check */
};

/* Counter 0 counts the activations, and starts at -1 in every thread: when adding to it gives 0,
 * __memcc_enter is called. Else `entered` is looked at. */
#define MEMCC_FUNCTION_ENTRY_COUNTER 1u
#define MEMCC_FUNCTION_ENTERED_OFFSET 4 /* checked by a static assertion in the runtime */

/* Data that compiled code refers to. __memcc_thread lies in MEMCC_DATA_SECTION and is reached
 * through %gs; __memcc_self is its equal for other code. __memcc_delta is one per module. */
#define MEMCC_DATA_LIST(DATA)                                                                      \
	DATA(__memcc_thread, "struct memcc_thread, %gs-relative, executables only")                \
	DATA(__memcc_self, "thread-local struct memcc_thread *, never null")                       \
	DATA(__memcc_delta, "thread-local ptrdiff_t, hidden; 0: not attached (call attach)")

/* Calls that compiled code makes: name, result, parameters, when.
 * P: pointer, V: nothing. All are nothrow, may be called at any time in any thread, keep errno. */
#define MEMCC_CALL_LIST(CALL)                                                                      \
	/* cold: at an activation's start, see MEMCC_FUNCTION_ENTRY_COUNTER */                     \
	CALL(__memcc_enter, V, (P function))                                                       \
	/* cold: control has landed in the activation that owns `record` (exception handler,       \
	   second return of setjmp or vfork, nonlocal goto): everything above it is abandoned */   \
	CALL(__memcc_reland, V, (P record))                                                        \
	/* cold: __memcc_delta is 0: attaches this thread to the module that holds `function` */   \
	CALL(__memcc_attach, V, (P function))                                                      \
	/* mode "calls": start of an activation, each boundary, end of the activation */           \
	CALL(__memcc_call_enter, V, (P function))                                                  \
	CALL(__memcc_call_statement, V, (P counter, P point)) /* point: null or with variant */    \
	CALL(__memcc_call_resume, V, (P point)) /* a statement goes on: not counted, new point */  \
	CALL(__memcc_call_leave, V, (V))

/* x86-64 executables call __memcc_enter through a stub that keeps every register but %r11, in which
 * it takes the function's address (runtime/src/stubs.c). */
#define MEMCC_STUB_ENTER_NAME "__memcc_stub_enter"

#ifdef MEMCC_RUNTIME
void __memcc_enter(struct memcc_function *function);
void __memcc_reland(uintptr_t *record);
void __memcc_attach(struct memcc_function *function);
void __memcc_call_enter(struct memcc_function *function);
void __memcc_call_statement(uint64_t *counter, uintptr_t point);
void __memcc_call_resume(uintptr_t point);
void __memcc_call_leave(void);

/* A module (executable or shared object) announces itself; called by module.c, which the driver
 * links into each. `delta` is the address of the calling thread's __memcc_delta. */
struct memcc_module {
	uint32_t abi;
	uint32_t id; /* given by the runtime */
	const char *data_start, *data_stop;
	struct memcc_function **functions_start, **functions_stop;
	ptrdiff_t *(*delta)(void); /* the calling thread's __memcc_delta of this module */
	void *handle;              /* runtime's */
};
void __memcc_module_open(struct memcc_module *module);
void __memcc_module_close(struct memcc_module *module);
#endif

#ifdef __cplusplus
}
#endif
#endif
