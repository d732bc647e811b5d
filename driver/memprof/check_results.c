/* check_results.c - what a check is made of: sources, results, and how values and paths are said.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "check.h"

static const struct {
	const char *id, *help;
} rules[] = {
#define ENTRY(name, id, help) {id, help},
	CHECK_RULE_LIST(ENTRY)
#undef ENTRY
};

const char *check_rule_id(enum check_rule rule)
{
	return rules[rule].id;
}

const char *check_rule_help(enum check_rule rule)
{
	return rules[rule].help;
}

char *check_find_root(const char *cwd)
{
	const char *workspace = getenv("GITHUB_WORKSPACE");
	if (workspace && *workspace == '/')
		return mp_path_join(workspace, ".");
	for (char *at = mp_strdup(cwd);; *strrchr(at, '/') = 0) {
		char *git = mp_format("%s/.git", at);
		bool here = access(git, F_OK) == 0;
		free(git);
		if (here)
			return at;
		if (!strrchr(at, '/') || at[1] == 0) {
			free(at);
			return mp_strdup(cwd);
		}
	}
}

void check_init(struct check *check, const struct mp_profile *profile)
{
	char *cwd = getcwd(NULL, 0), *root = check_find_root(cwd ? cwd : "/");
	*check = (struct check){.profile = profile, .arena = mp_arena_new()};
	check->cwd = mp_arena_strdup(check->arena, cwd ? cwd : "/");
	check->root = mp_arena_strdup(check->arena, root);
	check->texts = mp_zalloc(profile->file_count, sizeof *check->texts);
	free(cwd);
	free(root);
}

void check_set_root(struct check *check, const char *root)
{
	if (!root)
		return;
	char *joined = mp_path_join(check->cwd, root);
	check->root = mp_arena_strdup(check->arena, joined);
	free(joined);
}

void check_free(struct check *check)
{
	for (size_t i = 0; i < check->profile->file_count; i++) {
		if (!check->texts[i].loaded)
			continue;
		budget_source_free(&check->texts[i].scanned);
		mp_source_free(&check->texts[i].source);
	}
	free(check->texts);
	free(check->results);
	mp_arena_free(check->arena);
}

const struct check_text *check_text_of(struct check *check, uint32_t file)
{
	struct check_text *text = &check->texts[file];
	if (text->loaded)
		return text;
	text->loaded = true;
	mp_source_load(&text->source, &check->profile->files[file], check->source_dirs);
	budget_source_scan(check->arena, &text->scanned, text->source.text, text->source.size);
	return text;
}

struct check_result *check_add(struct check *check, enum check_level level, enum check_rule rule)
{
	struct check_result *result =
		MP_PUSH(check->results, check->result_count, check->result_room);
	result->level = level;
	result->rule = rule;
	result->code = result->what = "";
	result->order = check->result_count;
	check->counts[level]++;
	return result;
}

static int compare_results(const void *a, const void *b)
{
	const struct check_result *x = a, *y = b;
	if (x->level != y->level)
		return x->level > y->level ? -1 : 1;
	if (x->badness != y->badness)
		return x->badness > y->badness ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

static uint64_t mix(uint64_t hash, const char *text)
{
	for (; text && *text; text++)
		hash = (hash ^ (unsigned char)*text) * 1099511628211u;
	return (hash ^ 0xff) * 1099511628211u;
}

static uint64_t fingerprint(const struct check_result *result)
{
	uint64_t hash = 14695981039346656037u;
	hash = mix(hash, check_rule_id(result->rule));
	hash = mix(hash, result->file ? mp_path_base(result->file) : NULL);
	hash = mix(hash, result->function);
	hash = mix(hash, result->code);
	return mix(hash, result->what);
}

static int compare_fingerprints(const void *a, const void *b)
{
	const struct check_result *x = *(struct check_result *const *)a;
	const struct check_result *y = *(struct check_result *const *)b;
	if (x->fingerprint != y->fingerprint)
		return x->fingerprint < y->fingerprint ? -1 : 1;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

/* Equal lines of a function have one fingerprint: they are counted. */
static void give_fingerprints(struct check *check)
{
	size_t count = check->result_count;
	struct check_result **list = mp_zalloc(count, sizeof *list);
	for (size_t i = 0; i < count; i++) {
		list[i] = &check->results[i];
		list[i]->fingerprint = fingerprint(list[i]);
	}
	if (count)
		qsort(list, count, sizeof *list, compare_fingerprints);
	for (size_t i = 0; i < count; i++) {
		bool again = i && list[i]->fingerprint == list[i - 1]->fingerprint;
		list[i]->ordinal = again ? list[i - 1]->ordinal + 1 : 1;
	}
	free(list);
}

void check_sort(struct check *check)
{
	if (check->result_count)
		qsort(check->results, check->result_count, sizeof *check->results, compare_results);
	give_fingerprints(check);
}

static const char *below(const char *directory, const char *path)
{
	size_t length = strlen(directory);
	while (length && directory[length - 1] == '/')
		length--;
	if (strncmp(path, directory, length) != 0 || path[length] != '/')
		return NULL;
	return path + length + 1;
}

const char *check_path_here(const struct check *check, const char *path)
{
	const char *inner = below(check->cwd, path);
	return inner ? inner : path;
}

const char *check_path_in_root(const struct check *check, const char *path)
{
	if (*path != '/') {
		char *absolute = mp_path_join(check->cwd, path);
		path = mp_arena_strdup(check->arena, absolute);
		free(absolute);
	}
	const char *inner = below(check->root, path);
	return inner ? inner : path;
}

const char *check_value(struct mp_arena *arena, enum mp_column column, int64_t value, bool exact)
{
	static const char *const units[] = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
	if (!mp_column_is_bytes(column))
		return mp_arena_format(arena, "%lld", (long long)value);
	if (exact || (value > -10000 && value < 10000))
		return mp_arena_format(arena, "%lld B", (long long)value);
	double shown = (double)value / 1024;
	size_t unit = 0;
	while ((shown >= 1000 || shown <= -1000) && unit + 1 < sizeof units / sizeof *units) {
		shown /= 1024;
		unit++;
	}
	return mp_arena_format(arena, "%.1f %s", shown, units[unit]);
}

const char *check_change(struct mp_arena *arena, enum mp_column column, int64_t from, int64_t to)
{
	double change = (double)to - (double)from;
	double percent = from > 0 ? change / (double)from * 100 : 0;
	if (percent >= 0.1 || percent <= -0.1) {
		if (percent < 1000)
			return mp_arena_format(arena, "%+.1f %%", percent);
		return mp_arena_format(arena, "%.0f-fold", (double)to / (double)from);
	}
	int64_t difference;
	if (__builtin_sub_overflow(to, from, &difference))
		difference = change > 0 ? INT64_MAX : INT64_MIN;
	const char *value = check_value(arena, column, difference, false);
	return difference > 0 ? mp_arena_format(arena, "+%s", value) : value;
}
