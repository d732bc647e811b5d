/* conditionals.cc - see conditionals.h. The preprocessor does not say what it skips, but tells its
 * listener of the first token of each line that it does not. */
#include "conditionals.h"

#include "places.h"

#include <map>
#include <string>

#include "c-family/c-pragma.h"
#include "cpplib.h"

namespace
{

typedef void (*listener)(cpp_reader *, const cpp_token *, int);

listener compiler_listens;
std::vector<location_t> compiled; /* first tokens, in the order of reading */
size_t listed;                    /* how many of these are in `lines` */
std::map<std::string, std::vector<bool>> lines;

void line_begins(cpp_reader *reader, const cpp_token *token, int in_arguments)
{
	compiled.push_back(token->src_loc);
	if (compiler_listens)
		compiler_listens(reader, token, in_arguments);
}

/* Few units ask. */
const std::vector<bool> &lines_of(const char *file)
{
	for (; listed < compiled.size(); listed++) {
		expanded_location at = places_of(compiled[listed]);
		if (!at.file || at.line <= 0)
			continue;
		std::vector<bool> &all = lines[at.file];
		if (all.size() <= (size_t)at.line)
			all.resize(at.line + 1 + all.size());
		all[at.line] = true;
	}
	return lines[file];
}

std::string directive(const char *file, int line)
{
	char_span text = location_get_source_line(file, line);
	size_t at = 0, end;
	while (at < text.length() && ISSPACE(text[at]))
		at++;
	if (at == text.length() || text[at++] != '#')
		return "";
	while (at < text.length() && ISSPACE(text[at]))
		at++;
	for (end = at; end < text.length() && ISALPHA(text[end]);)
		end++;
	return std::string(text.get_buffer() + at, end - at);
}

bool opens(const std::string &directive)
{
	return directive == "if" || directive == "ifdef" || directive == "ifndef";
}

bool goes_on(const std::string &directive)
{
	return !directive.compare(0, 4, "elif") || directive == "else";
}

/* The directive that ends the branch begun there, if nothing of it was compiled; or the line. */
int skip_branch(const char *file, int line, int last)
{
	std::string first = directive(file, line);
	if (!opens(first) && !goes_on(first))
		return line;
	const std::vector<bool> &tokens = lines_of(file);
	int depth = 0;
	for (int l = line + 1; l <= last && location_get_source_line(file, l).get_buffer(); l++) {
		if ((size_t)l < tokens.size() && tokens[l])
			return line;
		std::string d = directive(file, l);
		if (depth == 0 && (goes_on(d) || d == "endif"))
			return l;
		depth += opens(d) - (d == "endif");
	}
	return line;
}

} // namespace

void conditionals_watch(void)
{
	cpp_callbacks *callbacks = cpp_get_callbacks(parse_in);
	compiler_listens = callbacks->line_change;
	callbacks->line_change = line_begins;
}

int conditionals_skip(const char *file, int line, int last)
{
	for (int next; (next = skip_branch(file, line, last)) != line;)
		line = next;
	return line;
}
