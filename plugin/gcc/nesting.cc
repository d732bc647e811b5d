/* nesting.cc - see nesting.h. Forward over the graph: what is open at a block's start is what is
 * open at the end of any block before it; all of these must agree. */
#include "nesting.h"

#include "objects.h"

/* Makes each PUSH the first statement of its block, and each POP the last. */
void nesting::split(::function *fun)
{
	basic_block bb;
	FOR_EACH_BB_FN(bb, fun)
	{
		gimple *before = NULL;
		for (gimple_stmt_iterator i = gsi_after_labels(bb); !gsi_end_p(i); gsi_next(&i)) {
			gimple *stmt = gsi_stmt(i);
			if (before && (order_is(stmt, ORDER_PUSH) || order_is(before, ORDER_POP))) {
				split_block(bb, before);
				break;
			}
			before = stmt;
		}
	}
}

bool nesting::pass(basic_block bb)
{
	at &here = state[bb->index];
	here.inside = here.in;
	gimple_stmt_iterator i = gsi_after_labels(bb);
	if (!gsi_end_p(i) && order_is(gsi_stmt(i), ORDER_PUSH)) {
		here.inside.push_back(pushes.size());
		parent.push_back(pushes.size());
		pushes.push_back(gsi_stmt(i));
	}
	here.out = here.inside;
	i = gsi_last_bb(bb);
	if (!gsi_end_p(i) && order_is(gsi_stmt(i), ORDER_POP)) {
		if (here.out.empty())
			return false;
		here.out.pop_back();
	}
	return here.known = true;
}

bool nesting::agree(edge e)
{
	const std::vector<int> &from = state[e->src->index].out, &to = state[e->dest->index].in;
	if (from.size() != to.size())
		return false;
	for (size_t n = 0; n < from.size(); n++)
		parent[root(from[n])] = root(to[n]);
	return true;
}

/* False if PUSH and POP do not pair. */
bool nesting::find(::function *fun)
{
	split(fun);
	state.assign(last_basic_block_for_fn(fun), at());
	parent.clear();
	pushes.clear();
	state[ENTRY_BLOCK].known = true;
	std::vector<int> order(n_basic_blocks_for_fn(fun));
	int n = pre_and_rev_post_order_compute_fn(fun, NULL, order.data(), false);
	edge e;
	edge_iterator ei;
	for (int i = 0; i < n; i++) {
		basic_block bb = BASIC_BLOCK_FOR_FN(fun, order[i]);
		FOR_EACH_EDGE(e, ei, bb->preds)
		if (state[e->src->index].known) {
			state[bb->index].in = state[e->src->index].out;
			break;
		}
		if (!pass(bb))
			return false;
	}
	basic_block bb;
	FOR_EACH_BB_FN(bb, fun)
	{
		if (reached(bb))
			FOR_EACH_EDGE(e, ei, bb->succs)
		if (!agree(e))
			return false;
	}
	return true;
}
