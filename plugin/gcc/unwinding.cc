/* unwinding.cc - see unwinding.h.
 *
 *   before                     after
 *   *thread.top = &point[1];   base = thread.top;   (before the push, or at the function's start)
 *   f ();                      *thread.top = &point[1];
 *                              f ();   on an exception: __memcc_reland (base); resume unwinding
 *
 * Whoever catches the exception may not be profiled, and would go on with our records on top. What
 * does not throw costs no more than keeping `base`. The new edges are put in behind counting, for
 * which an activation that is left so is an abandoned one, as by longjmp.
 */
#include "unwinding.h"

#include "coroutine.h"
#include "nesting.h"
#include "regions.h"

static std::vector<gimple *> throwing_calls(::function *fun)
{
	std::vector<gimple *> calls;
	if (!flag_exceptions)
		return calls;
	basic_block bb;
	FOR_EACH_BB_FN(bb, fun)
	for (gimple_stmt_iterator i = gsi_start_bb(bb); !gsi_end_p(i); gsi_next(&i))
		if (is_gimple_call(gsi_stmt(i)) && stmt_could_throw_p(fun, gsi_stmt(i)) &&
		    !coroutine_transfers(gsi_stmt(i)) &&
		    lookup_stmt_eh_lp_fn(fun, gsi_stmt(i)) == 0)
			calls.push_back(gsi_stmt(i));
	return calls;
}

/* In the outermost cleanup of the function: the exception goes on. */
static eh_landing_pad make_pad(::function *fun, gimple *before = NULL)
{
	eh_region region = gen_eh_region_cleanup(NULL);
	eh_landing_pad pad = gen_eh_landing_pad(region);
	tree label = create_artificial_label(UNKNOWN_LOCATION);
	pad->post_landing_pad = label;
	EH_LANDING_PAD_NR(label) = pad->index;

	basic_block bb = create_empty_bb(EXIT_BLOCK_PTR_FOR_FN(fun)->prev_bb);
	bb->count = profile_count::zero();
	if (current_loops)
		add_bb_to_loop(bb, current_loops->tree_root);
	gimple_stmt_iterator i = gsi_start_bb(bb);
	gsi_insert_after(&i, gimple_build_label(label), GSI_CONTINUE_LINKING);
	if (before)
		gsi_insert_after(&i, before, GSI_CONTINUE_LINKING);
	gsi_insert_after(&i, gimple_build_resx(region->index), GSI_CONTINUE_LINKING);
	return pad;
}

static void lead_to(eh_landing_pad pad, gimple *call)
{
	basic_block bb = gimple_bb(call);
	gimple_stmt_iterator last = gsi_last_bb(bb);
	if (gsi_stmt(last) != call)
		split_block(bb, call);
	add_stmt_to_eh_lp(call, pad->index);
	make_eh_edges(call);
	edge e;
	edge_iterator ei;
	FOR_EACH_EDGE(e, ei, gimple_bb(call)->succs)
	if (e->flags & EDGE_EH)
		e->probability = profile_probability::never();
}

gresx *unwinding_leaves(basic_block bb)
{
	gimple_stmt_iterator last = gsi_last_bb(bb);
	return gsi_end_p(last) || EDGE_COUNT(bb->succs) != 0 ? NULL
							     : dyn_cast<gresx *>(gsi_stmt(last));
}

/* Other ways to the caller: behind cleanups. */
template <class F> static void abandon_before_resx(::function *fun, F base_for, objects *data)
{
	basic_block bb;
	FOR_EACH_BB_FN(bb, fun)
	if (unwinding_leaves(bb)) {
		gimple_stmt_iterator last = gsi_last_bb(bb);
		gsi_insert_before(&last, data->call("__memcc_reland", base_for(gsi_stmt(last))),
				  GSI_SAME_STMT);
	}
}

/* At the start of the block, or of the function. */
static void keep_at(::function *fun, basic_block place, gimple_seq seq)
{
	if (place) {
		gimple_stmt_iterator i = gsi_after_labels(place);
		gsi_insert_seq_before(&i, seq, GSI_SAME_STMT);
	} else {
		gsi_insert_seq_on_edge_immediate(single_succ_edge(ENTRY_BLOCK_PTR_FOR_FN(fun)),
						 seq);
	}
	if (gimple_in_ssa_p(fun))
		mark_virtual_operands_for_renaming(fun);
}

