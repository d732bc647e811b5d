/* process.c - what the kernel says of the process: rss from statm, pss and uss from smaps_rollup.
 *
 * Opened anew each time: a descriptor kept open would be the program's to close or to inherit, and
 * after fork it would tell of the parent.
 */
#include "internal.h"

static size_t read_whole(const char *name, char *text, size_t size)
{
	int fd = open(name, O_RDONLY | O_CLOEXEC);
	ssize_t got = 0;
	size_t used = 0;

	while (fd >= 0 && used < size - 1 && (got = read(fd, text + used, size - 1 - used)) > 0)
		used += (size_t)got;
	if (fd >= 0)
		close(fd);
	text[used] = 0;
	return used;
}

static int64_t number_at(const char *text)
{
	int64_t number = 0;

	while (*text == ' ' || *text == '\t')
		text++;
	for (; *text >= '0' && *text <= '9'; text++)
		number = number * 10 + (*text - '0');
	return number;
}

static int64_t field(const char *text, const char *name)
{
	const char *at = strstr(text, name);

	return at ? number_at(at + strlen(name)) * 1024 : 0;
}

int64_t mc_process_memory(uint32_t metric)
{
	char text[2048];
	const char *space;

	if (metric == MEMPROF_METRIC_RSS) {
		read_whole("/proc/self/statm", text, 256);
		space = strchr(text, ' ');
		return space ? number_at(space) * sysconf(_SC_PAGESIZE) : 0;
	}
	read_whole("/proc/self/smaps_rollup", text, sizeof(text));
	if (metric == MEMPROF_METRIC_PSS)
		return field(text, "\nPss:");
	return field(text, "\nPrivate_Clean:") + field(text, "\nPrivate_Dirty:");
}
