/* break.c - stops the process at the statement that takes its memory past a size.
 *
 * The one place where a guest raises a signal, because it was told to. A debugger that is attached
 * already gets SIGTRAP, at which it shows the statement a few frames up; without one the process
 * stops (SIGSTOP) and says how to come and look. Either way it happens once, and the program can
 * go on afterwards as if nothing had been.
 */
#include "break.h"

int64_t mc_break_at;

bool mc_break_take(const char *value, size_t length)
{
	static const struct {
		const char *name;
		unsigned shift;
	} units[] = {{"", 0}, {"KiB", 10}, {"MiB", 20}, {"GiB", 30}};
	uint64_t number;
	size_t used = mc_options_digits(value, length, INT64_MAX >> 34, &number);

	for (size_t i = 0; used && number && i < sizeof(units) / sizeof(units[0]); i++)
		if (strlen(units[i].name) == length - used &&
		    memcmp(value + used, units[i].name, length - used) == 0 &&
		    number <= (uint64_t)INT64_MAX >> units[i].shift) {
			mc_break_at = (int64_t)(number << units[i].shift);
			return true;
		}
	return false;
}

static bool is_traced(void)
{
	static const char key[] = "\nTracerPid:\t";
	char text[2048];
	int fd = open("/proc/self/status", O_RDONLY | O_CLOEXEC);
	ssize_t size = fd < 0 ? -1 : read(fd, text, sizeof(text) - 1);

	if (fd >= 0)
		close(fd);
	text[size > 0 ? size : 0] = 0;
	const char *at = strstr(text, key);

	return at && at[sizeof(key) - 1] != '0';
}

MC_COLD void mc_break(int64_t memory)
{
	int64_t limit = mc_break_at;
	int error = errno;

	if (!limit || memory < limit || !__atomic_exchange_n(&mc_break_at, 0, __ATOMIC_RELAXED))
		return;
	struct mc_text text = {0};
	bool traced = is_traced();

	mc_text_number(&text, (uint64_t)memory);
	mc_text_add(&text, " bytes pass the limit of ");
	mc_text_number(&text, (uint64_t)limit);
	if (!traced) {
		mc_text_add(&text, ": stopped here; to look: gdb -p ");
		mc_text_number(&text, (uint64_t)getpid());
		mc_text_add(&text, ", to go on: kill -CONT ");
		mc_text_number(&text, (uint64_t)getpid());
	}
	text.bytes[text.used < sizeof(text.bytes) ? text.used : sizeof(text.bytes) - 1] = 0;
	mc_diag_line("break_at: ", text.bytes, "");
	syscall(SYS_tgkill, getpid(), syscall(SYS_gettid), traced ? SIGTRAP : SIGSTOP);
	errno = error;
}
