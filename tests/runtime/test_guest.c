/* test_guest.c - a good guest: whatever the runtime is denied, the program runs as it would without
 * it, and at most one line says what is missing. */
#include "harness.h"

#ifdef PROGRAM
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "by_hand.h"

FUNCTION(work, 2);
static __thread void *volatile keep;

static void work(int depth)
{
	ENTER(work);
	STATEMENT(work, 1);
	keep = malloc(100);
	free(keep);
	STATEMENT(work, 2);
	if (depth > 0)
		work(depth - 1);
	LEAVE(work);
}

static void *thread(void *unused)
{
	(void)unused;
	for (int i = 0; i < 1000; i++)
		work(3);
	return NULL;
}

static void threads(void)
{
	pthread_t ids[8];
	int made = 0;

	while (made < 8 && pthread_create(&ids[made], NULL, thread, NULL) == 0)
		made++;
	for (int i = 0; i < made; i++)
		pthread_join(ids[i], NULL);
}

/* What a child finds open: nothing of ours. */
static int descriptors(void)
{
	DIR *folder;
	int count = 0;
	pid_t child = fork();

	if (child == 0) {
		execl("/bin/sh", "sh", "-c", "ls -l /proc/self/fd | grep -c memprof", (char *)NULL);
		_exit(1);
	}
	waitpid(child, NULL, 0);
	/* And the program may close everything, ours included, and go on. */
	for (int fd = 3; fd < 2000; fd++)
		close(fd);
	for (int i = 0; i < 3; i++)
		if (open("/dev/null", O_RDWR) != 3 + i)
			return 1;
	threads();
	work(20000); /* needs more of the file */
	folder = opendir("/proc/self/fd");
	while (folder && readdir(folder))
		count++;
	return count > 0 ? 0 : 2;
}

static int keeps_errno(void)
{
	for (int i = 0; i < 3000; i++) {
		errno = 4711 + i;
		work(i);
		if (errno != 4711 + i)
			return 1;
	}
	return 0;
}

/* What the stack has grown to stays its own, however little memory is left when it is needed. */
static void grow_stack(void)
{
	volatile char page[6 << 20];

	for (size_t i = sizeof(page); i > 0; i -= 4096)
		page[i - 1] = 1;
}

int main(int argc, char **argv)
{
	const char *scenario = argc > 1 ? argv[1] : "";

	grow_stack();
	if (strcmp(scenario, "descriptors") == 0)
		return descriptors();
	if (strcmp(scenario, "errno") == 0)
		return keeps_errno();
	work(10);
	threads();
	work(10000);
	if (chdir("/") != 0)
		return 1;
	work(60000);
	dprintf(1, "as ever\n");
	return 5;
}

#else
#include <sys/resource.h>

static struct run run;

static int lines(const char *text)
{
	int count = 0;

	for (; *text; text++)
		count += *text == '\n';
	return count;
}

static void limit(int what, rlim_t value)
{
	struct rlimit both = {value, value};

	setrlimit(what, &both);
}

static void no_file_at_all(void)
{
	limit(RLIMIT_FSIZE, 0);
}

static void a_small_file(void)
{
	limit(RLIMIT_FSIZE, 300000);
}

static void a_tiny_file(void)
{
	limit(RLIMIT_FSIZE, 5000);
}

/* One, which the dynamic linker needs. */
static void few_descriptors(void)
{
	for (int fd = 3; fd < 100; fd++)
		close(fd);
	limit(RLIMIT_NOFILE, 4);
}

static void little_memory(void)
{
	limit(RLIMIT_AS, 100 << 20);
}

static void less_memory(void)
{
	limit(RLIMIT_AS, 20 << 20);
}

static void huge_stack(void)
{
	limit(RLIMIT_STACK, RLIM_INFINITY);
}

static void limits_do_not_harm(void **state)
{
	static void (*const limits[])(void) = {no_file_at_all,  a_small_file,  a_tiny_file,
					       few_descriptors, little_memory, less_memory,
					       huge_stack};

	(void)state;
	for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++) {
		run_program_with(&run, "", NULL, limits[i], NULL);
		if (run.status != 5 << 8 || !strstr(run.output, "as ever\n") ||
		    lines(run.output) > 2)
			print_error("limit %zu: status %x: %s\n", i, (unsigned)run.status,
				    run.output);
		assert_int_equal(run.status, 5 << 8);
		assert_non_null(strstr(run.output, "as ever\n"));
		assert_true(lines(run.output) <= 2);
		if (run.count && profile_threads(&run.profiles[0]) > 0)
			assert_laws(&run.profiles[0], "work");
		run_done(&run);
	}
}

static void an_unwritable_place_is_said_once(void **state)
{
	(void)state;
	run_program(&run, "", "file=/nowhere/at/all.memprof");
	assert_int_equal(run.status, 5 << 8);
	assert_int_equal(run.count, 0);
	assert_int_equal(lines(run.output), 2);
	assert_non_null(strstr(run.output, "/nowhere/at/all.memprof: No such file or directory"));
	run_done(&run);
}

static void unknown_options_are_said_once_each(void **state)
{
	(void)state;
	run_program(&run, "", "colour=blue:metric=apples::quiet=2");
	assert_int_equal(run.status, 5 << 8);
	assert_int_equal(lines(run.output), 4);
	assert_non_null(strstr(run.output, "colour=blue"));
	assert_non_null(strstr(run.output, "metric=apples"));
	assert_non_null(strstr(run.output, "quiet=2"));
	run_done(&run);
}

static void a_file_is_never_written_over(void **state)
{
	char path[64], option[80];
	static struct run other;
	FILE *file;

	(void)state;
	snprintf(path, sizeof(path), "/tmp/memcc-taken-%d", (int)getpid());
	file = fopen(path, "w");
	assert_non_null(file);
	fputs("mine", file);
	fclose(file);
	snprintf(option, sizeof(option), "file=%s", path);
	run_program(&other, "", option);
	assert_int_equal(other.status, 5 << 8);
	file = fopen(path, "r");
	assert_non_null(fgets(path, sizeof(path), file));
	assert_string_equal(path, "mine");
	fclose(file);
	snprintf(path, sizeof(path), "/tmp/memcc-taken-%d", (int)getpid());
	unlink(path);
	strcat(path, ".1");
	profile_read(&run.profiles[0], path);
	assert_laws(&run.profiles[0], "work");
	unlink(path);
	run_done(&other);
}

static void children_inherit_no_descriptor(void **state)
{
	(void)state;
	run_program(&run, "descriptors", NULL);
	assert_int_equal(run.status, 0);
	assert_string_equal(run.output, "0\n");
	assert_true(run.count >= 1);
	assert_laws(run_profile(&run, run.pid), "work");
	run_done(&run);
}

static void errno_is_kept(void **state)
{
	(void)state;
	run_program(&run, "errno", NULL);
	assert_int_equal(run.status, 0);
	assert_int_equal(profile_figures(&run.profiles[0], "work", 1).occurrences, 3000 * 3001 / 2);
	run_done(&run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(limits_do_not_harm),
		cmocka_unit_test(an_unwritable_place_is_said_once),
		cmocka_unit_test(unknown_options_are_said_once_each),
		cmocka_unit_test(a_file_is_never_written_over),
		cmocka_unit_test(children_inherit_no_descriptor),
		cmocka_unit_test(errno_is_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
#endif