/* What an exception may leave the function from. */
static std::vector<gimple *> leaving(::function *fun)
{
	std::vector<gimple *> found = throwing_calls(fun);
	basic_block bb;
	FOR_EACH_BB_FN(bb, fun)
	if (gimple *resx = unwinding_leaves(bb))
		found.push_back(resx);
	return found;
}

unwinding_places unwinding_find_places(::function *fun)
{
	unwinding_places places;
	nesting nest;
	std::vector<gimple *> last = leaving(fun);
	if (last.empty() || !nest.find(fun))
		return places;
	auto is_place = [&](basic_block bb) {
		return nest.reached(bb) && nest.open_before(bb) == 0 &&
		       !regions_is_landing_pad(bb) && bb_loop_depth(bb) == 0;
	};
	calculate_dominance_info(CDI_DOMINATORS);
	for (gimple *stmt : last) {
		basic_block bb = gimple_bb(stmt);
		while (bb && bb->index >= NUM_FIXED_BLOCKS && !is_place(bb))
			bb = get_immediate_dominator(CDI_DOMINATORS, bb);
		if (bb && bb->index >= NUM_FIXED_BLOCKS)
			places[stmt] = bb;
	}
	return places;
}

void unwinding_guard(::function *fun, objects *data, const unwinding_places &places)
{
	std::vector<gimple *> calls = throwing_calls(fun);
	bool cleanups = gimple_in_ssa_p(fun) && fun->eh->region_tree;
	if (calls.empty() && !cleanups)
		return;
	std::map<basic_block, tree> bases;
	auto base_for = [&](gimple *stmt) {
		auto known = places.find(stmt);
		basic_block place = known == places.end() ? NULL : known->second;
		if (!bases.count(place)) {
			gimple_seq seq = NULL;
			bases[place] = data->load_top(&seq);
			keep_at(fun, place, seq);
		}
		return bases[place];
	};
	if (cleanups)
		abandon_before_resx(fun, base_for, data);
	std::map<tree, eh_landing_pad> pads;
	for (gimple *call : calls) {
		tree base = base_for(call);
		eh_landing_pad &pad = pads[base];
		if (!pad)
			pad = make_pad(fun, data->call("__memcc_reland", base));
		lead_to(pad, call);
	}
	if (!DECL_FUNCTION_PERSONALITY(fun->decl))
		DECL_FUNCTION_PERSONALITY(fun->decl) = lang_hooks.eh_personality();
}

/* Outermost, so that nothing is left to do here with what their handlers do not catch. */
static bool is_last_try(eh_region region)
{
	return region->type == ERT_TRY && !region->outer;
}

void unwinding_land(::function *fun)
{
	std::vector<gimple *> leaving;
	basic_block bb;
	FOR_EACH_BB_FN(bb, fun)
	{
		gresx *last = unwinding_leaves(bb);
		if (last && is_last_try(get_eh_region_from_number(gimple_resx_region(last))))
			leaving.push_back(last);
	}
	if (leaving.empty())
		return;
	free_dominance_info(CDI_DOMINATORS);
	eh_landing_pad pad = make_pad(fun);
	eh_region *link = &fun->eh->region_tree;
	while (eh_region region = *link)
		if (is_last_try(region)) {
			*link = region->next_peer;
			region->outer = pad->region;
			region->next_peer = pad->region->inner;
			pad->region->inner = region;
		} else {
			link = &region->next_peer;
		}
	for (gimple *resx : leaving)
		lead_to(pad, resx);
}

void unwinding_catch(::function *fun)
{
	std::vector<basic_block> handlers;
	for (unsigned n = 1; n < vec_safe_length(fun->eh->lp_array); n++) {
		eh_landing_pad pad = (*fun->eh->lp_array)[n];
		/* None: nothing that can throw was left. */
		basic_block bb = pad && pad->region->type == ERT_TRY
					 ? label_to_block(fun, pad->post_landing_pad)
					 : NULL;
		if (bb)
			handlers.push_back(bb);
	}
	if (handlers.empty())
		return;
	objects data(fun->decl);
	data.defer(); /* where it is inlined, records are pushed by order */
	gimple_seq seq = NULL;
	data.prologue(&seq);
	tree base = data.load_top(&seq);
	for (basic_block bb : handlers) {
		gimple_stmt_iterator i = gsi_after_labels(bb);
		gsi_insert_before(&i, data.call("__memcc_reland", base), GSI_SAME_STMT);
	}
	keep_at(fun, NULL, seq);
}
