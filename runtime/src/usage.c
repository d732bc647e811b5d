/* usage.c - memprof_memory_usage: samples of a process's resident size, by whoever asks for them.
 *
 * A call is sampled by a thread that allocates nothing, is no thread of the profile, and ends
 * before the function returns. What its making costs the C library is charged to no statement.
 */
#include "internal.h"
#include "real.h"
#include <linux/futex.h>
#define __MEMCC__ 1
#include "memprof.h"

#define INTERVAL_DEFAULT 100000
#define INTERVAL_LEAST 100

MC_REAL_DECLARE(pthread_create)

struct usage_run {
	struct memprof_usage *usage;
	int fd;
	int stop; /* futex: 1 when the call has returned */
};

static int64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

/* statm's name for a process; 0: our own. */
static int open_statm(int pid)
{
	struct mc_text name = {0};

	mc_text_add(&name, "/proc/");
	if (pid)
		mc_text_number(&name, (uint64_t)pid);
	else
		mc_text_add(&name, "self");
	mc_text_add(&name, "/statm");
	return open(name.bytes, O_RDONLY | O_CLOEXEC);
}

/* Bytes; 0: the process has ended. */
static int64_t resident(int fd)
{
	char text[128];
	ssize_t size = pread(fd, text, sizeof(text) - 1, 0);
	int64_t pages = 0;

	text[size > 0 ? size : 0] = 0;
	for (const char *at = strchr(text, ' '); at && *++at >= '0' && *at <= '9';)
		pages = pages * 10 + (*at - '0');
	return pages * sysconf(_SC_PAGESIZE);
}

static bool take(struct memprof_usage *usage, int fd)
{
	int64_t bytes = resident(fd);

	if (!bytes)
		return false;
	if (usage->samples && usage->count < usage->room)
		usage->samples[usage->count] = bytes;
	usage->count++;
	usage->peak = mc_max(usage->peak, bytes);
	return true;
}

/* Until the time, or until `stop` is set. */
static void wait_until(int64_t when, int *stop)
{
	int64_t rest = when - now();

	if (rest <= 0)
		return;
	struct timespec span = {rest / 1000000, rest % 1000000 * 1000};

	syscall(SYS_futex, stop, FUTEX_WAIT_PRIVATE, 0, &span, NULL, 0);
}

static void sample(struct usage_run *run)
{
	struct memprof_usage *usage = run->usage;
	int64_t interval = usage->interval_us > 0 ? usage->interval_us : INTERVAL_DEFAULT;
	int64_t start = now(), next = start;

	interval = mc_max(interval, INTERVAL_LEAST);
	while (take(usage, run->fd)) {
		next = mc_max(next + interval, now()); /* late: what was missed is missed */
		if (usage->timeout_us > 0 && next - start > usage->timeout_us)
			return;
		wait_until(next, &run->stop);
		if (__atomic_load_n(&run->stop, __ATOMIC_ACQUIRE))
			break;
	}
	take(usage, run->fd); /* and once more at the end */
}

static void *thread(void *argument)
{
	sample(argument);
	return NULL;
}

static void prepare(struct usage_run *run, int pid, struct memprof_usage *usage)
{
	usage->count = 0;
	usage->peak = 0;
	*run = (struct usage_run){.usage = usage, .fd = open_statm(pid)};
}

MC_EXPORT int memprof_memory_usage(int pid, struct memprof_usage *usage)
{
	struct usage_run run;

	if (pid < 0 || ((!pid || pid == getpid()) && usage->timeout_us <= 0)) {
		errno = EINVAL; /* would never end */
		return -1;
	}
	prepare(&run, pid, usage);
	if (run.fd < 0)
		return -1;
	sample(&run);
	close(run.fd);
	return 0;
}

MC_EXPORT int memprof_memory_usage_of(void (*call)(void *), void *argument,
				      struct memprof_usage *usage)
{
	struct usage_run run;
	pthread_t sampler;
	int error;

	prepare(&run, 0, usage);
	if (run.fd < 0)
		return -1;
	memprof_pause();
	error = MC_REAL(pthread_create)(&sampler, NULL, thread, &run);
	memprof_resume();
	if (!error) {
		call(argument);
		__atomic_store_n(&run.stop, 1, __ATOMIC_RELEASE);
		syscall(SYS_futex, &run.stop, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
		pthread_join(sampler, NULL);
	}
	close(run.fd);
	errno = error ? error : errno;
	return error ? -1 : 0;
}
