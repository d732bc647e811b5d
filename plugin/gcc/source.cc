/* source.cc - see source.h. Where macros matter, reads tokens; else the text, of which it knows no
 * more than words, literals and comments. Gives up after so many lines. */
#include "source.h"

#include "conditionals.h"
#include "places.h"
#include "tokens.h"

#include <string.h>

namespace
{

const int LINES_AT_FIRST = 10, BLOCK_LINES = 20000, BRACKET_LINES = 1000, NAME_LINES = 20,
	  INITIALISER_LINES = 2000;

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

/* In the next line. */
bool goes_on(char_span text)
{
	return text.length() > 0 && text[text.length() - 1] == '\\';
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
				current = conditionals_skip(from.file, current,
							    from.line + BLOCK_LINES);
				while (goes_on(location_get_source_line(from.file, current)))
					current++;
				continue;
			}
			reads(text, begin);
			int at = step_over(text, begin);
			if (at >= 0)
				return found(current, at, line, column);
		}
		return false;
	}

      protected:
	/* Of what stands in no comment, and of a literal the first character. */
	virtual bool stops_at(char c) = 0;
	/* A line that is compiled, from there on. */
	virtual void reads(char_span, size_t) {}

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
		if (!goes_on(text))
			quote = 0;
		return -1;
	}

	char quote = 0;
	bool comment = false;
};

/* Lines that are compiled; the others are empty. */
class lines_reader : public finder
{
      public:
	explicit lines_reader(int first) : next(first) {}

	std::string text;

      private:
	int next;

	bool stops_at(char) override
	{
		return false;
	}

	void reads(char_span line, size_t from) override
	{
		text.append(current - next, '\n');
		text.append(from, ' ');
		text.append(line.get_buffer() + from, line.length() - from);
		text += '\n';
		next = current + 1;
	}
};

bool opens(const source_token &token)
{
	return token.type == CPP_OPEN_PAREN || token.type == CPP_OPEN_SQUARE ||
	       token.type == CPP_OPEN_BRACE;
}

bool closes(const source_token &token)
{
	return token.type == CPP_CLOSE_PAREN || token.type == CPP_CLOSE_SQUARE ||
	       token.type == CPP_CLOSE_BRACE;
}

/* Looks for a token in those that the parser had from `begin` on. */
class token_finder
{
      public:
	bool find(location_t begin, int limit, expanded_location *home)
	{
		expanded_location from = places_of(begin);
		if (!from.file || from.line <= 0 || from.column <= 0 ||
		    from.column > (int)location_get_source_line(from.file, from.line).length())
			return false;
		macro = from_macro_expansion_at(begin);
		spelled = places_spelled(begin);
		unsigned line, column;
		for (int lines = std::min(LINES_AT_FIRST, limit); lines <= limit; lines *= 8) {
			lines_reader compiled(from.line);
			compiled.step_over(from, lines, &line, &column);
			tokens = tokens_in(compiled.text, from);
			at = 0;
			bool found = search();
			if (!is_there())
				continue;
			if (found)
				*home = places_shown(begin, tokens[at].line, tokens[at].column);
			return found;
		}
		return false;
	}

      protected:
	std::vector<source_token> tokens;
	size_t at = 0;

	/* Stops at it, or where it cannot come any more; or behind all that was read, which was too
	 * little. */
	virtual bool search(void) = 0;

	bool is_there(void) const
	{
		return at < tokens.size();
	}

	bool is(enum cpp_ttype type) const
	{
		return is_there() && tokens[at].type == type;
	}

	bool is(const char *word) const
	{
		return is_there() && tokens[at].is(word);
	}

	/* At `begin` stand all tokens of a macro, or one that comes from none. Goes to the one that
	 * is meant; or, if a macro has it from an argument, to the first such. */
	bool go_to_begin(void)
	{
		at = 0;
		while (macro && stands_at_begin() && tokens[at].location != spelled)
			at++;
		return stands_at_begin();
	}

	template <class what> bool go_to_begin(what token)
	{
		if (go_to_begin() && is(token))
			return true;
		at = 0;
		while (stands_at_begin() && !is(token))
			at++;
		return stands_at_begin();
	}

	bool over_brackets(void)
	{
		int depth = 0;
		do {
			if (!is_there())
				return false;
			depth += opens(tokens[at]) - closes(tokens[at]);
			at++;
		} while (depth > 0);
		return true;
	}

      private:
	bool stands_at_begin(void) const
	{
		return is_there() && tokens[at].stands_with(tokens[0]);
	}

	bool macro = false; /* has what is at `begin` */
	location_t spelled = UNKNOWN_LOCATION;
};

/* The first token of a clause in the brackets behind a `for`. */
class clause_finder : public token_finder
{
      public:
	explicit clause_finder(int clause) : clause(clause) {}

      private:
	bool search(void) override
	{
		if (!go_to_begin("for"))
			return false;
		at++;
		if (!is(CPP_OPEN_PAREN))
			return false;
		at++;
		for (int left = clause; left > 0; at++) {
			while (is_there() && opens(tokens[at]))
				over_brackets();
			if (!is_there() || closes(tokens[at]))
				return false;
			left -= is(CPP_SEMICOLON);
		}
		return !is(CPP_SEMICOLON) && !is(CPP_CLOSE_PAREN);
	}

