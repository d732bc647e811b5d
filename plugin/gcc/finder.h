/* finder.h - steps over the source's text, line by line and character by character as far as one
 * needs it: of the language it knows no more than words, literals, comments and which branches of
 * `#if` were compiled.
 */
#ifndef MEMCC_GCC_FINDER_H
#define MEMCC_GCC_FINDER_H
#include "compat.h"

class finder
{
      public:
	static const int BLOCK_LINES = 20000; /* more, no block has */

	/* From there on, so many lines at most. Whether it stopped, and where (from 1). */
	bool step_over(expanded_location from, int lines, unsigned *line, unsigned *column);

	static bool is_word(char c)
	{
		return ISALNUM(c) || c == '_';
	}

      protected:
	/* Of what stands in no comment, and of a literal the first character. */
	virtual bool stops_at(char c) = 0;
	/* A line that is compiled, from there on. */
	virtual void reads(char_span, size_t) {}

	int current = 0; /* line */
	size_t at = 0;   /* in the line, from 0 */

      private:
	int step_over(char_span text, size_t from);

	char quote = 0;
	bool comment = false;
};

#endif
