/* function_name.c - see function_name.h.
 *
 *   GCC     void ns::f(const char*)   void box<T>::g(T) [with T = int]   int main()
 *   Clang   ns::f(const char *)       box::g(T)                          main
 *   here    ns::f(const char*)        box::g(T)                          main
 *
 *   GCC     {anonymous}::f(long unsigned int, std::__cxx11::basic_string<char>)
 *   Clang   (anonymous namespace)::f(unsigned long, std::string)
 *   here    (anonymous namespace)::f(unsigned long, std::string)
 *
 *   GCC     void (* ns::choose(int))(char)   int (T::* box<T>::g())() [with T = S]
 *   here    ns::choose(int)                  box::g()
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

/* 1 and -1 for angle brackets; 0 for what is none, as in "(sizeof (T) <= 4)", "(1 << n)", "a->b".
 */
static int angle(const char *begin, const char *at)
{
	const char *from = at, *to = at + 1;
	if ((*at != '<' && *at != '>') || (*at == '>' && at > begin && at[-1] == '-'))
		return 0;
	while (from > begin && strchr("<=>", from[-1]))
		from--;
	while (*to && strchr("<=>", *to))
		to++;
	bool apart = from > begin && from[-1] == ' ' && *to == ' ';
	/* "box<box<int> > f()" */
	bool closes = *at == '>' && to - from == 1 && from - begin >= 2 && from[-2] == '>';
	if (apart && !closes)
		return 0;
	return *at == '<' ? 1 : -1;
}

/* Behind the bracket that closes the one at `at`; null: none does. */
static const char *behind_group(const char *at)
{
	const char *begin = at;
	const bool round = *at == '(';
	int depth = 0;
	for (; *at; at++) {
		depth += !round ? angle(begin, at) : *at == '(' ? 1 : *at == ')' ? -1 : 0;
		if (depth == 0)
			return at + 1;
	}
	return NULL;
}

/* "decltype (a + b) f(A, B)", "__vector(4) int f()": whether the bracket at `at` belongs to a
 * result's type. */
static bool is_in_result(const char *name, const char *at)
{
	static const char *const words[] = {"decltype", "__vector"};
	if (at > name && at[-1] == ' ')
		at--;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		const size_t length = strlen(words[i]);
		if ((size_t)(at - name) >= length && !memcmp(at - length, words[i], length) &&
		    ((size_t)(at - name) == length || !is_word(at[-(ptrdiff_t)length - 1])))
			return true;
	}
	return false;
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
			if (!end || (strncmp(end, "::", 2) != 0 && !is_in_result(name, at)))
				return at;
			at = end - 1;
		} else if (*at == '[' && depth == 0 && at > name && at[-1] == ' ') {
			return at; /* "[with T = int]" */
		} else {
			int bracket = angle(name, at);
			depth += bracket < 0 && depth == 0 ? 0 : bracket;
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
		depth += before == ')' ? 1 : before == '(' ? -1 : -angle(name, start - 1);
		if (depth < 0)
			return name;
	}
	return start;
}

/* Whether the `length` bytes do. */
static bool ends_in_operator(const char *name, size_t length)
{
	static const char word[] = "operator";
	return length >= sizeof word - 1 &&
	       memcmp(name + length - (sizeof word - 1), word, sizeof word - 1) == 0;
}

/* ---- types, as both compilers could have written them ---- */

static bool starts(const char *at, const char *word)
{
	return strncmp(at, word, strlen(word)) == 0;
}

/* A word of an integer's type, or null. */
static const char *integer_word(const char *at)
{
	static const char *const words[] = {"unsigned", "signed", "long",    "short",
					    "int",      "char",   "__int128"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (starts(at, words[i]) && !is_word(at[strlen(words[i])]))
			return words[i];
	return NULL;
}

/* "unsigned long" of "long unsigned int". Returns behind it. */
static const char *take_integer(const char *at, char **to)
{
	bool is_unsigned = false, is_signed = false, is_char = false, is_short = false;
	bool is_wide = false;
	int longs = 0;
	const char *word, *end = at;
	while ((word = integer_word(at))) {
		is_unsigned |= word[0] == 'u';
		is_signed |= starts(word, "si");
		is_char |= word[0] == 'c';
		is_short |= starts(word, "sh");
		is_wide |= word[0] == '_';
		longs += word[0] == 'l';
		end = at + strlen(word);
		at = *end == ' ' ? end + 1 : end;
	}
	/* No longer than what was written: the words are the same, but for an int that goes. */
	const char *parts[] = {is_unsigned            ? "unsigned "
			       : is_signed && is_char ? "signed "
						      : "",
			       longs > 0 ? "long " : "",
			       longs > 1 ? "long " : "",
			       is_short ? "short " : "",
			       is_char ? "char " : "",
			       is_wide                        ? "__int128 "
			       : longs || is_short || is_char ? ""
							      : "int "};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		memcpy(*to, parts[i], strlen(parts[i]));
		*to += strlen(parts[i]);
	}
	--*to; /* the last blank */
	return end;
}

