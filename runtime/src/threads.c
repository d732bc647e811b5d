/* threads.c - threads begin and end: pthread_create and thrd_create attach the new thread before
 * its start routine runs, so that nothing it does is missed.
 */
#include "internal.h"
#include "real.h"

MC_REAL_DECLARE(pthread_create)
MC_REAL_DECLARE(thrd_create)

struct launch {
	struct launch *next;
	struct mc_area *area;
	void *(*run)(void *);
	int (*run_c11)(void *);
	void *argument;
};

static struct launch *idle; /* guarded by the lock */
static pthread_key_t key;
static bool key_made;

static struct launch *launch_find(void)
{
	struct launch *launch;

	mc_lock();
	if (!idle) {
		launch = mmap(NULL, MC_PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
			      -1, 0);
		for (size_t i = 0; launch != MAP_FAILED && i < MC_PAGE / sizeof(*launch); i++) {
			launch[i].next = idle;
			idle = &launch[i];
		}
	}
	launch = idle;
	if (launch)
		idle = launch->next;
	mc_unlock();
	return launch;
}

static void launch_give(struct launch *launch)
{
	mc_lock();
	launch->next = idle;
	idle = launch;
	mc_unlock();
}

/* With the area that the thread will have: it cannot run without, so whether there is memory for
 * one decides here whether there is for the thread. */
static struct launch *launch_take(size_t stack)
{
	struct launch *launch = launch_find();

	if (!launch)
		return NULL;
	launch->area = mc_area_take(stack);
	if (launch->area)
		return launch;
	launch_give(launch);
	return NULL;
}

static void launch_fail(struct launch *launch)
{
	mc_area_give(launch->area);
	launch_give(launch);
}

static size_t stack_of(const pthread_attr_t *attributes)
{
	pthread_attr_t usual;
	size_t stack = 0;

	if (attributes)
		return pthread_attr_getstacksize(attributes, &stack) == 0 ? stack : 0;
	if (pthread_getattr_default_np(&usual) == 0) {
		pthread_attr_getstacksize(&usual, &stack);
		pthread_attr_destroy(&usual);
	}
	return stack;
}

/* A sanitizer may have allocated before: then the thread has an area already. */
static void begin_in(struct mc_area *area)
{
	if (mc_self)
		mc_area_give(area);
	else
		mc_thread_adopt(area);
}

static void *begin(void *argument)
{
	struct launch launch = *(struct launch *)argument;

	launch_give(argument);
	begin_in(launch.area);
	return launch.run(launch.argument);
}

static int begin_c11(void *argument)
{
	struct launch launch = *(struct launch *)argument;

	launch_give(argument);
	begin_in(launch.area);
	return launch.run_c11(launch.argument);
}

/* Destructors of thread-specific data run in rounds; ours asks for another as long as it can, so
 * that it is among the last. */
static void at_end(void *rounds)
{
	uintptr_t left = (uintptr_t)rounds;

	if (left > 1)
		pthread_setspecific(key, (void *)(left - 1));
	else if (mc_self)
		mc_thread_end(mc_self);
}

void mc_threads_init(void)
{
	key_made = pthread_key_create(&key, at_end) == 0;
}

void mc_threads_watch_end(void)
{
	if (key_made)
		pthread_setspecific(key, (void *)(uintptr_t)PTHREAD_DESTRUCTOR_ITERATIONS);
}

#ifdef MC_NOHOOKS
/* A sanitizer that is linked in (Clang's) defines pthread_create weakly, before us, and must hear
 * of each thread. */
extern __typeof__(pthread_create) __interceptor_pthread_create __attribute__((weak));
#define CREATE_HOOK MC_EXPORT
#define CREATE                                                                                     \
	(__interceptor_pthread_create ? __interceptor_pthread_create : MC_REAL(pthread_create))
#else
#define CREATE_HOOK MC_HOOK
#define CREATE MC_REAL(pthread_create)
#endif

CREATE_HOOK int MC_NAME(pthread_create)(pthread_t *thread, const pthread_attr_t *attributes,
					void *(*run)(void *), void *argument)
{
	int error = errno;
	struct launch *launch;
	int result;

	if (!mc_is_running())
		return CREATE(thread, attributes, run, argument);
	launch = launch_take(stack_of(attributes));
	errno = error;
	if (!launch)
		return EAGAIN;
	launch->run = run;
	launch->argument = argument;
	result = CREATE(thread, attributes, begin, launch);
	if (result != 0)
		launch_fail(launch);
	return result;
}

MC_HOOK int MC_NAME(thrd_create)(thrd_t *thread, thrd_start_t run, void *argument)
{
	int error = errno;
	struct launch *launch;
	int result;

	if (!mc_is_running())
		return MC_REAL(thrd_create)(thread, run, argument);
	launch = launch_take(stack_of(NULL));
	errno = error;
	if (!launch)
		return thrd_nomem;
	launch->run_c11 = run;
	launch->argument = argument;
	result = MC_REAL(thrd_create)(thread, begin_c11, launch);
	if (result != thrd_success)
		launch_fail(launch);
	return result;
}
