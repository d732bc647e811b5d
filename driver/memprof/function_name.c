/* function_name.c - see function_name.h.
 *
 *   GCC     void ns::f(const char*)   void box<T>::g(T) [with T = int]   int main()
 *   Clang   ns::f(const char *)       box::g(T)                          main
 *   here    ns::f(const char*)        box::g(T)                          main
 *
 * Lambdas are called after the function around them:
 *
 *   GCC     f()::<lambda(char*, auto:1)> [with auto:1 = int]
 *   Clang   f()::(anonymous class)::operator()(char *, auto) const
 *   here    f()::<lambda(char*, auto)>
 */
#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include "function_name.h"

static const char anonymous[] = "(anonymous namespace)";

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* The operator that the function is: "operator+", "operator bool"; null: it is none. */
static const char *find_operator(const char *name)
{
	static const char word[] = "operator";
	const char *at = name;
	while ((at = strstr(at, word))) {
		const char *end = at + sizeof word - 1;
		if ((at == name || !is_word(at[-1])) && !is_word(*end))
			return at;
		at = end;
	}
	return NULL;
}

/* Behind the bracket that closes the one at `at`; null: none does. */
static const char *behind_group(const char *at)
{
	const char open = *at, close = open == '(' ? ')' : '>';
	int depth = 0;
	for (; *at; at++) {
		depth += *at == open ? 1 : *at == close ? -1 : 0;
		if (depth == 0)
			return at + 1;
	}
	return NULL;
}

/* Where the parameters begin: at the first bracket that is not part of the name; or the end. */
static const char *find_parameters(const char *name, const char *op)
{
	const char *at = op ? op + 8 : name;
	int depth = 0;
	if (op && strncmp(at, "()", 2) == 0)
		return at + 2 + strcspn(at + 2, "(");
	if (op)
		return at + strcspn(at, "(");
	for (; *at; at++) {
		if (strncmp(at, anonymous, sizeof anonymous - 1) == 0) {
			at += sizeof anonymous - 2;
		} else if (*at == '(' && depth == 0) {
			/* What is local to a function comes behind its parameters. */
			const char *end = behind_group(at);
			if (!end || strncmp(end, "::", 2) != 0)
				return at;
			at = end;
		} else if (*at == '[' && depth == 0 && at > name && at[-1] == ' ') {
			return at; /* "[with T = int]" */
		} else {
			depth += *at == '<' ? 1 : *at == '>' && depth > 0 ? -1 : 0;
		}
	}
	return at;
}

/* Behind the result's type, which ends with a blank outside of all brackets. */
static const char *find_name(const char *name, const char *end)
{
	const char *start = end;
	int depth = 0;
	for (; start > name; start--) {
		char before = start[-1];
		if (before == ' ' && depth == 0)
			return start;
		depth += before == '>' || before == ')'   ? 1
			 : before == '<' || before == '(' ? -1
							  : 0;
		if (depth < 0)
			return name;
	}
	return start;
}

/* No blank before * and &, where only one of the compilers puts it. */
static char *squeezed(struct mp_arena *arena, const char *start, const char *end)
{
	char *text = mp_arena_strndup(arena, start, (size_t)(end - start)), *to = text;
	for (const char *from = text; *from; from++)
		if (*from != ' ' || !from[1] || !strchr("*&", from[1]))
			*to++ = *from;
	*to = 0;
	return text;
}

/* "auto", not "auto:1". */
static char *unnumbered(char *name)
{
	static const char word[] = "auto:";
	char *to = name;
	for (const char *from = name; *from;) {
		bool numbered = strncmp(from, word, sizeof word - 1) == 0;
		size_t length = numbered ? sizeof word - 2 : 1;
		memmove(to, from, length);
		to += length;
		from += length;
		if (numbered)
			from += 1 + strspn(from + 1, "0123456789");
	}
	*to = 0;
	return name;
}