/* What stands for something else: how long it is, or 0. */
static size_t other_word(const char *at, const char **instead)
{
	static const struct {
		const char *word, *instead;
	} others[] = {
		{"{anonymous}", anonymous},
		{"std::__cxx11::basic_string<char>", "std::string"},
		{"std::basic_string<char>", "std::string"},
		{"std::__cxx11::", "std::"},
	};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (starts(at, others[i].word)) {
			*instead = others[i].instead;
			return strlen(others[i].word);
		}
	return 0;
}

/* Behind "enum ", as types may have been written; null: it is something else. */
static const char *behind_key(const char *at)
{
	static const char *const keys[] = {"struct ", "class ", "union ", "enum "};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (starts(at, keys[i]))
			return at + strlen(keys[i]);
	return NULL;
}

/* Whether a blank between the two is of no use: before * and &, between brackets. */
static bool is_idle_blank(char before, const char *behind)
{
	if (!*behind || strchr("*&>)", *behind) || (starts(behind, "...") && before != ','))
		return true;
	return *behind == '(' && (is_word(before) || before == '>') && !strchr("*&", behind[1]);
}

/* Behind "ns::" or "box<int>::"; null: there is no such thing. What is the library's keeps it. */
static const char *behind_scope(const char *at)
{
	const char *end = at;
	if (starts(at, "std::"))
		return NULL;
	if (starts(at, "(anonymous"))
		end = behind_group(at);
	else if (starts(at, "{anonymous}"))
		end = at + strlen("{anonymous}");
	else
		while (is_word(*end))
			end++;
	if (end == at)
		return NULL;
	if (end && *end == '<')
		end = behind_group(end);
	return end && starts(end, "::") ? end + 2 : NULL;
}

/* `types`: it is a list of parameters. Of these types' scopes compilers write more or less, as the
 * function's own is known, a name was written or a typedef seen through. */
