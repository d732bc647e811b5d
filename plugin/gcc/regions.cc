/* regions.cc - see regions.h. */
#include "regions.h"

#include <algorithm>

static const double LOOP_FACTOR = 8, EXIT_FACTOR = 0.12, NORETURN_FACTOR = 0.001, EXPECTED = 0.98;

/* A block from which the program does not come back to this function. */
static bool leads_nowhere(basic_block bb)
{
	for (int depth = 0; depth < 4; depth++) {
		if (EDGE_COUNT(bb->succs) == 0)
			return true;
		if (!single_succ_p(bb) || bb->index < NUM_FIXED_BLOCKS)
			return false;
		bb = single_succ(bb);
		if (bb->index < NUM_FIXED_BLOCKS)
			return false;
	}
	return false;
}

/* `if (__builtin_expect (x, 0))`: the value that the condition's variable is expected to have. */
static bool expected_value(basic_block bb, tree variable, bool *value)
{
	for (gimple_stmt_iterator i = gsi_last_nondebug_bb(bb); !gsi_end_p(i);
	     gsi_prev_nondebug(&i)) {
		gimple *s = gsi_stmt(i);
		if (gimple_get_lhs(s) != variable)
			continue;
		if (gimple_call_builtin_p(s, BUILT_IN_EXPECT)) {
			tree v = gimple_call_arg(s, 1);
			if (TREE_CODE(v) != INTEGER_CST)
				return false;
			*value = !integer_zerop(v);
			return true;
		}
		if (!is_gimple_assign(s) || !CONVERT_EXPR_CODE_P(gimple_assign_rhs_code(s)))
			return false;
		variable = gimple_assign_rhs1(s);
	}
	return false;
}

static double expectation(edge e)
{
	gimple *last = last_stmt(e->src);
	if (!last || gimple_code(last) != GIMPLE_COND)
		return 1;
	gcond *cond = as_a<gcond *>(last);
	bool value;
	if ((gimple_cond_code(cond) != NE_EXPR && gimple_cond_code(cond) != EQ_EXPR) ||
	    !integer_zerop(gimple_cond_rhs(cond)) ||
	    !expected_value(e->src, gimple_cond_lhs(cond), &value))
		return 1;
	bool taken = (gimple_cond_code(cond) == NE_EXPR) == value;
	return taken == ((e->flags & EDGE_TRUE_VALUE) != 0) ? EXPECTED : 1 - EXPECTED;
}

static double edge_share(edge e)
{
	double share = expectation(e);
	if (leads_nowhere(e->dest))
		share *= NORETURN_FACTOR;
	if (e->src->loop_father && e->dest->loop_father && loop_exit_edge_p(e->src->loop_father, e))
		share *= EXIT_FACTOR;
	if (e->flags & EDGE_COMPLEX)
		share *= NORETURN_FACTOR;
	return share;
}

static double edge_probability(edge e)
{
	double all = 0;
	edge other;
	edge_iterator ei;
	FOR_EACH_EDGE(other, ei, e->src->succs)
	all += edge_share(other);
	return edge_share(e) / all;
}

static bool is_back_edge(edge e)
{
	return dominated_by_p(CDI_DOMINATORS, e->src, e->dest);
}

double regions_edge_frequency(edge e, const std::vector<double> &frequency)
{
	return frequency[e->src->index] * edge_probability(e);
}

std::vector<double> regions_frequencies(::function *fun)
{
	calculate_dominance_info(CDI_DOMINATORS);
	std::vector<double> f(last_basic_block_for_fn(fun), 0.0);
	std::vector<int> order(n_basic_blocks_for_fn(fun));
	int n = pre_and_rev_post_order_compute_fn(fun, NULL, order.data(), false);
	f[ENTRY_BLOCK] = 1;
	for (int i = 0; i < n; i++) {
		basic_block bb = BASIC_BLOCK_FOR_FN(fun, order[i]);
		double sum = 0;
		edge e;
		edge_iterator ei;
		FOR_EACH_EDGE(e, ei, bb->preds)
		if (!is_back_edge(e))
			sum += regions_edge_frequency(e, f);
		if (bb->loop_father && bb->loop_father->header == bb && bb->loop_father->num != 0)
			sum *= LOOP_FACTOR;
		f[bb->index] = std::min(sum, 1e12);
	}
	return f;
}

