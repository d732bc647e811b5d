/* source.cc - see source.h. Knows no more of the language than words, literals and comments, and
 * gives up after so many lines. */
#include "source.h"

#include <string.h>

namespace
{

const int WHILE_LINES_BEFORE = 8, WHILE_LINES_AFTER = 1000, BRACE_LINES = 20000,
	  BRACKET_LINES = 100;

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

/* Steps over text, token by token as far as one needs it. */
class finder
{
      public:
	bool step_over(expanded_location from, int lines, unsigned *line, unsigned *column)
	{
		for (int l = from.line; l < from.line + lines; l++) {
			char_span text = location_get_source_line(from.file, l);
			if (!text.get_buffer())
				return false;
			int at = step_over(text, l == from.line ? from.column - 1 : 0);
			if (at >= 0)
				return found(l, at, line, column);
		}
		return false;
	}

      protected:
	/* Of what stands in no comment, and of a literal the first character. */
	virtual bool stops_at(char c) = 0;

      private:
	/* Returns where in the line it stops, or -1. */
	int step_over(char_span text, size_t from)
	{
		for (size_t at = from; at < text.length(); at++) {
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
			} else if (c == '"' || c == '\'') {
				quote = c;
			}
		}
		quote = 0;
		return -1;
	}

	char quote = 0;
	bool comment = false;
};

/* The first token behind a bracket. */
class bracket_finder : public finder
{
	bool stops_at(char c) override
	{
		if (inside && !ISSPACE(c))
			return true;
		inside |= c == '(';
		return false;
	}

	bool inside = false;
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

} // namespace

bool source_while_before(expanded_location from, unsigned *line, unsigned *column)
{
	for (int l = from.line; l > 0 && l > from.line - WHILE_LINES_BEFORE; l--) {
		char_span text = location_get_source_line(from.file, l);
		int end = l == from.line ? from.column - 1 : (int)text.length();
		for (int at = end - 5; at >= 0; at--)
			if (is_keyword("while", text, at))
				return found(l, at, line, column);
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

bool source_heads_block(expanded_location at)
{
	if (!at.file)
		return false;
	for (const char *word : {"while", "for", "catch", "if", "else", "switch", "do", "try"})
		if (is_keyword(word, location_get_source_line(at.file, at.line), at.column - 1))
			return true;
	return false;
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

bool source_in_for(expanded_location from, unsigned *line, unsigned *column)
{
	if (!is_keyword("for", location_get_source_line(from.file, from.line), from.column - 1))
		return false;
	return bracket_finder().step_over(from, BRACKET_LINES, line, column);
}
