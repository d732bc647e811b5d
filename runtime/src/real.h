/* real.h - defining a function in front of the C library's, and calling the one behind.
 *
 *   MC_HOOK int MC_NAME(f)(int x) { return MC_REAL(f)(x); }
 *
 * Dynamic: a weak definition of `f` (a program's own wins), the real one is looked up behind us.
 * Static (-Wl,--wrap=f, see hooks.def): __wrap_f, and __real_f is resolved by the linker.
 */
#ifndef MEMCC_REAL_H
#define MEMCC_REAL_H

#define MC_HOOK __attribute__((weak, visibility("default")))

#ifdef MC_STATIC
#define MC_NAME(name) __wrap_##name
#define MC_REAL(name) __real_##name
#define MC_REAL_DECLARE(name) extern __typeof__(name) __real_##name;
#else
#define MC_NAME(name) name
/* Looked up at the first call; threads that do so at once find the same. */
#define MC_REAL(name)                                                                              \
	({                                                                                         \
		static __typeof__(name) *real_;                                                    \
		__typeof__(name) *found_ = __atomic_load_n(&real_, __ATOMIC_RELAXED);              \
		if (MC_UNLIKELY(!found_)) {                                                        \
			found_ = (__typeof__(name) *)(uintptr_t)mc_next_symbol(#name);             \
			__atomic_store_n(&real_, found_, __ATOMIC_RELAXED);                        \
		}                                                                                  \
		found_;                                                                            \
	})
#define MC_REAL_DECLARE(name)
#endif
#endif
