/* lower.cc - carries out the orders that emit.cc gave, after inlining.
 *
 *   before                          after
 *   .LAUNDER (ENTER, f, 0);         if (++f.counters[0] == 0) cold call;
 *   r = .LAUNDER (PUSH, f, 0);      r = ++thread.top;
 *   .LAUNDER (POINT, f, w);         *thread.top = &f.points[w];
 *   .LAUNDER (COUNT, f, k);         f.counters[k]++;
 *
 * Why so late: were the code there at once, functions would look so much bigger to the inliner that
 * small ones would no longer be inlined, which costs more than the code itself. The orders keep
 * their places among all other statements that have effects, since the optimiser takes them for
 * effects, too.
 */
#include "lower.h"

#include "objects.h"
#include "regions.h"
#include "thin.h"
#include "unwinding.h"

#include "abi.h"

namespace
{

void build(gimple_seq *seq, gimple *stmt, const order &o)
{
	objects *data = objects::of(o.function); /* null: TOP of one that is not profiled */
	tree record = order_record(stmt);
	gimple_call_set_lhs(stmt, NULL_TREE); /* goes on to live */
	switch (o.kind) {
	case ORDER_ENTER:
		break;
	case ORDER_COUNT:
		return data->count(seq, o.index);
	case ORDER_PUSH:
		return data->push(seq, record);
	case ORDER_TOP:
		if (record)
			objects::read_top(seq, record);
		return;
	case ORDER_POP:
		return data->pop(seq);
	case ORDER_POINT:
		return data->store_point(seq, o.index);
	case ORDER_VARIANT:
		return data->store_variant(seq, o.index);
	}
	gcc_unreachable();
}

void lower_enter(gimple *stmt, const order &o)
{
	objects *data = objects::of(o.function);
	gimple_seq seq = NULL, cold = NULL;
	tree sum = data->add_to_counter(&seq, 0);
	data->cold_enter(&cold);
	edge e = split_block(gimple_bb(stmt), stmt);
	regions_branch(e, seq, EQ_EXPR, sum, build_zero_cst(TREE_TYPE(sum)), cold);
}

const pass_data lower_pass_data = {
	GIMPLE_PASS, "memcclower", OPTGROUP_NONE, TV_NONE, PROP_cfg, 0, 0, 0, 0};

class lower_pass : public gimple_opt_pass
{
      public:
	lower_pass() : gimple_opt_pass(lower_pass_data, g) {}
	unsigned execute(::function *fun) override
	{
		thin_records(fun);
		std::vector<std::pair<gimple *, order>> orders;
		objects *pushing = NULL;
		basic_block bb;
		FOR_EACH_BB_FN(bb, fun)
		for (gimple_stmt_iterator i = gsi_start_bb(bb); !gsi_end_p(i); gsi_next(&i)) {
			order o;
			if (!order_read(gsi_stmt(i), &o))
				continue;
			orders.push_back({gsi_stmt(i), o});
			if (o.kind == ORDER_PUSH)
				pushing = objects::of(o.function);
		}
		if (orders.empty())
			return 0;
		unwinding_places places;
		if (pushing)
			places = unwinding_find_places(fun);
		for (auto &o : orders) {
			gimple_seq seq = NULL;
			if (o.second.kind == ORDER_ENTER)
				lower_enter(o.first, o.second);
			else
				build(&seq, o.first, o.second);
			gimple_stmt_iterator i = gsi_for_stmt(o.first);
			if (seq)
				gsi_insert_seq_before(&i, seq, GSI_SAME_STMT);
			gsi_remove(&i, true);
		}
		if (pushing)
			unwinding_guard(fun, pushing, places);
		free_dominance_info(CDI_DOMINATORS);
		return TODO_update_ssa_only_virtuals | TODO_cleanup_cfg;
	}
};

} // namespace

gimple_opt_pass *lower_make_pass(void)
{
	return new lower_pass();
}
