/* sites.h - a function's statements in its flow graph: where each begins, and whose each call is.
 */
#ifndef MEMCC_GCC_SITES_H
#define MEMCC_GCC_SITES_H
#include "mark.h"

#include <map>
#include <set>
#include <vector>

/* A statement's life in the flow graph. */
struct site {
	mark_statement source;
	basic_block block = NULL; /* of its mark; null: unreachable */
	unsigned order = 0;
	bool resumes = false;        /* goes on after a statement expression */
	bool at_mark = false;        /* must announce itself where it begins */
	std::vector<gimple *> calls; /* those that matter, in block order */
	std::vector<basic_block> call_blocks;
	unsigned point_word = 0, variants = 0;
	int counter = -1;
};

class site_table
{
      public:
	/* `elsewhere`: statements that stand in functions made of parts of this one. */
	site_table(::function *fun, const std::set<int> &elsewhere);

	std::vector<site> all;
	std::map<gimple *, std::pair<int, bool>> marks; /* whose, and whether it goes on */
	std::map<gimple *, unsigned> borders;           /* MARK_INSIDE and its like */
	std::vector<gimple *> calls;                    /* those that matter */
	std::map<gimple *, int> of_call;                /* negative: none's, or several sites' */
	bool direct = false;       /* each statement has to be counted by itself */
	bool shared_calls = false; /* a call belongs to no one statement */

	/* How many statements of the block begin before `stmt` (null: all of them). */
	unsigned order_after(basic_block bb, gimple *stmt) const;
	void remove_marks(void);

      private:
	::function *fun;
	std::map<int, int> site_of_id;
	std::map<gimple *, unsigned> begun; /* statements of its block, with this mark */

	int site_for(const mark_statement &s);
	void read_marks(const std::set<int> &elsewhere);
	void attribute(void);
	bool open_behind(gimple *stmt, int *open) const;
	int statement_at_end(basic_block bb, int in);
	void join_ambiguous(void);
};

#endif
