/* source.cc - see source.h. Gives up after so many lines. */
#include "source.h"

#include "finder.h"
#include "places.h"

#include <string.h>

namespace
{

const int NAME_LINES = 20, INITIALISER_LINES = 2000;

bool is_keyword(const char *word, char_span text, int at)
{
	const int size = strlen(word), length = text.length();
	return text.get_buffer() && at + size <= length &&
	       !strncmp(text.get_buffer() + at, word, size) &&
	       (at == 0 || !finder::is_word(text[at - 1])) &&
	       (at + size >= length || !finder::is_word(text[at + size]));
}

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

static bool stands(expanded_location at, char what)
{
	char_span text = at.file ? location_get_source_line(at.file, at.line) : char_span(NULL, 0);
	return at.column > 0 && at.column <= (int)text.length() && text[at.column - 1] == what;
}

bool source_says(expanded_location at, const char *word)
{
	return at.file && at.column > 0 &&
	       is_keyword(word, location_get_source_line(at.file, at.line), at.column - 1);
}

bool source_says_brackets(expanded_location at)
{
	return source_says(at, "__extension__") || stands(at, '(');
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

static bool says_one_of(expanded_location at, std::initializer_list<const char *> words)
{
	for (const char *word : words)
		if (source_says(at, word))
			return true;
	return false;
}

bool source_heads_block(expanded_location at)
{
	return says_one_of(at, {"while", "for", "catch", "if", "else", "switch", "do", "try"});
}

bool source_macro_heads_block(expanded_location use)
{
	unsigned line, column;
	return use.file && behind_macro_finder().step_over(use, NAME_LINES, &line, &column) &&
	       location_get_source_line(use.file, line)[column - 1] == '{';
}

bool source_ends_block(expanded_location at)
{
	return stands(at, '}');
}

bool source_ends_statement(location_t end)
{
	return stands(places_of(end), ';');
}

bool source_begins_loop(location_t keyword)
{
	return says_one_of(places_of(keyword), {"while", "for", "do"});
}

std::vector<source_initialiser> source_initialisers(expanded_location constructor)
{
	unsigned line, column;
	initialiser_finder finder;
	if (constructor.file)
		finder.step_over(constructor, INITIALISER_LINES, &line, &column);
	return finder.all;
}
