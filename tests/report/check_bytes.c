/* check_bytes.c - see check_bytes.h. Runs under sanitizers: what they find ends the test. */
#include "check_bytes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "merge.h"
#include "report.h"

static FILE *void_file(void)
{
	static FILE *file;
	if (!file)
		file = fopen("/dev/null", "w");
	return file;
}

static void print(const struct mp_profile *profile, enum report_form form)
{
	struct report_options options = {
		.form = form,
		.precision = 3,
		.columns = {MP_MEM_USAGE, MP_INCREMENT, MP_OCCURRENCES},
		.column_count = 3,
		.plain_columns = true,
		.by_statement = form == REPORT_CSV,
		.threads = true,
		.no_source = true,
		.top = 5,
		.out = void_file(),
	};
	struct report_sources sources;
	report_sources_init(&sources, &options, profile);
	if (form == REPORT_JSON) {
		report_json(&sources, 1, 0);
	} else if (form == REPORT_CSV) {
		report_csv(&sources, 1, 0);
	} else {
		report_summary(&sources, 40);
		report_top(&sources);
		report_threads(&sources);
		report_footer(&sources, options.out);
	}
	report_sources_free(&sources);
}

void check_bytes(const char *bytes, size_t size)
{
	const struct mp_load_options options = {.threads = true, .verify = true};
	char *copy = aligned_alloc(4096, (size + 4096) / 4096 * 4096), *error = NULL;
	memcpy(copy, bytes, size);
	struct mp_profile *profile = mp_load_bytes("bytes", copy, size, &options, &error);
	if (profile) {
		print(profile, REPORT_TABLES);
		print(profile, REPORT_JSON);
		print(profile, REPORT_CSV);
	}
	if (!profile && !error)
		abort(); /* no result needs a reason */
	mp_free(profile);
	free(error);
	free(copy);
}

void check_merge(const char *bytes, size_t size)
{
	int fd = memfd_create("profile", MFD_CLOEXEC);
	char path[64], *paths[2] = {path, path}, *error;
	struct mp_merge merge;
	struct mp_text file = {0};
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	if (fd < 0 || write(fd, bytes, size) != (ssize_t)size)
		abort();
	error = mp_merge_open(&merge, paths, 2);
	if (!error)
		error = mp_merge_modules(&merge);
	if (!error) {
		mp_merge_slots(&merge);
		mp_merge_headers(&merge);
		mp_merge_write(&merge, &file);
		check_bytes(file.data, file.size);
	}
	mp_text_free(&file);
	mp_merge_free(&merge);
	free(error);
	close(fd);
}
