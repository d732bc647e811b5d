/* copy.h - how compiled code reaches a thread's copy of the data: the segment base, where there is
 * one.
 *
 * Only an executable on x86-64 uses %gs; a shared object's runtime must never touch it, since the
 * program may.
 */
#ifndef MEMCC_COPY_H
#define MEMCC_COPY_H

#if defined(__x86_64__) && defined(MC_EXECUTABLE)
#include <asm/prctl.h>

/* The system call takes user addresses only; the instruction any, where the kernel allows it. */
static inline bool mc_copy_base(ptrdiff_t delta)
{
	if (delta > 0 && syscall(SYS_arch_prctl, ARCH_SET_GS, delta) == 0)
		return true;
	if (getauxval(AT_HWCAP2) & 2) {
		__asm__ volatile("wrgsbase %0" : : "r"(delta));
		return true;
	}
	return false;
}
#else
static inline bool mc_copy_base(ptrdiff_t delta)
{
	return delta != 0;
}
#endif
#endif
