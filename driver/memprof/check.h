/* check.h - one `memprof check`: the profile, its sources, and what was found. The rules that judge
 * (budget_apply.c, check_compare.c) add results; the formats (check_text.c …) print them. */
#ifndef MEMPROF_CHECK_H
#define MEMPROF_CHECK_H

#include "arena.h"
#include "budget_source.h"
#include "common.h"
#include "profile_model.h"

enum check_level {
	CHECK_PASS,   /* held */
	CHECK_NOTE,   /* changed, but no failure: shrank, vanished … */
	CHECK_FAIL,   /* over budget */
	CHECK_BROKEN, /* could not be checked */
};

/* Stable names: they are SARIF's rules and JUnit's types. Name, and what it says. */
/* clang-format off */
#define CHECK_RULE_LIST(RULE) \
	RULE(BUDGET_EXCEEDED, "budget-exceeded", "A line or function exceeds its memory budget") \
	RULE(BUDGET_BELOW, "budget-below", "A line or function stays below its budget's lower bound") \
	RULE(BUDGET_MALFORMED, "budget-malformed", "A budget cannot be understood") \
	RULE(BUDGET_UNMATCHED, "budget-unmatched", "A budget speaks of no profiled line or function") \
	RULE(BUDGET_UNREACHED, "budget-unreached", "A budget stands on a line that never ran") \
	RULE(BUDGET_NOISY, "budget-noisy", "A budget holds a metric that differs from run to run") \
	RULE(BUDGET_UNRECORDED, "budget-unrecorded", "A budget speaks of what the run did not record") \
	RULE(BASELINE_GREW, "baseline-grew", "A line grew beyond the baseline") \
	RULE(BASELINE_SHRANK, "baseline-shrank", "A line needs less than the baseline") \
	RULE(BASELINE_APPEARED, "baseline-appeared", "A line that the baseline does not know") \
	RULE(BASELINE_VANISHED, "baseline-vanished", "A line of the baseline is gone") \
	RULE(SOURCE_MISSING, "source-missing", "A source file with possible budgets was not found")
/* clang-format on */

enum check_rule {
#define CHECK_RULE_ENUM(name, id, help) CHECK_##name,
	CHECK_RULE_LIST(CHECK_RULE_ENUM)
#undef CHECK_RULE_ENUM
		CHECK_RULES
};
const char *check_rule_id(enum check_rule rule);
const char *check_rule_help(enum check_rule rule);

struct check_result {
	enum check_level level;
	enum check_rule rule;
	const char *file; /* absolute, or as the user named it; null: the run as a whole */
	uint32_t line, column;
	const char *function; /* null: none */
	const char *code;     /* the source line without comments; may be "" */
	const char *what;     /* the budget or the metrics, for names of test cases */
	const char *message;
	const char *metric; /* of a budget that was judged: with both figures; else null */
	int64_t found, limit;
	const char *defined_in; /* where the limit stands, if elsewhere; or null */
	uint32_t defined_at;
	double badness;       /* how far over; worst first */
	size_t order;         /* in which it was found */
	uint64_t fingerprint; /* of what it is about: survives moved lines and other figures */
	uint32_t ordinal;     /* from 1: which of those with this fingerprint, down the file */
};

struct check_text {
	bool loaded;
	struct mp_source source;
	struct budget_source scanned;
};

struct check {
	const struct mp_profile *profile;
	struct mp_arena *arena;
	const char *const *source_dirs;
	const char *root, *cwd;
	bool allow_noisy, partial;

	struct check_text *texts; /* per file of the profile */
	struct check_result *results;
	size_t result_count, result_room;
	size_t counts[CHECK_BROKEN + 1]; /* per level */
	size_t unreached_skipped;        /* by `partial` */
};

void check_init(struct check *check, const struct mp_profile *profile);
/* --root, as it was given; null: the folder that check_init has found. */
void check_set_root(struct check *check, const char *root);
void check_free(struct check *check);
const struct check_text *check_text_of(struct check *check, uint32_t file);

struct check_result *check_add(struct check *check, enum check_level level, enum check_rule rule);
/* Failures and what could not be checked first, the worst of them at the top. Gives all their
 * fingerprints. */
void check_sort(struct check *check);

/* Paths: as a compiler prints them (relative below the current folder), and relative to the root of
 * the project for reports that leave the machine. In the arena. */
const char *check_path_here(const struct check *check, const char *path);
const char *check_path_in_root(const struct check *check, const char *path);
char *check_find_root(const char *cwd);

/* "90.1 MiB", "1000"; `exact`: every byte. In the arena. */
const char *check_value(struct mp_arena *arena, enum mp_column column, int64_t value, bool exact);
/* "+7.3 %", or in units where a percentage says nothing. */
const char *check_change(struct mp_arena *arena, enum mp_column column, int64_t from, int64_t to);

/* budget_apply.c: judges all budgets of comments and of these files. */
struct budget_rules;
struct budget_rules *budget_rules_new(void);
bool budget_rules_read(struct budget_rules *rules, struct check *check, const char *path,
		       char **error);
void budget_rules_free(struct budget_rules *rules);
/* `comments`: those in the sources, too. Returns how many budgets there were. */
size_t budget_apply(struct budget_rules *rules, struct check *check, bool comments);

/* Formats. */
struct check_writer {
	const char *name;
	void (*write)(struct check *check, FILE *out);
};
void check_write_text(struct check *check, FILE *out);
void check_write_json(struct check *check, FILE *out);
void check_write_junit(struct check *check, FILE *out);
void check_write_sarif(struct check *check, FILE *out);
void check_write_github(struct check *check, FILE *out);
const char *check_summary(struct check *check);

#endif
