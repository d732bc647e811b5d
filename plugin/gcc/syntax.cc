/* syntax.cc - see syntax.h. Gives up after so many lines. */
#include "syntax.h"

#include "finder.h"
#include "places.h"
#include "tokens.h"

#include <algorithm>
#include <string.h>

namespace
{

const int LINES_AT_FIRST = 10, BRACKET_LINES = 1000;

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

} // namespace

bool syntax_while(location_t loop, bool is_body, expanded_location *home)
{
	return while_finder(is_body).find(loop, finder::BLOCK_LINES, home);
}

bool syntax_has_brace(location_t loop)
{
	expanded_location home;
	return body_finder().find(loop, BRACKET_LINES, &home);
}

bool syntax_loop_keyword(location_t function, location_t head, expanded_location *home)
{
	expanded_location place = places_of(head), from = places_of(function);
	return place.file && from.file && !strcmp(place.file, from.file) &&
	       keyword_finder(place).find(function, finder::BLOCK_LINES, home);
}

bool syntax_closing_brace(location_t open, expanded_location *home)
{
	return brace_finder().find(open, finder::BLOCK_LINES, home);
}

bool syntax_for_clause(location_t loop, int clause, expanded_location *home)
{
	return clause_finder(clause).find(loop, BRACKET_LINES, home);
}