bool regions_is_landing_pad(basic_block bb)
{
	edge e;
	edge_iterator ei;
	FOR_EACH_EDGE(e, ei, bb->preds)
	if (e->flags & EDGE_EH)
		return true;
	return false;
}

landing regions_landing(::function *fun)
{
	if (fun->calls_setjmp || fun->has_nonlocal_label)
		return LANDING_ANYWHERE;
	landing result = LANDING_NONE;
	basic_block bb;
	FOR_EACH_BB_FN(bb, fun)
	{
		if (regions_is_landing_pad(bb))
			result = LANDING_EXCEPTIONS;
		for (gimple_stmt_iterator i = gsi_start_bb(bb); !gsi_end_p(i); gsi_next(&i))
			if (is_gimple_call(gsi_stmt(i)) &&
			    (gimple_call_flags(gsi_stmt(i)) & ECF_RETURNS_TWICE))
				return LANDING_ANYWHERE;
	}
	return result;
}

namespace
{

struct chooser {
	const std::vector<bool> &need, &allowed;
	regions_times times;
	std::vector<double> cost;
	std::vector<bool> here; /* push at this block covers its subtree best */
	std::vector<basic_block> heads;

	double entries(basic_block bb)
	{
		double sum = 0;
		edge e;
		edge_iterator ei;
		FOR_EACH_EDGE(e, ei, bb->preds)
		if (!is_back_edge(e))
			sum += times(e);
		return sum;
	}

	/* Post-order over the dominator tree, without recursion: deep trees are common. */
	void price(basic_block root)
	{
		std::vector<basic_block> preorder(1, root);
		for (size_t i = 0; i < preorder.size(); i++)
			for (basic_block s = first_dom_son(CDI_DOMINATORS, preorder[i]); s;
			     s = next_dom_son(CDI_DOMINATORS, s))
				preorder.push_back(s);
		for (size_t i = preorder.size(); i-- > 0;) {
			basic_block bb = preorder[i];
			double sons = 0;
			for (basic_block s = first_dom_son(CDI_DOMINATORS, bb); s;
			     s = next_dom_son(CDI_DOMINATORS, s))
				sons += cost[s->index];
			double at = entries(bb);
			here[bb->index] =
				allowed[bb->index] && (need[bb->index] || (sons > 0 && at <= sons));
			cost[bb->index] = here[bb->index] ? at : sons;
		}
		std::vector<basic_block> work(1, root);
		while (!work.empty()) {
			basic_block bb = work.back();
			work.pop_back();
			if (here[bb->index]) {
				heads.push_back(bb);
				continue;
			}
			for (basic_block s = first_dom_son(CDI_DOMINATORS, bb); s;
			     s = next_dom_son(CDI_DOMINATORS, s))
				work.push_back(s);
		}
	}
};

} // namespace

std::vector<basic_block> regions_cover(::function *fun, const std::vector<bool> &need,
				       const std::vector<bool> &allowed, regions_times times)
{
	size_t n = last_basic_block_for_fn(fun);
	chooser c = {need, allowed, times, std::vector<double>(n, 0.0), std::vector<bool>(n, false),
		     {}};
	c.price(single_succ(ENTRY_BLOCK_PTR_FOR_FN(fun)));
	return c.heads;
}

