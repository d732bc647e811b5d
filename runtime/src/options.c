/* options.c - MEMCC_OPTIONS=key=value:key=value, in the manner of the sanitizers.
 *
 * Options are a table. Read once, before main, from the environment as the kernel gave it; an
 * unknown one is warned about, never fatal.
 */
#include "break.h"
#include "first.h"

struct mc_options mc_options = {.contexts = 16384};

static bool take_file(const char *value, size_t length)
{
	if (length == 0 || length >= sizeof(mc_options.file))
		return false;
	memcpy(mc_options.file, value, length);
	mc_options.file[length] = 0;
	return true;
}

static bool take_flag(const char *value, size_t length, bool *flag)
{
	if (length != 1 || (*value != '0' && *value != '1'))
		return false;
	*flag = *value == '1';
	return true;
}

static bool take_print(const char *value, size_t length)
{
	return take_flag(value, length, &mc_options.print);
}

static bool take_quiet(const char *value, size_t length)
{
	return take_flag(value, length, &mc_options.quiet);
}

static bool take_metric(const char *value, size_t length)
{
	static const char *const names[] = {
		[MEMPROF_METRIC_HEAP] = "heap",     [MEMPROF_METRIC_HEAP_MAP] = "heap+map",
		[MEMPROF_METRIC_USABLE] = "usable", [MEMPROF_METRIC_RSS] = "rss",
		[MEMPROF_METRIC_PSS] = "pss",       [MEMPROF_METRIC_USS] = "uss",
	};

	for (uint32_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strlen(names[i]) == length && memcmp(names[i], value, length) == 0) {
			mc_options.metric = i;
			return true;
		}
	return false;
}

size_t mc_options_digits(const char *value, size_t length, uint64_t most, uint64_t *number)
{
	size_t used = 0;

	for (*number = 0; used < length && value[used] >= '0' && value[used] <= '9'; used++) {
		if (*number > most)
			return 0;
		*number = *number * 10 + (uint64_t)(value[used] - '0');
	}
	return used;
}

static bool take_contexts(const char *value, size_t length)
{
	uint64_t number;

	if (!length || mc_options_digits(value, length, UINT32_MAX, &number) != length)
		return false;
	mc_options.contexts = (uint32_t)(number < UINT32_MAX ? number : UINT32_MAX);
	return true;
}

static bool take_help(const char *value, size_t length);

static const struct {
	const char *key, *help;
	bool (*take)(const char *value, size_t length);
} table[] = {
	{"file", "=PATTERN  name of the profile: %p pid, %e program, %h host, %% percent",
	 take_file},
	{"print", "=1        run `memprof report` on it at the end", take_print},
	{"quiet", "=1        say nothing but errors", take_quiet},
	{"metric", "=METRIC   heap, heap+map, usable, rss, pss or uss", take_metric},
	{"break_at",
	 "=SIZE  stop (SIGTRAP, or SIGSTOP without a debugger) where memory passes SIZE",
	 mc_break_take},
	{"contexts",
	 "=NUMBER  of call contexts kept for each thread; beyond, figures are as exact, at more "
	 "cost",
	 take_contexts},
	{"first_calls",
	 "=NUMBER  of each function's first calls to keep apart, for budgets `from call`; mode "
	 "calls",
	 mc_first_take},
	{"help", "=1        this list", take_help},
};

static bool take_help(const char *value, size_t length)
{
	bool wanted = false;

	if (!take_flag(value, length, &wanted))
		return false;
	for (size_t i = 0; wanted && i < sizeof(table) / sizeof(table[0]); i++)
		mc_diag_line("option ", table[i].key, table[i].help);
	return true;
}

static void take(const char *option, size_t length)
{
	const char *equals = memchr(option, '=', length);
	struct mc_text text = {0};

	for (size_t i = 0; equals && i < sizeof(table) / sizeof(table[0]); i++)
		if (strlen(table[i].key) == (size_t)(equals - option) &&
		    memcmp(table[i].key, option, (size_t)(equals - option)) == 0 &&
		    table[i].take(equals + 1, length - (size_t)(equals + 1 - option)))
			return;
	while (length > sizeof(text.bytes) - 1)
		length--;
	memcpy(text.bytes, option, length);
	mc_diag_line("warning: MEMCC_OPTIONS: ignored '", text.bytes,
		     "' (help=1 lists what there is)");
}

void mc_options_read(char **environment)
{
	static const char name[] = "MEMCC_OPTIONS=";
	const char *at = NULL;

	for (; environment && *environment && !at; environment++)
		if (strncmp(*environment, name, sizeof(name) - 1) == 0)
			at = *environment + sizeof(name) - 1;
	while (at && *at) {
		size_t length = 0; /* not strcspn: the program may have one of its own */

		while (at[length] && at[length] != ':')
			length++;
		if (length)
			take(at, length);
		at += length + (at[length] == ':');
	}
}
