/* source.cc - see source.h. Knows no more of the language than words, literals and comments, and
 * gives up after so many lines. */
#include "source.h"

#include "conditionals.h"

#include <string.h>

namespace
{

const int WHILE_LINES_BEFORE = 8, WHILE_LINES_AFTER = 1000, BRACE_LINES = 20000,
	  BRACKET_LINES = 100, NAME_LINES = 20, INITIALISER_LINES = 2000;

bool is_word(char c)
{
	return ISALNUM(c) || c == '_';
}

bool is_keyword(const char *word, char_span text, int at)
{
	const int size = strlen(word), length = text.length();
	return text.get_buffer() && at + size <= length &&
	       !strncmp(text.get_buffer() + at, word, size) &&
	       (at == 0 || !is_word(text[at - 1])) &&
	       (at + size >= length || !is_word(text[at + size]));
}

bool found(int l, int at, unsigned *line, unsigned *column)
{
	*line = l;
	*column = at + 1;
	return true;
}

bool is_directive(char_span text)
{
	size_t at = 0;
	while (at < text.length() && ISSPACE(text[at]))
		at++;
	return at < text.length() && text[at] == '#';
}

/* 1'000 */
bool separates_digits(char_span text, size_t at)
{
	size_t begin = at;
	while (begin > 0 && (is_word(text[begin - 1]) || text[begin - 1] == '\''))
		begin--;
	return ISDIGIT(text[begin]);
}

/* Steps over text, token by token as far as one needs it. */
class finder
{
      public:
	bool step_over(expanded_location from, int lines, unsigned *line, unsigned *column)
	{
		const int end = from.line + lines;
		int begin = from.column - 1;
		for (current = from.line; current < end; current++, begin = 0) {
			char_span text = location_get_source_line(from.file, current);
			if (!text.get_buffer())
				return false;
			if (begin == 0 && !comment && is_directive(text)) {
				current = conditionals_skip(from.file, current, end - 1);
				continue;
			}
			int at = step_over(text, begin);
			if (at >= 0)
				return found(current, at, line, column);
		}
		return false;
	}

      protected:
	/* Of what stands in no comment, and of a literal the first character. */
	virtual bool stops_at(char c) = 0;

	int current = 0; /* line */
	size_t at = 0;   /* in the line, from 0 */

      private:
	/* Returns where in the line it stops, or -1. */
	int step_over(char_span text, size_t from)
	{
		for (at = from; at < text.length(); at++) {
			char c = text[at], next = at + 1 < text.length() ? text[at + 1] : 0;
			if (comment) {
				comment = !(c == '*' && next == '/');
				at += !comment;
			} else if (quote) {
				at += c == '\\';
				quote = c == quote ? 0 : quote;
			} else if (c == '/' && next == '/') {
				break;
			} else if (c == '/' && next == '*') {
				comment = true;
				at++;
			} else if (stops_at(c)) {
				return at;
			} else if (c == '"' || (c == '\'' && !separates_digits(text, at))) {
				quote = c;
			}
		}
		quote = 0;
		return -1;
	}

	char quote = 0;
	bool comment = false;
};

/* The first token of a clause in the brackets that come next. */
class clause_finder : public finder
{
      public:
	explicit clause_finder(int clause) : clause(clause) {}

	bool is_there(void) const
	{
		return depth == 1;
	}

      private:
	bool stops_at(char c) override
	{
		if (depth == 1 && clause == 0 && !ISSPACE(c)) {
			depth -= c == ';' || c == ')';
			return true;
		}
		depth += c == '(' || c == '[' || c == '{';
		depth -= c == ')' || c == ']' || c == '}';
		clause -= depth == 1 && c == ';';
		return depth == 0 && c == ')';
	}

	int clause, depth = 0;
};

/* The brace that closes the first one seen. */
class brace_finder : public finder
{
	bool stops_at(char c) override
	{
		brackets += c == '(' ? 1 : c == ')' ? -1 : 0;
		if (brackets > 0) /* a list, a lambda */
			return false;
		depth += c == '{';
		return c == '}' && --depth == 0;
	}

