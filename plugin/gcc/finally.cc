/* finally.cc - see finally.h. Backwards from the switch, each way in begins at the assignment of
 * the value that the switch asks for.
 */
#include "finally.h"

#include <string.h>

namespace
{

/* The variable is the compiler's own, and assigned nothing but constants. */
bool decides_exit(tree variable)
{
	return VAR_P(variable) && DECL_ARTIFICIAL(variable) && DECL_NAME(variable) &&
	       !strncmp(IDENTIFIER_POINTER(DECL_NAME(variable)), "finally_tmp", 11);
}

/* The value that a block gives the variable, or null. */
tree value_given(basic_block bb, tree variable)
{
	for (gimple_stmt_iterator i = gsi_last_bb(bb); !gsi_end_p(i); gsi_prev(&i))
		if (gimple_get_lhs(gsi_stmt(i)) == variable)
			return gimple_assign_single_p(gsi_stmt(i)) ? gimple_assign_rhs1(gsi_stmt(i))
								   : error_mark_node;
	return NULL_TREE;
}

/* What the block's last statement asks for: a switch, or a condition where there are two exits. */
tree asked_for(const gimple *choice)
{
	if (choice && gimple_code(choice) == GIMPLE_SWITCH)
		return gimple_switch_index(as_a<const gswitch *>(choice));
	if (choice && gimple_code(choice) == GIMPLE_COND &&
	    (gimple_cond_code(choice) == EQ_EXPR || gimple_cond_code(choice) == NE_EXPR) &&
	    TREE_CODE(gimple_cond_rhs(choice)) == INTEGER_CST)
		return gimple_cond_lhs(choice);
	return NULL_TREE;
}

edge exit_for(::function *fun, gimple *choice, tree value)
{
	basic_block at = gimple_bb(choice);
	if (gimple_code(choice) == GIMPLE_COND) {
		edge yes, no;
		bool equal = tree_int_cst_equal(gimple_cond_rhs(choice), value);
		extract_true_false_edges_from_block(at, &yes, &no);
		return equal == (gimple_cond_code(choice) == EQ_EXPR) ? yes : no;
	}
	gswitch *labels = as_a<gswitch *>(choice);
	tree found = gimple_switch_default_label(labels);
	for (unsigned n = 1; n < gimple_switch_num_labels(labels); n++) {
		tree label = gimple_switch_label(labels, n);
		if (!CASE_HIGH(label) && tree_int_cst_equal(CASE_LOW(label), value))
			found = label;
	}
	return find_edge(at, label_to_block(fun, CASE_LABEL(found)));
}

class cleanup
{
      public:
	cleanup(::function *fun, gimple *choice, const std::vector<bool> &occupied)
	    : fun(fun), choice(choice), variable(asked_for(choice)), occupied(occupied),
	      body(occupied.size(), false)
	{
	}

	/* Whether all that happens in it is known. */
	bool read(void)
	{
		if (!variable || !decides_exit(variable))
			return false;
		basic_block last = gimple_bb(choice);
		if (value_given(last, variable))
			return false;
		std::vector<basic_block> work(1, last);
		body[last->index] = true;
		while (!work.empty()) {
			basic_block bb = work.back();
			work.pop_back();
			if (bb->index < NUM_FIXED_BLOCKS || occupied[bb->index])
				return false;
			edge e;
			edge_iterator ei;
			FOR_EACH_EDGE(e, ei, bb->preds)
			if (!body[e->src->index] && !enters(e)) {
				body[e->src->index] = true;
				work.push_back(e->src);
			}
		}
		return refused ? false : closed();
	}

	std::vector<finally_route> routes;

	void replace(std::vector<bool> &inside) const
	{
		for (size_t n = 0; n < body.size(); n++)
			if (body[n])
				inside[n] = true;
	}

      private:
	::function *fun;
	gimple *choice;
	tree variable;
	const std::vector<bool> &occupied;
	std::vector<bool> body;
	bool refused = false;

	bool enters(edge e)
	{
		tree value = value_given(e->src, variable);
		if (!value)
			return false;
		edge out = TREE_CODE(value) == INTEGER_CST ? exit_for(fun, choice, value) : NULL;
		if (!out || !single_succ_p(e->src) || (e->flags & EDGE_COMPLEX))
			refused = true;
		routes.push_back({e, out});
		return true;
	}

	/* Nothing leaves it but by the switch. */
	bool closed(void) const
	{
		for (size_t n = 0; n < body.size(); n++) {
			if (!body[n] || (int)n == gimple_bb(choice)->index)
				continue;
			basic_block bb = BASIC_BLOCK_FOR_FN(fun, n);
			edge e;
			edge_iterator ei;
			if (EDGE_COUNT(bb->succs) == 0)
				return false;
			FOR_EACH_EDGE(e, ei, bb->succs)
			if (!body[e->dest->index])
				return false;
		}
		return true;
	}
};

} // namespace

std::vector<finally_route> finally_routes(::function *fun, std::vector<bool> &inside)
{
	const std::vector<bool> occupied = inside;
	std::vector<finally_route> routes;
	inside.assign(inside.size(), false);
	basic_block bb;
	FOR_EACH_BB_FN(bb, fun)
	{
		cleanup c(fun, last_stmt(bb), occupied);
		if (!c.read())
			continue;
		routes.insert(routes.end(), c.routes.begin(), c.routes.end());
		c.replace(inside);
	}
	return routes;
}