/* The parts in angle brackets go; what does not pair stays. */
static void take_arguments_off(char *name)
{
	char *to = name;
	int depth = 0;
	for (const char *at = name; *at; at++)
		depth += *at == '<' ? 1 : *at == '>' ? -1 : 0;
	if (depth != 0)
		return;
	for (const char *from = name; *from; from++) {
		depth += *from == '<';
		if (depth <= 0)
			*to++ = *from;
		depth -= *from == '>';
	}
	*to = 0;
}

/* Null: it is none. */
static const char *lambda_name(struct mp_arena *arena, const char *name)
{
	static const char class[] = "(anonymous class)::operator()";
	const char *call = strstr(name, class), *end = strstr(name, "> [with ");
	/* An instance for one, "[with F = f()::<lambda(int)>]", is none itself. */
	const char *with = strstr(name, "[with "), *lambda = strstr(name, "<lambda");
	if (!call && lambda && (!with || lambda < with))
		return unnumbered(squeezed(arena, name, end ? end + 1 : name + strlen(name)));
	if (!call)
		return NULL;
	const char *text = "", *at = name;
	for (; call; call = strstr(at, class)) {
		const char *parameters = call + sizeof class - 1;
		end = behind_group(parameters);
		if (!end)
			end = parameters + strlen(parameters);
		text = mp_arena_format(arena, "%s%s<lambda%s>", text, squeezed(arena, at, call),
				       squeezed(arena, parameters, end));
		at = end;
	}
	if (strncmp(at, "::", 2) == 0) /* of a class in the last one */
		text = mp_arena_format(arena, "%s%s", text, at);
	return text;
}

struct function_name function_name_of(struct mp_arena *arena, const char *name)
{
	struct function_name names = {name, name};
	const char *lambda = lambda_name(arena, name);
	if (lambda)
		return (struct function_name){lambda, lambda};
	const char *op = find_operator(name);
	const char *parameters = find_parameters(name, op);
	const char *start = find_name(name, op ? op : parameters);
	const char *end = parameters + strlen(parameters), *with = strstr(parameters, "[with ");
	const char *brief_end = parameters;
	if (with)
		end = with;
	while (brief_end > start && brief_end[-1] == ' ')
		brief_end--;
	if (brief_end == start)
		return names;
	char *brief = mp_arena_strndup(arena, start, (size_t)(brief_end - start));
	if (with && !op)
		take_arguments_off(brief);
	names.brief = brief;
	if (strcmp(brief, "main") == 0)
		end = parameters;
	while (end > brief_end && end[-1] == ' ')
		end--;
	names.plain = mp_arena_format(arena, "%s%s", squeezed(arena, brief, brief + strlen(brief)),
				      squeezed(arena, brief_end, end));
	return names;
}

const char *function_name_shown(struct mp_arena *arena, const char *name, const char *symbol)
{
	struct function_name names = function_name_of(arena, name);
	return strncmp(symbol, "_Z", 2) == 0 ? names.plain : names.brief;
}

static bool ends_in_operator(const char *name, size_t length)
{
	static const char word[] = "operator";
	return length >= sizeof word - 1 &&
	       memcmp(name + length - (sizeof word - 1), word, sizeof word - 1) == 0;
}

const char *function_name_base(struct mp_arena *arena, const char *name)
{
	static const char lambda[] = "<lambda";
	char *base = mp_arena_strdup(arena, name);
	size_t kept = 0;
	for (const char *at = name; *at;) {
		bool group = (*at == '<' || (*at == '(' && strncmp(at, "(anonymous", 10) != 0)) &&
			     at != name && !ends_in_operator(name, (size_t)(at - name));
		const char *end = group ? behind_group(at) : at + 1;
		if (!end) /* rather no cut than a wrong one */
			return mp_arena_strdup(arena, name);
		if (group && *at == '(' && strncmp(end, "::", 2) != 0)
			break;
		if (!group || strncmp(at, lambda, sizeof lambda - 1) == 0)
			while (at < end)
				base[kept++] = *at++;
		at = end;
	}
	base[kept] = 0;
	return base;
}
