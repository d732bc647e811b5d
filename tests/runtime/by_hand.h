/* by_hand.h - the part of compiled code, played by hand.
 *
 * What a plugin emits, as macros over abi.h, so that the runtime is tested without any plugin. An
 * executable on x86-64 goes through %gs, everything else (BY_HAND_PIC, other machines) through the
 * thread-local displacement.
 *
 *   FUNCTION(build, 2);                  // two statements that call
 *   void build(void) {
 *           ENTER(build);
 *           STATEMENT(build, 1); p = malloc(10);
 *           STATEMENT(build, 2); free(p);
 *           LEAVE(build);
 *   }
 *
 * Each statement has a counter of its own (descriptions say MEMPROF_DESC_DIRECT): counter 0 is the
 * calls, counter k the k-th statement. Point word of statement k: 1 + 3 * (k - 1).
 */
#ifndef BY_HAND_H
#define BY_HAND_H
#define MEMCC_RUNTIME 1
#include "abi.h"

#if defined(__x86_64__) && !defined(BY_HAND_PIC)
#define BY_HAND_SEGMENT __seg_gs
#define BY_HAND_ATTACH(function)
extern struct memcc_thread __seg_gs __memcc_thread;
#define BY_HAND_TOP __memcc_thread.top
#define BY_HAND_AT(cell) (cell)
#else
#define BY_HAND_SEGMENT
extern __thread struct memcc_thread *__memcc_self;
extern __attribute__((visibility("hidden"))) __thread ptrdiff_t __memcc_delta;
#define BY_HAND_ATTACH(function)                                                                   \
	do {                                                                                       \
		if (__memcc_delta == 0)                                                            \
			__memcc_attach(function);                                                  \
	} while (0)
#define BY_HAND_TOP __memcc_self->top
#define BY_HAND_AT(cell) (*(volatile uint64_t *)((char *)&(cell) + __memcc_delta))
#endif

extern const char MEMCC_ABI_SYMBOL;

#define BY_HAND_WORDS(statements) (1 + 3 * (statements) + (3 * (statements)) % 2)

#define FUNCTION(name, statements)                                                                 \
	static uint64_t BY_HAND_SEGMENT name##_counters[(statements) + 1]                          \
		__attribute__((section("memcc_data"), used));                                      \
	static uint64_t BY_HAND_SEGMENT name##_points[BY_HAND_WORDS(statements)]                   \
		__attribute__((section("memcc_data"), used, aligned(16)));                         \
	static const unsigned char name##_text[] = "\x01\x01" DESCRIBED(#name);                    \
	static struct memcc_function name##_function = {                                           \
		.abi = MEMCC_ABI_VERSION,                                                          \
		.description = name##_text,                                                        \
		.description_size = sizeof(name##_text) - 1,                                       \
		.counters = (uint64_t *)(uintptr_t)name##_counters,                                \
		.counter_count = (statements) + 1,                                                 \
		.points = (uint64_t *)(uintptr_t)name##_points,                                    \
		.point_words = BY_HAND_WORDS(statements),                                          \
		.abi_symbol = &MEMCC_ABI_SYMBOL,                                                   \
	};                                                                                         \
	static struct memcc_function *name##_listed                                                \
		__attribute__((section("memcc_funcs"), used)) = &name##_function

/* The tests read names as the zero-terminated text behind the first two bytes. */
#define DESCRIBED(name) name "\0"

#define ENTER(name)                                                                                \
	do {                                                                                       \
		BY_HAND_ATTACH(&name##_function);                                                  \
		if (!name##_function.entered)                                                      \
			__memcc_enter(&name##_function);                                           \
		BY_HAND_AT(name##_counters[0])++;                                                  \
		BY_HAND_TOP = BY_HAND_TOP + 1;                                                     \
	} while (0)

#define BY_HAND_POINT(name, k) ((uintptr_t)&name##_points[1 + 3 * ((k)-1)])

#define STATEMENT(name, k)                                                                         \
	(BY_HAND_AT(name##_counters[k])++,                                                         \
	 *(uintptr_t *volatile)BY_HAND_TOP = BY_HAND_POINT(name, k))

/* The same statement goes on in another block. */
#define VARIANT(variant) (*(uint16_t *)((char *)BY_HAND_TOP + MEMCC_POINT_VARIANT_BYTE) = (variant))

#define LEAVE(name) (BY_HAND_TOP = BY_HAND_TOP - 1)
#endif
