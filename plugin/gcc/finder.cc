/* finder.cc - see finder.h. */
#include "finder.h"

#include "conditionals.h"

namespace
{

bool is_directive(char_span text)
{
	size_t at = 0;
	while (at < text.length() && ISSPACE(text[at]))
		at++;
	return at < text.length() && text[at] == '#';
}

/* In the next line. */
bool goes_on(char_span text)
{
	return text.length() > 0 && text[text.length() - 1] == '\\';
}

/* 1'000 */
bool separates_digits(char_span text, size_t at)
{
	size_t begin = at;
	while (begin > 0 && (finder::is_word(text[begin - 1]) || text[begin - 1] == '\''))
		begin--;
	return ISDIGIT(text[begin]);
}

} // namespace

bool finder::step_over(expanded_location from, int lines, unsigned *line, unsigned *column)
{
	const int end = from.line + lines;
	int begin = from.column - 1;
	for (current = from.line; current < end; current++, begin = 0) {
		char_span text = location_get_source_line(from.file, current);
		if (!text.get_buffer())
			return false;
		if (begin == 0 && !comment && is_directive(text)) {
			current = conditionals_skip(from.file, current, from.line + BLOCK_LINES);
			while (goes_on(location_get_source_line(from.file, current)))
				current++;
			continue;
		}
		reads(text, begin);
		int at = step_over(text, begin);
		if (at >= 0) {
			*line = current;
			*column = at + 1;
			return true;
		}
	}
	return false;
}

/* Returns where in the line it stops, or -1. */
int finder::step_over(char_span text, size_t from)
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
	if (!goes_on(text))
		quote = 0;
	return -1;
}