static void add_region(::function *fun, basic_block head, regions *r, bool *impossible)
{
	edge e;
	edge_iterator ei;
	FOR_EACH_EDGE(e, ei, head->preds)
	if (!dominated_by_p(CDI_DOMINATORS, e->src, head)) {
		*impossible |= (e->flags & EDGE_COMPLEX) != 0;
		r->pushes.push_back(e);
	}
	basic_block bb;
	FOR_EACH_BB_FN(bb, fun)
	{
		if (!dominated_by_p(CDI_DOMINATORS, bb, head))
			continue;
		FOR_EACH_EDGE(e, ei, bb->succs)
		{
			if (e->dest == EXIT_BLOCK_PTR_FOR_FN(fun)) {
				r->returns.push_back(bb);
			} else if (!dominated_by_p(CDI_DOMINATORS, e->dest, head)) {
				*impossible |= (e->flags & EDGE_COMPLEX) != 0;
				r->pops.push_back(e);
			}
		}
	}
}

static regions whole_function(::function *fun)
{
	regions r;
	r.pushes.push_back(single_succ_edge(ENTRY_BLOCK_PTR_FOR_FN(fun)));
	r.whole = true;
	edge e;
	edge_iterator ei;
	FOR_EACH_EDGE(e, ei, EXIT_BLOCK_PTR_FOR_FN(fun)->preds)
	r.returns.push_back(e->src);
	return r;
}

regions regions_choose(::function *fun, const std::vector<bool> &matters, bool whole)
{
	regions r;
	/* Who jumps to here may have left a record, although it changes no memory. */
	if (fun->has_nonlocal_label || fun->calls_setjmp)
		return whole_function(fun);
	if (std::find(matters.begin(), matters.end(), true) == matters.end())
		return r;
	if (whole)
		return whole_function(fun);
	std::vector<double> frequency = regions_frequencies(fun);
	std::vector<bool> anywhere(last_basic_block_for_fn(fun), true);
	bool impossible = false;
	for (basic_block head : regions_cover(fun, matters, anywhere, [&](edge e) {
		     return regions_edge_frequency(e, frequency);
	     }))
		add_region(fun, head, &r, &impossible);
	return impossible ? whole_function(fun) : r;
}

std::vector<edge> regions_pop_edges(regions &r)
{
	std::vector<edge> result = r.pops;
	for (basic_block bb : r.returns) {
		gimple_stmt_iterator i = gsi_last_bb(bb);
		gsi_prev(&i);
		result.push_back(gsi_end_p(i) ? split_block_after_labels(bb)
					      : split_block(bb, gsi_stmt(i)));
	}
	return result;
}

void regions_branch(edge e, gimple_seq seq, tree_code code, tree left, tree right, gimple_seq cold)
{
	basic_block test = split_edge(e);
	edge out = single_succ_edge(test);
	basic_block join = out->dest;
	gimple_seq_add_stmt(&seq, gimple_build_cond(code, left, right, NULL_TREE, NULL_TREE));
	gimple_stmt_iterator i = gsi_start_bb(test);
	gsi_insert_seq_after(&i, seq, GSI_NEW_STMT);

	bool estimated = test->count.initialized_p();
	auto leave = [&](basic_block to, int flag, profile_probability probability) {
		edge made = make_edge(test, to, flag);
		if (estimated)
			made->probability = probability;
		return made;
	};
	auto arm = [&](gimple_seq s, int flag, profile_probability probability) {
		basic_block bb = create_empty_bb(test);
		if (estimated)
			bb->count = test->count.apply_probability(probability);
		if (test->loop_father)
			add_bb_to_loop(bb, test->loop_father);
		gimple_stmt_iterator at = gsi_start_bb(bb);
		gsi_insert_seq_after(&at, s, GSI_NEW_STMT);
		leave(bb, flag, probability);
		make_single_succ_edge(bb, join, EDGE_FALLTHRU);
	};
	remove_edge(out);
	profile_probability rare = profile_probability::very_unlikely();
	arm(cold, EDGE_TRUE_VALUE, rare);
	leave(join, EDGE_FALSE_VALUE, rare.invert());
}