	int depth = 0, brackets = 0;
};

/* What stands behind a macro's name and arguments. */
class behind_macro_finder : public finder
{
	bool stops_at(char c) override
	{
		if (depth > 0) {
			depth += c == '(' ? 1 : c == ')' ? -1 : 0;
			return false;
		}
		named |= ISSPACE(c);
		if (c == '(' && !arguments) {
			depth = 1;
			arguments = named = true;
			return false;
		}
		return !ISSPACE(c) && (named || !is_word(c));
	}

	int depth = 0;
	bool named = false, arguments = false;
};

/* The last name of `A::B<int>::name`. */
class name_finder : public finder
{
      public:
	unsigned line = 0, column = 0;

      private:
	enum { FIRST, WORD, BEHIND, SCOPE } state = FIRST;
	int angles = 0;
	std::string word;

	bool stops_at(char c) override
	{
		if (angles > 0 || (c == '<' && (state == WORD || state == BEHIND))) {
			angles += c == '<' ? 1 : c == '>' ? -1 : 0;
			state = BEHIND;
			return false;
		}
		if (ISSPACE(c)) {
			state = state == WORD ? BEHIND : state;
			return false;
		}
		if (c == ':') {
			if (state == SCOPE)
				state = FIRST;
			else if (state != FIRST)
				state = SCOPE;
			return false;
		}
		if (state == FIRST) {
			line = current;
			column = at + 1;
			state = WORD;
			word.clear();
		} else if (state != WORD) {
			return true;
		}
		word += c;
		return !is_word(c) || word == "operator";
	}
};

/* What a constructor initialises: from its name to the brace of its body. */
class initialiser_finder : public finder
{
      public:
	std::vector<source_initialiser> all;

      private:
	enum { NAME, HEAD, FIRST, IDENTIFIER, ARGUMENTS, BEHIND } state = NAME;
	int depth = 0;       /* of brackets whose inside is of no interest */
	int angles = 0;      /* of template arguments */
	int constraints = 0; /* `requires`; each but the first has braces of its own */
	bool colon = false;  /* just before; maybe the first of two */
	std::string word;
	int word_line = 0;
	size_t word_end = 0;
	source_initialiser now;

	bool stops_at(char c) override
	{
		if (depth > 0) {
			depth += opens(c) - closes(c);
			if (depth == 0 && state == ARGUMENTS) {
				all.push_back(now);
				state = BEHIND;
			}
			return false;
		}
		if (is_word(c))
			read_word(c);
		if (colon && c != ':' && (state == HEAD || state == BEHIND))
			state = FIRST;
		colon = c == ':' && !colon;
		if (state == FIRST && !ISSPACE(c)) {
			now = {(unsigned)current, (unsigned)at + 1, "", false};
			angles = 0;
			state = IDENTIFIER;
		}
		return state == IDENTIFIER ? read_identifier(c) : read_other(c);
	}

	static bool opens(char c)
	{
		return c == '(' || c == '[' || c == '{';
	}

	static bool closes(char c)
	{
		return c == ')' || c == ']' || c == '}';
	}

	void read_word(char c)
	{
		if (current != word_line || at != word_end)
			word.clear();
		word += c;
		word_line = current;
		word_end = at + 1;
		constraints += state == HEAD && word == "requires";
	}

	void read_angles(char c)
	{
		angles += c == '<' ? 1 : c == '>' && angles > 0 ? -1 : 0;
	}

	bool read_identifier(char c)
	{
		read_angles(c);
		if (is_word(c) && angles == 0)
			now.name = word;
		if (!opens(c))
			return false;
		depth = 1;
		if (angles == 0 && now.name != "decltype")
			state = ARGUMENTS;
		return false;
	}

