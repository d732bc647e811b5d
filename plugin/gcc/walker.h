/* walker.h - goes over a function's body and puts a mark in front of each statement.
 *
 * boundary.cc groups what stands between two of the parser's markers into one source statement;
 * control.cc knows what is inside loops, conditions and scopes.
 */
#ifndef MEMCC_GCC_WALKER_H
#define MEMCC_GCC_WALKER_H
#include "compat.h"
#include "mark.h"

class walker
{
      public:
	explicit walker(tree function);
	void run(void);

      private:
	typedef std::vector<tree> group;
	struct scope {
		location_t place; /* where it begins (C) or ends (C++) */
		bool braces;      /* or made for what a loop or condition declares */
	};

	tree function;
	std::vector<mark_statement> &all;
	bool cplus, coroutine;
	tree implicit_return; /* main's, which is no statement */
	location_t outermost_end = UNKNOWN_LOCATION;
	std::vector<scope> scopes; /* the open ones */
	size_t value_scope = 0;    /* which of them a statement expression has its value from */
	/* What a handler or the head of a loop or condition declares is made: no statement yet. */
	enum { NOTHING, PARAMETER, HEAD } receiving = NOTHING;
	location_t range_for = UNKNOWN_LOCATION; /* whose body is being walked */
	int current = -1;                        /* index in `all` of the statement being walked */

	tree mark_at(unsigned kind, expanded_location home);
	tree mark(unsigned kind, location_t location);

	/* Below something that has had its mark: only statement expressions matter. */
	static tree visit_expression(tree *t, int *walk, void *self);
	void expression(tree *t);
	void statement_expression(tree *t);
	bool can_be_resumed(tree type);
	tree resumed(tree t, tree resume);
	void nested(tree *t);

	/* Groups of trees that are one source statement each. */
	void list(tree *t, location_t inherited);
	group take_init(group &g, location_t loop);
	void one_statement(group &g, location_t where, group &result);
	void for_group(group &g, size_t n, location_t where, group &result);
	void header_group(group &g, size_t n, tree control, group &result);
	void declaration_group(group &g, size_t n, group &result);
	void plain_group(group &g, size_t n, location_t where, group &result);

	/* `where`: the keyword of the control statement that this tree is or holds, if known. */
	void statement(tree *t, location_t where);
	void body(tree *t);
	void condition(tree *cond, tree *loop_body, tree m);
	void for_statement(tree t, location_t where);
	void do_statement(tree *statement, location_t where);
	tree rewritten_end(tree loop_body);
	bool is_hidden(tree decl) const;
	void handler(tree t);
	void bind(tree t, location_t where);
	void scope_end(tree *t, tree cleanup);
	tree scope_end_mark(tree cleanup);
	tree clause_mark(unsigned kind, location_t loop, location_t start);
	tree closing_brace_mark(location_t open);
};

#endif
