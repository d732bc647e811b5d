/* budget_source.h - one source text as budgets see it: its lines without comments, blanks squeezed,
 * and the comments that say `memprof:`. A light scanner of C and C++: comments, strings,
 * characters, raw strings and spliced lines are all it knows. */
#ifndef MEMPROF_BUDGET_SOURCE_H
#define MEMPROF_BUDGET_SOURCE_H

#include "arena.h"
#include "profile_model.h"

struct budget_line {
	const char *code; /* "" if there is none */
	uint64_t hash;    /* of the code; 0: none */
};

struct budget_comment {
	const char *text;      /* behind `memprof:` */
	uint32_t line, column; /* of that text */
	bool misspelt;         /* "Memprof:", "memprof ": of us only if what follows is a budget */
	uint32_t target; /* the line it speaks of: its own, or the next one with code; 0: none */
};

struct budget_source {
	struct budget_line *lines; /* lines[1..line_count] */
	uint32_t line_count;
	struct budget_comment *comments;
	size_t comment_count, comment_room;
};

/* All in the arena, except the list of comments, which is freed by budget_source_free. */
void budget_source_scan(struct mp_arena *arena, struct budget_source *source, const char *text,
			size_t size);
void budget_source_free(struct budget_source *source);
/* "" beyond the end. */
const char *budget_source_code(const struct budget_source *source, uint32_t line);
/* The line above which the code of `line` may go on: 0 if a statement ended there. */
uint32_t budget_source_continued_from(const struct budget_source *source, uint32_t line);

/* Squeezes blanks and takes off comments, as the scanner does with a line. */
const char *budget_normalise(struct mp_arena *arena, const char *text);
uint64_t budget_hash(const char *text);

#endif