	int clause;
};

/* The brace that closes the first that is opened, but not in a list or lambda. */
class brace_finder : public token_finder
{
	bool search(void) override
	{
		if (!go_to_begin(CPP_OPEN_BRACE))
			at = 0;
		while (is_there() && !is(CPP_OPEN_BRACE)) {
			if (is(CPP_OPEN_PAREN))
				over_brackets();
			else
				at++;
		}
		if (!over_brackets())
			return false;
		at--;
		return true;
	}
};

/* The brace that opens a loop's body. */
class body_finder : public token_finder
{
	bool search(void) override
	{
		if (!go_to_begin())
			return false;
		at++;
		while (is(CPP_OPEN_PAREN) || is(CPP_OPEN_SQUARE))
			over_brackets();
		return is(CPP_OPEN_BRACE);
	}
};

/* The keyword in front of the brackets that a place is in, or is one of. */
class keyword_finder : public token_finder
{
      public:
	explicit keyword_finder(expanded_location head) : head(head) {}

      private:
	expanded_location head;

	bool is_keyword(void) const
	{
		return is("while") || is("for");
	}

	bool search(void) override
	{
		while (is_there() &&
		       (tokens[at].line != head.line || tokens[at].column != head.column))
			at++;
		if (!is_there() || is_keyword())
			return is_there();
		int depth = is(CPP_CLOSE_PAREN) ? -1 : 0;
		do {
			depth += closes(tokens[at]) - opens(tokens[at]);
			if (at-- == 0)
				return false;
		} while (depth >= 0);
		return is_keyword();
	}
};

/* The `while` of a do-loop, behind its body. */
class while_finder : public token_finder
{
      public:
	explicit while_finder(bool is_body) : is_body(is_body) {}

      private:
	bool is_body;

	bool search(void) override
	{
		if (is_body && go_to_begin())
			return body();
		return go_to_begin("do") && do_body();
	}

	bool do_body(void)
	{
		at++;
		return body();
	}

	bool body(void)
	{
		return statement() && is("while");
	}

	/* The brackets behind a keyword. */
	bool head(void)
	{
		while (is_there() && !is(CPP_OPEN_PAREN) && !is(CPP_OPEN_BRACE))
			at++;
		return !is(CPP_OPEN_PAREN) || over_brackets();
	}

	bool behind(enum cpp_ttype type)
	{
		while (is_there() && !is(type)) {
			if (opens(tokens[at]))
				over_brackets();
			else
				at++;
		}
		at++;
		return at <= tokens.size();
	}

	bool behind_case(void)
	{
		for (int questions = 0; is_there(); at++) {
			questions += is(CPP_QUERY);
			if (is(CPP_COLON) && questions-- == 0)
				return behind(CPP_COLON);
		}
		return false;
	}

	bool has_label(void) const
	{
		return is(CPP_NAME) && at + 1 < tokens.size() && tokens[at + 1].type == CPP_COLON;
	}

	bool has_attribute(void) const
	{
		return is(CPP_OPEN_SQUARE) && at + 1 < tokens.size() &&
		       tokens[at + 1].type == CPP_OPEN_SQUARE;
	}

	/* Goes behind one. */
	bool statement(void)
	{
		if (is(CPP_OPEN_BRACE))
			return over_brackets();
		if (has_attribute())
			return over_brackets() && statement();
		if (is("case"))
			return behind_case() && statement();
		if (has_label())
			return behind(CPP_COLON) && statement();
		if (is("do"))
			return do_body() && behind(CPP_SEMICOLON);
		if (is("while") || is("for") || is("switch"))
			return head() && statement();
		if (is("if"))
			return branches("else", false);
		if (is("try"))
			return branches("catch", true);
		return behind(CPP_SEMICOLON);
	}

	/* `if (c) … else …`, `try … catch (T) … catch (T) …` */
	bool branches(const char *further, bool have_heads)
	{
		bool found = head() && statement();
		while (found && is(further)) {
			at++;
			found = (!have_heads || head()) && statement();
			if (!have_heads)
				break;
		}
		return found;
	}
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

bool source_while(location_t loop, bool is_body, expanded_location *home)
{
	return while_finder(is_body).find(loop, BLOCK_LINES, home);
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

bool source_has_brace(location_t loop)
{
	expanded_location home;
	return body_finder().find(loop, BRACKET_LINES, &home);
}

bool source_keyword(location_t function, location_t head, expanded_location *home)
{
	expanded_location place = places_of(head), from = places_of(function);
	return place.file && from.file && !strcmp(place.file, from.file) &&
	       keyword_finder(place).find(function, BLOCK_LINES, home);
}

bool source_closing_brace(location_t open, expanded_location *home)
{
	return brace_finder().find(open, BLOCK_LINES, home);
}

bool source_for_clause(location_t loop, int clause, expanded_location *home)
{
	return clause_finder(clause).find(loop, BRACKET_LINES, home);
}

std::vector<source_initialiser> source_initialisers(expanded_location constructor)
{
	unsigned line, column;
	initialiser_finder finder;
	if (constructor.file)
		finder.step_over(constructor, INITIALISER_LINES, &line, &column);
	return finder.all;
}
