/* check_json.c - a check for programs: every finding, passed ones included. Stable; version 1. */
#include "check.h"
#include "json_out.h"

static const char *const level_names[] = {
	[CHECK_PASS] = "pass",
	[CHECK_NOTE] = "note",
	[CHECK_FAIL] = "fail",
	[CHECK_BROKEN] = "unchecked",
};

static void string_or_null(struct mp_json *json, const char *key, const char *text)
{
	if (text)
		mp_json_string(json, key, text);
	else
		mp_json_null(json, key);
}

static void put_result(struct check *check, struct mp_json *json, const struct check_result *r)
{
	char fingerprint[32];
	snprintf(fingerprint, sizeof fingerprint, "%016llx:%u", (unsigned long long)r->fingerprint,
		 r->ordinal);
	mp_json_open(json, NULL, '{');
	mp_json_string(json, "status", level_names[r->level]);
	if (r->level == CHECK_PASS)
		mp_json_null(json, "rule");
	else
		mp_json_string(json, "rule", check_rule_id(r->rule));
	string_or_null(json, "file", r->file ? check_path_in_root(check, r->file) : NULL);
	mp_json_uint(json, "line", r->line);
	mp_json_uint(json, "column", r->column);
	string_or_null(json, "function", r->function);
	mp_json_string(json, "source", r->code);
	mp_json_string(json, "budget", r->what);
	if (r->metric) {
		mp_json_string(json, "metric", r->metric);
		mp_json_int(json, "found", r->found);
		mp_json_int(json, "limit", r->limit);
	}
	mp_json_string(json, "message", r->message);
	string_or_null(json, "defined_in",
		       r->defined_in ? check_path_in_root(check, r->defined_in) : NULL);
	mp_json_uint(json, "defined_at", r->defined_at);
	mp_json_string(json, "fingerprint", fingerprint);
	mp_json_close(json, '}');
}

void check_write_json(struct check *check, FILE *out)
{
	struct mp_json json = {.out = out, .flat = 3};
	mp_json_open(&json, NULL, '{');
	mp_json_uint(&json, "version", 1);
	mp_json_string(&json, "profile", check_path_in_root(check, check->profile->path));
	mp_json_uint(&json, "passed", check->counts[CHECK_PASS]);
	mp_json_uint(&json, "failed", check->counts[CHECK_FAIL]);
	mp_json_uint(&json, "unchecked", check->counts[CHECK_BROKEN]);
	mp_json_uint(&json, "notes", check->counts[CHECK_NOTE]);
	mp_json_uint(&json, "not_reached", check->unreached_skipped);
	mp_json_open(&json, "results", '[');
	for (size_t i = 0; i < check->result_count; i++)
		put_result(check, &json, &check->results[i]);
	mp_json_close(&json, ']');
	mp_json_close(&json, '}');
}
