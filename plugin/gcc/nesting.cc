/* nesting.cc - see nesting.h. Forward over the graph: what is open at a block's start is what is
 * open at the end of any block before it; all of these must agree. */
#include "nesting.h"

#include "objects.h"
#include "regions.h"

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
		if (here.out.empty() || here.out.back() == UNKNOWN_REGIONS)
			return false;
		here.out.pop_back();
	}
	return here.known = true;
}

/* The record that is taken up at the start of a block that exceptions land in, or null. */
static gimple *landed_record(basic_block bb)
{
	for (gimple_stmt_iterator i = gsi_after_labels(bb); !gsi_end_p(i); gsi_next(&i)) {
		gimple *stmt = gsi_stmt(i);
		order o;
		if (order_read(stmt, &o))
			return NULL;
		if (objects::is_reland(stmt) && TREE_CODE(gimple_call_arg(stmt, 0)) == SSA_NAME)
			return SSA_NAME_DEF_STMT(gimple_call_arg(stmt, 0));
	}
	return NULL;
}

/* What is open at its start, as far as is known by now. */
void nesting::begin(basic_block bb)
{
	at &here = state[bb->index];
	if (wild.count(bb->index)) {
		here.in = {UNKNOWN_REGIONS};
		return;
	}
	gimple *record = regions_is_landing_pad(bb) ? landed_record(bb) : NULL;
	if (record && gimple_bb(record) && reached(gimple_bb(record))) {
		here.in = inside(gimple_bb(record));
		here.lands = true;
		return;
	}
	edge e;
	edge_iterator ei;
	FOR_EACH_EDGE(e, ei, bb->preds)
	if (state[e->src->index].known) {
		here.in = state[e->src->index].out;
		return;
	}
}

bool nesting::agree(edge e, bool *again)
{
	const std::vector<int> &from = state[e->src->index].out, &to = state[e->dest->index].in;
	if (is_landing(e))
		return true;
	bool same = from.size() == to.size();
	for (size_t n = 0; same && n < from.size(); n++)
		if (from[n] == UNKNOWN_REGIONS || to[n] == UNKNOWN_REGIONS)
			same = from[n] == to[n];
		else
			parent[root(from[n])] = root(to[n]);
	if (same)
		return true;
	auto unknown = [](const std::vector<int> &v) {
		return !v.empty() && v[0] == UNKNOWN_REGIONS;
	};
	if (!(e->flags & EDGE_EH) && !unknown(from) && !unknown(to))
		return false;
	*again |= wild.insert(e->dest->index).second;
	for (int id : from)
		if (id != UNKNOWN_REGIONS)
			seen_outside.push_back(id);
	return true;
}

bool nesting::find_once(::function *fun, bool *again)
{
	state.assign(last_basic_block_for_fn(fun), at());
	parent.clear();
	pushes.clear();
	seen_outside.clear();
	state[ENTRY_BLOCK].known = true;
	std::vector<int> order(n_basic_blocks_for_fn(fun));
	int n = pre_and_rev_post_order_compute_fn(fun, NULL, order.data(), false);
	for (int i = 0; i < n; i++) {
		basic_block bb = BASIC_BLOCK_FOR_FN(fun, order[i]);
		begin(bb);
		if (!pass(bb))
			return false;
	}
	edge e;
	edge_iterator ei;
	basic_block bb;
	FOR_EACH_BB_FN(bb, fun)
	{
		if (reached(bb))
			FOR_EACH_EDGE(e, ei, bb->succs)
		if (!agree(e, again))
			return false;
	}
	return true;
}

/* False if PUSH and POP do not pair. */
bool nesting::find(::function *fun)
{
	split(fun);
	for (bool again = true; again;) {
		again = false;
		if (!find_once(fun, &again))
			return false;
	}
	return true;
}
