/* parsers_never_crash.c - mutates valid budgets, sources, budgets files and baselines, always in
 * the same way, and reads what comes out. It must end, and not crash; what is refused must be
 * refused with a message that points into the text. Built with a sanitizer it finds more. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "budget_grammar.h"
#include "budget_rules.h"
#include "check_snapshot.h"

#define ROUNDS 60000
#define FILE_ROUNDS 600
#define MOST 2048

static uint64_t state = 88172645463325252u;
static int failures;

static uint32_t next_random(uint32_t below)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (uint32_t)(state >> 11) % below;
}

static const char *const budgets[] = {
	"increment <= 84 MiB, occurrences == 1, peak <= 90 MiB, retained == 0",
	"allocated per call <= 4 KiB + 64 B per call + 5 %, allocs in 3 .. 7 -- remark",
	"allocated <= 40 % of total, increment == -10 kB +- 2.5 %, frees any, rss < 1 GiB",
	"allocs == 0 per call from call 2, peak from call 3 <= 1 KiB + 5 % -- warm",
};

static const char *const sources[] = {
	"int f(void) /* memprof: peak <= 3 */\n{\n\treturn g(\"//\", '\\'', R\"x(\n)x\"); // "
	"memprof: a\n}\n",
	"// memprof: increment <= 3\nint g(int x,\\\n int y)\n{ /* a * memprof\n * memprof: b */ "
	"}\n#if 0\n",
	"int *p = f(1), // memprof: allocs == 1,\n\t\t// retained == 0\n\t q; // Memprof peak <= "
	"3\n"
	"// memprof: frees == 2,\n\n// freed == 3,\n//",
};

static const char *const files[] = {
	"# c\n*: retained == 0\nf in src/*.c \"x = malloc(*);\": allocs == 1 # r\n'operator ()': "
	"peak <= 3\n",
};

static const char *const baselines[] = {
	"# memprof baseline 1\nmetric heap\nprogram: allocs=3\nfile demo.c\nfunction f: "
	"occurrences=1 "
	"increment=-8\n  occurrences=1 | return 0;\n  peak=3 retained=4 | x = f(a | b);\n",
};

static const char *const pieces[] = {
	"memprof:", "/*",   "*/",        "//",        "\"",
	"'",        "R\"(", ")\"",       "\\\n",      "\n",
	",",        "..",   "<=",        "==",        "+-",
	"+",        "%",    " of total", " per call", "99999999999999999999",
	"-",        " MiB", ": ",        " | ",       "=",
	"\xff",     "\xc2", "any",       " in ",      "*",
	"?",        "[",    "(program)", ",\n//",     " from call 2",
	"Memprof ",
};

static size_t mutate(char *text, const char *seed)
{
	size_t size = strlen(seed);
	memcpy(text, seed, size);
	for (uint32_t edits = 1 + next_random(6); edits; edits--) {
		size_t at = next_random((uint32_t)size + 1);
		const char *piece = pieces[next_random(sizeof pieces / sizeof *pieces)];
		size_t length = strlen(piece), cut = next_random(12);
		switch (next_random(4)) {
		case 0:
			if (at < size)
				text[at] = (char)next_random(256);
			break;
		case 1:
			cut = cut < size - at ? cut : size - at;
			memmove(text + at, text + at + cut, size - at - cut);
			size -= cut;
			break;
		case 2:
			size = at;
			break;
		default:
			if (size + length >= MOST)
				break;
			memmove(text + at + length, text + at, size - at);
			memcpy(text + at, piece, length);
			size += length;
		}
	}
	text[size] = 0;
	return size;
}

#define PICK(list) ((list)[next_random(sizeof(list) / sizeof *(list))])

static void try_budget(struct mp_arena *arena, const char *text)
{
	const struct budget_scale scale = {.calls = INT64_MAX, .occurrences = 7, .total = -5};
	struct budget_items items;
	struct budget_error error = {SIZE_MAX, NULL};
	if (!budget_parse(arena, text, &items, &error)) {
		if (error.offset > strlen(text) || !error.message || !*error.message) {
			failures++;
			printf("FAIL: no message, or one beyond the text: '%s'\n", text);
		}
		return;
	}
	for (size_t i = 0; i < items.count; i++) {
		budget_bound_value(&items.list[i].low, &scale, -1);
		budget_bound_value(&items.list[i].high, &scale, 1);
	}
}

static void try_source(struct mp_arena *arena, const char *text, size_t size)
{
	struct budget_source source;
	budget_source_scan(arena, &source, text, size);
	for (size_t i = 0; i < source.comment_count; i++) {
		const struct budget_comment *comment = &source.comments[i];
		if (comment->line == 0 || comment->line > source.line_count ||
		    comment->target > source.line_count) {
			failures++;
			printf("FAIL: a comment beyond the text: '%s'\n", text);
		}
	}
	budget_source_free(&source);
}

static void try_baseline(struct mp_arena *arena, char *text)
{
	char *error = NULL;
	struct check_snapshot *snapshot = check_baseline_parse(arena, "fuzz", text, &error);
	if (!snapshot && !error)
		failures++;
	free(error);
	if (!snapshot)
		return;
	/* What was read and is written must be read as the same. */
	struct mp_text once = {0}, twice = {0};
	check_baseline_print(snapshot, &once);
	char *copy = mp_strdup(once.data);
	snapshot = check_baseline_parse(arena, "fuzz", copy, &error);
	if (snapshot)
		check_baseline_print(snapshot, &twice);
	if (!snapshot || strcmp(once.data, twice.data) != 0) {
		failures++;
		printf("FAIL: a baseline changes by being read:\n%s", once.data);
	}
	free(error);
	free(copy);
	mp_text_free(&once);
	mp_text_free(&twice);
}

static void try_file(const char *text, size_t size)
{
	static const struct mp_profile nothing = {.path = "fuzz", .program = "fuzz"};
	char path[] = "/tmp/memprof-fuzz-XXXXXX";
	int fd = mkstemp(path);
	if (fd < 0 || write(fd, text, size) != (ssize_t)size)
		abort();
	close(fd);
	struct check check;
	check_init(&check, &nothing);
	struct budget_rules *rules = budget_rules_new();
	char *error = NULL;
	if (!budget_rules_read(rules, &check, path, &error))
		free(error);
	budget_apply(rules, &check, true);
	budget_rules_free(rules);
	check_free(&check);
	unlink(path);
}

int main(void)
{
	char text[MOST + 1];
	struct mp_arena *arena = mp_arena_new();
	for (int round = 0; round < ROUNDS; round++) {
		mutate(text, PICK(budgets));
		try_budget(arena, text);
		size_t size = mutate(text, PICK(sources));
		try_source(arena, text, size);
		mutate(text, PICK(baselines));
		try_baseline(arena, text);
		if (round % 1000 == 0) {
			mp_arena_free(arena);
			arena = mp_arena_new();
		}
	}
	for (int round = 0; round < FILE_ROUNDS; round++) {
		size_t size = mutate(text, PICK(files));
		try_file(text, size);
	}
	mp_arena_free(arena);
	return failures != 0;
}
