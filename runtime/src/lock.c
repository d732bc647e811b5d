/* lock.c - one lock for what threads share: the list of areas, the modules, the file's end.
 *
 * Taken on cold paths only (a thread's first event, a new statement's space, dlopen, fork), never
 * across a call into the program. While a thread holds it, events of its own signal handlers are
 * turned away by `busy`, so that it cannot wait for itself.
 */
#include "internal.h"

static volatile int held;

void mc_lock(void)
{
	if (mc_self)
		mc_self->busy++;
	while (__atomic_exchange_n(&held, 1, __ATOMIC_ACQUIRE))
		sched_yield();
}

void mc_unlock(void)
{
	__atomic_store_n(&held, 0, __ATOMIC_RELEASE);
	if (mc_self)
		mc_self->busy--;
}

void mc_lock_reset(void)
{
	__atomic_store_n(&held, 0, __ATOMIC_RELEASE);
}