	bool read_other(char c)
	{
		if (c == ';' || (c == '{' && state != FIRST && constraints <= 1))
			return true;
		if (state == NAME)
			read_angles(c);
		if (state == BEHIND && c == ',')
			state = FIRST;
		if (state == BEHIND && c == '.')
			all.back().pack = true;
		else if (state == BEHIND && c != ':' && !ISSPACE(c))
			return true; /* it was a macro's name, and the body */
		if (!opens(c))
			return false;
		constraints -= c == '{';
		depth = 1;
		if (state == NAME && c == '(' && angles == 0)
			state = HEAD;
		return false;
	}
};

} // namespace

bool source_says(expanded_location at, const char *word)
{
	return at.file && at.column > 0 &&
	       is_keyword(word, location_get_source_line(at.file, at.line), at.column - 1);
}

bool source_says_brackets(expanded_location at)
{
	if (!at.file || at.column <= 0)
		return false;
	char_span text = location_get_source_line(at.file, at.line);
	return source_says(at, "__extension__") ||
	       ((size_t)at.column <= text.length() && text[at.column - 1] == '(');
}

bool source_while_before(expanded_location from, unsigned *line, unsigned *column)
{
	for (int l = from.line; l > 0 && l > from.line - WHILE_LINES_BEFORE; l--) {
		char_span text = location_get_source_line(from.file, l);
		int end = text.length();
		if (l == from.line && end > from.column - 1)
			end = from.column - 1;
		for (int at = end - 1; at >= 0; at--) {
			if (is_keyword("while", text, at))
				return found(l, at, line, column);
			if (text[at] == '}' || text[at] == ';')
				return false; /* a macro's */
		}
	}
	return false;
}

bool source_while_after(expanded_location from, unsigned *line, unsigned *column)
{
	for (int l = from.line; l < from.line + WHILE_LINES_AFTER; l++) {
		char_span text = location_get_source_line(from.file, l);
		if (!text.get_buffer())
			return false;
		for (int at = l == from.line ? from.column - 1 : 0; at + 5 <= (int)text.length();
		     at++)
			if (is_keyword("while", text, at))
				return found(l, at, line, column);
	}
	return false;
}

expanded_location source_behind_scopes(expanded_location name)
{
	name_finder last;
	unsigned end_line, end_column;
	if (last.step_over(name, NAME_LINES, &end_line, &end_column) && last.line > 0) {
		name.line = last.line;
		name.column = last.column;
	}
	return name;
}

bool source_heads_block(expanded_location at)
{
	if (!at.file)
		return false;
	for (const char *word : {"while", "for", "catch", "if", "else", "switch", "do", "try"})
		if (is_keyword(word, location_get_source_line(at.file, at.line), at.column - 1))
			return true;
	return false;
}

bool source_macro_heads_block(expanded_location use)
{
	unsigned line, column;
	return use.file && behind_macro_finder().step_over(use, NAME_LINES, &line, &column) &&
	       location_get_source_line(use.file, line)[column - 1] == '{';
}

bool source_ends_block(expanded_location at)
{
	char_span text = at.file ? location_get_source_line(at.file, at.line) : char_span(NULL, 0);
	return at.column > 0 && at.column <= (int)text.length() && text[at.column - 1] == '}';
}

bool source_closing_brace(expanded_location open, unsigned *line, unsigned *column)
{
	return brace_finder().step_over(open, BRACE_LINES, line, column);
}

bool source_for_clause(expanded_location from, int clause, unsigned *line, unsigned *column)
{
	if (!from.file ||
	    !is_keyword("for", location_get_source_line(from.file, from.line), from.column - 1))
		return false;
	clause_finder finder(clause);
	unsigned l, c;
	if (!finder.step_over(from, BRACKET_LINES, &l, &c) || !finder.is_there())
		return false;
	*line = l;
	*column = c;
	return true;
}

std::vector<source_initialiser> source_initialisers(expanded_location constructor)
{
	unsigned line, column;
	initialiser_finder finder;
	if (constructor.file)
		finder.step_over(constructor, INITIALISER_LINES, &line, &column);
	return finder.all;
}