static char *squeezed(struct mp_arena *arena, const char *start, const char *end, bool types)
{
	const char *from = mp_arena_strndup(arena, start, (size_t)(end - start));
	/* "{anonymous}" and a blank behind each * are all that grows, and an "unsigned". */
	char *text = mp_arena_alloc(arena, 3 * strlen(from) + 1, 1), *to = text;
	while (*from) {
		const char *instead, *behind;
		bool in_word = to > text && is_word(to[-1]);
		size_t length = in_word ? 0 : other_word(from, &instead);
		if (types && !in_word && (behind = behind_key(from))) {
			from = behind;
		} else if (types && !in_word && (to == text || to[-1] != ':') &&
			   (behind = behind_scope(from))) {
			from = behind;
		} else if (length) {
			memcpy(to, instead, strlen(instead));
			to += strlen(instead);
			from += length;
		} else if (!in_word && integer_word(from)) {
			from = take_integer(from, &to);
		} else if (*from == ' ' && is_idle_blank(to > text ? to[-1] : ' ', from + 1)) {
			from++;
		} else {
			if (is_word(*from) && to > text && strchr("*&", to[-1]) &&
			    !ends_in_operator(text, (size_t)(to - text) - 1))
				*to++ = ' ';
			*to++ = *from++;
		}
	}
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

/* The parts in angle brackets before `until` go; what does not pair stays. Returns the new end. */
static size_t take_arguments_off(struct mp_arena *arena, char *name, size_t until)
{
	const char *old = mp_arena_strdup(arena, name), *stop = old + until;
	char *to = name;
	int depth = 0;
	for (const char *at = old; at < stop; at++)
		depth += angle(old, at);
	if (depth != 0)
		return until;
	for (const char *at = old; at < stop; at++) {
		int bracket = angle(old, at);
		depth += bracket > 0;
		if (depth <= 0)
			*to++ = *at;
		depth -= bracket < 0;
	}
	strcpy(to, stop);
	return (size_t)(to - name);
}

/* Of a lambda in a member function: behind "const" and the like. */
static const char *behind_qualifiers(const char *at)
{
	static const char *const qualifiers[] = {"const", "volatile", "&&", "&"};
	const char *end = at;
	for (size_t i = 0; i < sizeof qualifiers / sizeof *qualifiers; i++) {
		const char *word = end + (*end == ' ');
		if (starts(word, qualifiers[i]))
			end = word + strlen(qualifiers[i]);
	}
	return starts(end, "::") ? end : at;
}

/* A lambda's name without the template arguments of what is around it, and with types as elsewhere;
 * as it is if it does not pair. */
static const char *lambda_tidied(struct mp_arena *arena, const char *name)
{
	const char *text = "", *from = name, *at = name;
	while (*at) {
		const char *end;
		if ((*at != '<' && *at != '(') || starts(at, anonymous)) {
			at += *at == '(' ? sizeof anonymous - 1 : 1;
			continue;
		}
		end = behind_group(at);
		if (!end)
			return name;
		const char *types = *at == '('               ? at + 1
				    : starts(at, "<lambda(") ? at + strlen("<lambda(")
							     : at;
		text = mp_arena_format(arena, "%s%.*s%s", text, (int)(types - from), from,
				       types > at ? squeezed(arena, types, end, true) : "");
		from = at = *at == '(' ? behind_qualifiers(end) : end;
	}
	return mp_arena_format(arena, "%s%s", text, from);
}

/* Null: it is none. */
static const char *lambda_name(struct mp_arena *arena, const char *name)
{
	static const char class[] = "(anonymous class)::operator()";
	const char *call = strstr(name, class), *end = strstr(name, "> mutable");
	end = end ? end : strstr(name, "> [with ");
	/* An instance for one, "[with F = f()::<lambda(int)>]", is none itself. */
	const char *with = strstr(name, "[with "), *lambda = strstr(name, "<lambda");
	if (!call && lambda && (!with || lambda < with))
		return unnumbered(
			squeezed(arena, name, end ? end + 1 : name + strlen(name), false));
	if (!call)
		return NULL;
	const char *text = "", *at = name;
	for (; call; call = strstr(at, class)) {
		const char *parameters = call + sizeof class - 1;
		end = behind_group(parameters);
		if (!end)
			end = parameters + strlen(parameters);
		text = mp_arena_format(arena, "%s%s<lambda%s>", text,
				       squeezed(arena, at, call, false),
				       squeezed(arena, parameters, end, false));
		at = end;
	}
	if (strncmp(at, "::", 2) == 0) /* of a class in the last one */
		text = mp_arena_format(arena, "%s%s", text, at);
	return text;
}

/* Behind "(*", "(&" or "(T::*": a function that returns a pointer or a reference to a function, an
 * array or a member has its name in there. Null: the bracket opens no such thing. */
static const char *behind_pointer(const char *at)
{
	static const char marks[] = "*& ";
	const char *behind;
	if (*at++ != '(')
		return NULL;
	while ((behind = behind_scope(at)))
		at = behind;
	return *at == '*' || *at == '&' ? at + strspn(at, marks) : NULL;
}

struct function_name function_name_of(struct mp_arena *arena, const char *name)
{
	struct function_name names = {name, name};
	const char *lambda = lambda_name(arena, name);
	if (lambda) {
		lambda = lambda_tidied(arena, lambda);
		return (struct function_name){lambda, lambda};
	}
	const char *op = find_operator(name);
	const char *parameters = find_parameters(name, op);
	const char *with = strstr(parameters, "[with ");
	const char *inner = behind_pointer(parameters);
	const char *behind = inner ? behind_group(parameters) : NULL;
	if (behind)
		return function_name_of(arena, mp_arena_format(arena, "%.*s%s%s",
							       (int)(behind - 1 - inner), inner,
							       with ? " " : "", with ? with : ""));
	const char *start = find_name(name, op ? op : parameters);
	const char *end = parameters + strlen(parameters);
	const char *brief_end = parameters;
	if (with)
		end = with;
	while (brief_end > start && brief_end[-1] == ' ')
		brief_end--;
	if (brief_end == start)
		return names;
	char *brief = mp_arena_strndup(arena, start, (size_t)(brief_end - start));
	size_t scope = op ? (size_t)(op - start) : strlen(brief);
	if (with)
		scope = take_arguments_off(arena, brief, scope);
	brief = mp_arena_format(
		arena, "%s%s", squeezed(arena, brief, brief + scope, false),
		squeezed(arena, brief + scope, brief + strlen(brief), true)); /* to a type */
	names.brief = brief;
	if (strcmp(brief, "main") == 0)
		end = parameters;
	while (end > brief_end && end[-1] == ' ')
		end--;
	names.plain = mp_arena_format(arena, "%s%s", brief, squeezed(arena, brief_end, end, true));
	return names;
}

const char *function_name_shown(struct mp_arena *arena, const char *name, const char *symbol)
{
	struct function_name names = function_name_of(arena, name);
	return strncmp(symbol, "_Z", 2) == 0 ? names.plain : names.brief;
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
