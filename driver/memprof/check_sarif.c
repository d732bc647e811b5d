/* check_sarif.c - SARIF 2.1.0, for code scanning. Paths are relative to the project's root, and
 * fingerprints hold no line number, so that a finding is the same one after an edit above it. */
#include <string.h>
#include "check.h"
#include "json_out.h"

static void put_rules(struct mp_json *json)
{
	mp_json_open(json, "rules", '[');
	for (int i = 0; i < CHECK_RULES; i++) {
		mp_json_open(json, NULL, '{');
		mp_json_string(json, "id", check_rule_id((enum check_rule)i));
		mp_json_open(json, "shortDescription", '{');
		mp_json_string(json, "text", check_rule_help((enum check_rule)i));
		mp_json_close(json, '}');
		mp_json_close(json, '}');
	}
	mp_json_close(json, ']');
}

/* What a URI may hold as it is: everything else becomes %XX. */
static const char *uri(struct check *check, const char *path)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				    "-._~/";
	struct mp_text text = {0};
	mp_text_puts(&text, *path == '/' ? "file://" : "");
	for (; *path; path++) {
		if (strchr(plain, *path))
			mp_text_add(&text, path, 1);
		else
			mp_text_printf(&text, "%%%02X", (unsigned char)*path);
	}
	const char *made = mp_arena_strdup(check->arena, text.data);
	mp_text_free(&text);
	return made;
}

static void put_location(struct check *check, struct mp_json *json, const char *path, uint32_t line,
			 uint32_t column)
{
	path = check_path_in_root(check, path);
	mp_json_open(json, "physicalLocation", '{');
	mp_json_open(json, "artifactLocation", '{');
	mp_json_string(json, "uri", uri(check, path));
	if (*path != '/')
		mp_json_string(json, "uriBaseId", "%SRCROOT%");
	mp_json_close(json, '}');
	if (line) {
		mp_json_open(json, "region", '{');
		mp_json_uint(json, "startLine", line);
		if (column)
			mp_json_uint(json, "startColumn", column);
		mp_json_close(json, '}');
	}
	mp_json_close(json, '}');
}

static const char *baseline_state(enum check_rule rule)
{
	switch (rule) {
	case CHECK_BASELINE_GREW:
	case CHECK_BASELINE_SHRANK:
		return "updated";
	case CHECK_BASELINE_APPEARED:
		return "new";
	case CHECK_BASELINE_VANISHED:
		return "absent";
	default:
		return NULL;
	}
}

static void put_locations(struct check *check, struct mp_json *json, const struct check_result *r)
{
	const char *path = r->file ? r->file : r->defined_in;
	mp_json_open(json, "locations", '[');
	if (path) {
		mp_json_open(json, NULL, '{');
		put_location(check, json, path, r->file ? r->line : r->defined_at,
			     r->file ? r->column : 0);
		if (r->function) {
			mp_json_open(json, "logicalLocations", '[');
			mp_json_open(json, NULL, '{');
			mp_json_string(json, "name", r->function);
			mp_json_string(json, "kind", "function");
			mp_json_close(json, '}');
			mp_json_close(json, ']');
		}
		mp_json_close(json, '}');
	}
	mp_json_close(json, ']');
	if (!r->file || !r->defined_in)
		return;
	mp_json_open(json, "relatedLocations", '[');
	mp_json_open(json, NULL, '{');
	put_location(check, json, r->defined_in, r->defined_at, 0);
	mp_json_open(json, "message", '{');
	mp_json_string(json, "text", "The budget stands here.");
	mp_json_close(json, '}');
	mp_json_close(json, '}');
	mp_json_close(json, ']');
}

static void put_result(struct check *check, struct mp_json *json, const struct check_result *r)
{
	char fingerprint[32];
	snprintf(fingerprint, sizeof fingerprint, "%016llx:%u", (unsigned long long)r->fingerprint,
		 r->ordinal);
	mp_json_open(json, NULL, '{');
	mp_json_string(json, "ruleId", check_rule_id(r->rule));
	mp_json_uint(json, "ruleIndex", r->rule);
	mp_json_string(json, "level", r->level == CHECK_NOTE ? "note" : "error");
	mp_json_open(json, "message", '{');
	mp_json_string(json, "text", r->message);
	mp_json_close(json, '}');
	put_locations(check, json, r);
	mp_json_open(json, "partialFingerprints", '{');
	mp_json_string(json, "primaryLocationLineHash", fingerprint);
	mp_json_close(json, '}');
	if (baseline_state(r->rule))
		mp_json_string(json, "baselineState", baseline_state(r->rule));
	mp_json_close(json, '}');
}

void check_write_sarif(struct check *check, FILE *out)
{
	struct mp_json json = {.out = out};
	mp_json_open(&json, NULL, '{');
	mp_json_string(&json, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
	mp_json_string(&json, "version", "2.1.0");
	mp_json_open(&json, "runs", '[');
	mp_json_open(&json, NULL, '{');
	mp_json_open(&json, "tool", '{');
	mp_json_open(&json, "driver", '{');
	mp_json_string(&json, "name", "memprof");
	mp_json_string(&json, "version", MEMPROF_TOOL_VERSION);
	put_rules(&json);
	mp_json_close(&json, '}');
	mp_json_close(&json, '}');
	mp_json_open(&json, "results", '[');
	for (size_t i = 0; i < check->result_count; i++)
		if (check->results[i].level != CHECK_PASS)
			put_result(check, &json, &check->results[i]);
	mp_json_close(&json, ']');
	mp_json_close(&json, '}');
	mp_json_close(&json, ']');
	mp_json_close(&json, '}');
}
