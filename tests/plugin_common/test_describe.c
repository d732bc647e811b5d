/* The bytes of a description are those that profile.h promises. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "describe.h"
#include "profile.h"
#include "unit.h"

static const unsigned char *at, *end;

static uint64_t u(void)
{
	uint64_t value = 0;

	for (int shift = 0;; shift += 7) {
		assert_true(at < end);
		value |= (uint64_t)(*at & 0x7f) << shift;
		if (!(*at++ & 0x80))
			return value;
	}
}

static void next_is_string(const char *text)
{
	size_t length = u();

	assert_int_equal(length, strlen(text));
	assert_true((size_t)(end - at) >= length);
	assert_memory_equal(at, text, length);
	at += length;
}

static uint64_t word(void)
{
	uint64_t value = 0;

	assert_true(end - at >= 8);
	for (int i = 0; i < 8; i++)
		value |= (uint64_t)at[i] << 8 * i;
	at += 8;
	return value;
}

static void next_are(const uint64_t *numbers, size_t count)
{
	for (size_t i = 0; i < count; i++)
		assert_int_equal(u(), numbers[i]);
}

/* FNV-1a 64 of "a", as its authors publish it. */
static void files_are_hashed(void **state)
{
	char path[] = "/tmp/memcc-describe-XXXXXX";
	struct mcc_description d = {.name = "f", .symbol = "f", .directory = "", .compiler = "c"};
	size_t size;
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, "a", 1), 1);
	close(fd);
	mcc_description_reset();
	assert_int_equal(mcc_description_file(path), 0);
	assert_int_equal(mcc_description_file("/nonexistent/x.c"), 1);
	assert_int_equal(mcc_description_file(path), 0);
	assert_int_equal(mcc_description_file("/tmp"), 2);
	unlink(path);
	at = mcc_description_bytes(&d, &size);
	end = at + size;
	assert_int_equal(u(), MEMPROF_DESC_VERSION);
	assert_int_equal(u(), 0);
	next_is_string("f");
	next_is_string("f");
	next_is_string("");
	next_is_string("c");
	assert_int_equal(u(), 3);
	next_is_string(path);
	assert_int_equal(u(), 1);
	assert_true(word() == 0xaf63dc4c8601ec8cull);
	next_is_string("/nonexistent/x.c");
	assert_int_equal(u(), 0);
	assert_true(word() == 0);
	next_is_string("/tmp");
	assert_int_equal(u(), 0);
	assert_true(word() == 0);
}

static void every_field_has_its_place(void **state)
{
	const struct mcc_edge edges[] = {{0, 2, 9, 0, -1}, {2, 1, 9, 0, 300}};
	const struct mcc_statement statements[] = {
		{0, 11, 1, MEMPROF_STATEMENT_IF, 2, 0, -1, 1},
		{1, 12, 70000, MEMPROF_STATEMENT_RETURN, -1, 0, 4, 0},
	};
	const struct mcc_point points[] = {{0, 0, 2, 1, 0}, {0, 3, 2, 1, 1}};
	const struct mcc_description d = {
		.flags = MEMPROF_DESC_DIRECT,
		.name = "ns::f(int)",
		.symbol = "_ZN2ns1fEi",
		.directory = "/d",
		.compiler = "x 1",
		.file = 1,
		.line = 10,
		.column = 5,
		.last_line = 20,
		.blocks = 3,
		.edges = edges,
		.edge_count = 2,
		.statements = statements,
		.statement_count = 2,
		.points = points,
		.point_count = 2,
	};
	size_t size;

	(void)state;
	mcc_description_reset();
	mcc_description_file("/nonexistent/a.c");
	mcc_description_file("/nonexistent/b.c");
	at = mcc_description_bytes(&d, &size);
	end = at + size;
	next_are((const uint64_t[]){1, MEMPROF_DESC_DIRECT}, 2);
	next_is_string("ns::f(int)");
	next_is_string("_ZN2ns1fEi");
	next_is_string("/d");
	next_is_string("x 1");
	assert_int_equal(u(), 2);
	next_is_string("/nonexistent/a.c");
	u();
	word();
	next_is_string("/nonexistent/b.c");
	u();
	word();
	next_are((const uint64_t[]){1, 10, 5, 20, 3}, 5);
	next_are((const uint64_t[]){2, 0, 2, 0, 2, 1, 301}, 7);
	next_are((const uint64_t[]){2, 0, 11, 1, MEMPROF_STATEMENT_IF, 3, 0, 0, 1}, 9);
	next_are((const uint64_t[]){1, 12, 70000, MEMPROF_STATEMENT_RETURN, 0, 0, 5, 0}, 8);
	next_are((const uint64_t[]){2, 0, 0, 2, 1, 0, 0, 3, 2, 1, 1}, 11);
	assert_ptr_equal(at, end);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_are_hashed),
		cmocka_unit_test(every_field_has_its_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
