/* thin.cc - see thin.h.
 *
 *   before (f was inlined)          after
 *   PUSH                            if (!p->next) {
 *   POINT (ci = f (p))                PUSH
 *     if (!p->next) {                 POINT (ci = f (p))
 *       PUSH                            PUSH
 *       POINT (grow (p))                POINT (grow (p))
 *       grow (p);                       grow (p);
 *       POP                             POP
 *     }                               POP
 *   POP                             }
 *
 * Records are read at events only: calls that matter. As long as each event finds the same records
 * with the same points, and finds a point newly stored if one was stored since the event before,
 * the orders may stand anywhere. So, one region (what lies between PUSH and POP) after the other,
 * the innermost first: a point that no event sees goes; one that only events in some corner see
 * moves there; and the region shrinks to the cheapest cover of what is left in it. A statement must
 * not be announced twice for one execution, so that a point is never moved into a loop.
 *
 * If PUSH and POP cannot be paired over the whole graph (one of them went into another function
 * when this one was split), nothing is done.
 */
#include "thin.h"

#include "callees.h"
#include "nesting.h"
#include "objects.h"
#include "regions.h"

#include <algorithm>
#include <map>
#include <set>

namespace
{

const size_t WORK_LIMIT = 4000000; /* blocks times regions */

/* A statement that reads the shadow stack, or may. */
bool is_event(gimple *stmt)
{
	order o;
	if (is_gimple_call(stmt))
		return !order_read(stmt, &o) && !objects::is_reland(stmt) &&
		       callees_call_matters(stmt);
	if (gimple_code(stmt) == GIMPLE_RESX || gimple_code(stmt) == GIMPLE_EH_DISPATCH)
		return true;
	return objects::uses_thread(stmt);
}

/* What an event finds in the region's record: its last point and variant. */
struct found {
	gimple *point, *variant;
};
gimple *const UNKNOWN = (gimple *)1; /* not come by yet */
gimple *const MIXED = (gimple *)2;
gimple *const SEEN = (gimple *)3; /* what the event found that has thrown */

bool is_order(gimple *found)
{
	return found && found != UNKNOWN && found != MIXED && found != SEEN;
}

gimple *meet(gimple *a, gimple *b)
{
	return a == UNKNOWN || a == b ? b : b == UNKNOWN ? a : MIXED;
}

double times(edge e)
{
	profile_count count = e->count();
	return count.initialized_p()
		       ? count.to_sreal_scale(ENTRY_BLOCK_PTR_FOR_FN(cfun)->count).to_double()
		       : 1;
}

double block_times(basic_block bb)
{
	double sum = 0;
	edge e;
	edge_iterator ei;
	FOR_EACH_EDGE(e, ei, bb->preds)
	sum += times(e);
	return sum;
}

/* One region's work. */
class region
{
      public:
	region(::function *fun, nesting &nest, int id, unsigned depth)
	    : fun(fun), nest(nest), id(id), depth(depth)
	{
	}
	/* Whether anything was changed. New PUSHes are added to `done`. */
	bool work(std::set<gimple *> *done);

      private:
	::function *fun;
	nesting &nest;
	int id;
	unsigned depth;
	std::vector<basic_block> blocks;
	std::vector<found> at_start, at_end;                /* by block index */
	std::map<gimple *, std::vector<basic_block>> users; /* of each point and variant */
	std::vector<gimple *> variants;
	bool tangled = false; /* an event may find no point */
	std::vector<bool> need, member, cover;

	bool contains(basic_block bb)
	{
		return bb->index >= NUM_FIXED_BLOCKS && member[bb->index];
	}
	bool innermost(basic_block bb)
	{
		return nest.inside(bb).size() == depth + 1;
	}
	found leave(edge e);
	found enter(basic_block bb);
	void use(const found &what, basic_block bb);
	void use_all(basic_block bb);
	found walk(basic_block bb, found now, bool note);
	void find_users(void);
	bool drop_unseen(void);
	bool comes_again(const std::vector<basic_block> &places, basic_block without);
	basic_block place_for(gimple *point);
	std::vector<basic_block> places_for(gimple *point);
	bool sink(void);
	void find_needs(void);
	bool choose(std::vector<edge> *in, std::vector<edge> *out);
	bool find_uses(tree record, const std::vector<edge> &in,
		       std::map<edge, std::vector<gimple *>> *found);
	bool shrink(std::set<gimple *> *done);
};

/* Whether a record is taken up in the block, or noted which one is the innermost. */
bool asks_for_record(basic_block bb)
{
	for (gimple_stmt_iterator i = gsi_start_bb(bb); !gsi_end_p(i); gsi_next(&i))
		if (objects::is_reland(gsi_stmt(i)) || order_is(gsi_stmt(i), ORDER_TOP))
			return true;
	return false;
}

bool has_own_push(nesting &nest, basic_block bb, unsigned depth)
{
	gimple_stmt_iterator i = gsi_after_labels(bb);
	return nest.inside(bb).size() == depth + 1 && !gsi_end_p(i) &&
	       order_is(gsi_stmt(i), ORDER_PUSH);
}

/* What stands where control leaves by the edge. */
found region::leave(edge e)
{
	gimple_stmt_iterator last = gsi_last_bb(e->src);
	if ((e->flags & EDGE_EH) && !gsi_end_p(last) && is_event(gsi_stmt(last)))
		return {SEEN, SEEN};
	return at_end[e->src->index];
}

found region::enter(basic_block bb)
{
	found now = {UNKNOWN, UNKNOWN};
	if (has_own_push(nest, bb, depth))
		return {NULL, NULL};
	edge e;
	edge_iterator ei;
	FOR_EACH_EDGE(e, ei, bb->preds)
	if (contains(e->src)) {
		found from = leave(e);
		now.point = meet(now.point, from.point);
		now.variant = meet(now.variant, from.variant);
	}
	return now;
}

void region::use(const found &what, basic_block bb)
{
	if (is_order(what.point))
		users[what.point].push_back(bb);
	if (is_order(what.variant))
		users[what.variant].push_back(bb);
	tangled |= !what.point;
}

/* An event at or after the block's start finds one point or another: each of them must stand by the
 * end of the block that it comes from. */
void region::use_all(basic_block bb)
{
	std::set<int> seen;
	std::vector<basic_block> work(1, bb);
	edge e;
	edge_iterator ei;
	while (!work.empty()) {
		basic_block at = work.back();
		work.pop_back();
		FOR_EACH_EDGE(e, ei, at->preds)
		{
			if (!contains(e->src) || !seen.insert(e->src->index).second)
				continue;
			found from = leave(e);
			use(from, e->src);
			if (from.point == MIXED || from.variant == MIXED)
				work.push_back(e->src);
		}
	}
}

found region::walk(basic_block bb, found now, bool note)
{
	bool mine = innermost(bb);
	for (gimple_stmt_iterator i = gsi_start_bb(bb); !gsi_end_p(i); gsi_next(&i)) {
		gimple *stmt = gsi_stmt(i);
		if (mine && order_is(stmt, ORDER_POINT)) {
			now = {stmt, NULL};
		} else if (mine && order_is(stmt, ORDER_VARIANT)) {
			now.variant = stmt;
			if (note)
				variants.push_back(stmt);
		} else if (note && is_event(stmt)) {
			need[bb->index] = true;
			use(now, bb);
			if (now.point == MIXED || now.variant == MIXED)
				use_all(bb);
		}
	}
	return now;
}

void region::find_users(void)
{
	at_end.assign(last_basic_block_for_fn(fun), {UNKNOWN, UNKNOWN});
	at_start = at_end;
	for (bool changed = true; changed;) {
		changed = false;
		for (basic_block bb : blocks) {
			found end = walk(bb, enter(bb), false), &known = at_end[bb->index];
			if (end.point != known.point || end.variant != known.variant) {
				known = end;
				changed = true;
			}
		}
	}
	for (basic_block bb : blocks)
		at_start[bb->index] = enter(bb);
	for (basic_block bb : blocks)
		walk(bb, at_start[bb->index], true);
}

bool region::drop_unseen(void)
{
	std::vector<gimple *> unseen;
	for (basic_block bb : blocks) {
		if (!innermost(bb))
			continue;
		for (gimple_stmt_iterator i = gsi_start_bb(bb); !gsi_end_p(i); gsi_next(&i))
			if ((order_is(gsi_stmt(i), ORDER_POINT) ||
			     order_is(gsi_stmt(i), ORDER_VARIANT)) &&
			    !users.count(gsi_stmt(i)))
				unseen.push_back(gsi_stmt(i));
	}
	for (gimple *stmt : unseen) {
		gimple_stmt_iterator i = gsi_for_stmt(stmt);
		gsi_remove(&i, true);
	}
	return !unseen.empty();
}

/* Whether control may come from one of them to one of them, or back to it, without passing
 * `without`. */
bool region::comes_again(const std::vector<basic_block> &places, basic_block without)
{
	std::set<int> seen;
	std::vector<basic_block> work = places;
	edge e;
	edge_iterator ei;
	while (!work.empty()) {
		basic_block from = work.back();
		work.pop_back();
		FOR_EACH_EDGE(e, ei, from->succs)
		{
			if (std::find(places.begin(), places.end(), e->dest) != places.end())
				return true;
			if (e->dest != without && contains(e->dest) &&
			    seen.insert(e->dest->index).second)
				work.push_back(e->dest);
		}
	}
	return false;
}

/* The innermost block that dominates all that see the point, and is come by once at most. */
basic_block region::place_for(gimple *point)
{
	basic_block home = gimple_bb(point), place = NULL;
	for (basic_block bb : users[point])
		place = place ? nearest_common_dominator(CDI_DOMINATORS, place, bb) : bb;
	while (place != home) {
		if (place->index < NUM_FIXED_BLOCKS || !dominated_by_p(CDI_DOMINATORS, place, home))
			return home;
		if (contains(place) && at_start[place->index].point == point &&
		    nest.open_before(place) == depth + 1 && !comes_again({place}, home))
			return place;
		place = get_immediate_dominator(CDI_DOMINATORS, place);
	}
	return home;
}

/* Where to store the point so that all find it: at one place, or at several on different ways if
 * these are come by more seldom, as are the calls in `assert`s that fail. */
std::vector<basic_block> region::places_for(gimple *point)
{
	basic_block one = place_for(point);
	const std::vector<basic_block> &seeing = users[point];
	std::vector<bool> sees(member.size(), false), allowed(member.size(), false);
	for (basic_block bb : seeing)
		sees[bb->index] = true;
	if (std::count(sees.begin(), sees.end(), true) < 2)
		return {one};
	for (basic_block bb : blocks)
		allowed[bb->index] = bb != one && dominated_by_p(CDI_DOMINATORS, bb, one) &&
				     at_start[bb->index].point == point &&
				     nest.open_before(bb) == depth + 1;
	std::vector<basic_block> places = regions_cover(fun, sees, allowed, times);
	double cost = 0;
	for (basic_block bb : places)
		cost += block_times(bb);
	if (cost > 0.9 * block_times(one) || comes_again(places, gimple_bb(point)))
		return {one};
	for (basic_block bb : seeing)
		if (std::none_of(places.begin(), places.end(), [&](basic_block place) {
			    return dominated_by_p(CDI_DOMINATORS, bb, place);
		    }))
			return {one};
	return places;
}

bool region::sink(void)
{
	for (gimple *v : variants)
		if (users.count(v)) { /* stored over its point */
			basic_block bb = gimple_bb(v);
			found now = at_start[bb->index];
			for (gimple_stmt_iterator i = gsi_start_bb(bb); gsi_stmt(i) != v;
			     gsi_next(&i))
				if (order_is(gsi_stmt(i), ORDER_POINT))
					now.point = gsi_stmt(i);
			use(now, bb);
			if (now.point == MIXED)
				use_all(bb);
			if (tangled)
				return false;
		}
	std::vector<std::pair<gimple *, std::vector<basic_block>>> moves;
	for (basic_block bb : blocks)
		for (gimple_stmt_iterator i = gsi_start_bb(bb); !gsi_end_p(i); gsi_next(&i))
			if (innermost(bb) && order_is(gsi_stmt(i), ORDER_POINT)) {
				std::vector<basic_block> places = places_for(gsi_stmt(i));
				if (places[0] != bb)
					moves.push_back({gsi_stmt(i), places});
			}
	for (auto &move : moves) {
		order o;
		order_read(move.first, &o);
		gimple_stmt_iterator from = gsi_for_stmt(move.first);
		gsi_remove(&from, true);
		for (basic_block bb : move.second) {
			gimple_stmt_iterator to = gsi_after_labels(bb);
			gsi_insert_before(&to, order_build(o), GSI_SAME_STMT);
		}
	}
	return !moves.empty();
}

void region::find_needs(void)
{
	for (basic_block bb : blocks) {
		if (!innermost(bb) || asks_for_record(bb))
			need[bb->index] = true;
		/* No PUSH can stand on the way to where exceptions land. */
		if (regions_is_landing_pad(bb)) {
			basic_block before = get_immediate_dominator(CDI_DOMINATORS, bb);
			if (contains(before))
				need[before->index] = true;
		}
		for (gimple_stmt_iterator i = gsi_start_bb(bb); !gsi_end_p(i); gsi_next(&i))
			if (order_is(gsi_stmt(i), ORDER_POINT) ||
			    order_is(gsi_stmt(i), ORDER_VARIANT))
				need[bb->index] = true;
	}
}

/* The cheapest cover, and the edges into and out of it. False if it is no cheaper than now. */
bool region::choose(std::vector<edge> *in, std::vector<edge> *out)
{
	cover.assign(member.size(), false);
	for (basic_block head : regions_cover(fun, need, member, times))
		for (basic_block bb : blocks)
			if (dominated_by_p(CDI_DOMINATORS, bb, head))
				cover[bb->index] = true;
	double cost = 0, old = 0;
	edge e;
	edge_iterator ei;
	for (basic_block bb : blocks) {
		if (has_own_push(nest, bb, depth))
			FOR_EACH_EDGE(e, ei, bb->preds)
		old += times(e);
		if (!cover[bb->index])
			continue;
		FOR_EACH_EDGE(e, ei, bb->preds)
		if (e->src->index < NUM_FIXED_BLOCKS || !cover[e->src->index]) {
			in->push_back(e);
			cost += times(e);
		}
		FOR_EACH_EDGE(e, ei, bb->succs)
		if ((e->dest->index < NUM_FIXED_BLOCKS || !cover[e->dest->index]) &&
		    !nest.is_landing(e))
			out->push_back(e);
	}
	for (edge each : *in)
		if (each->flags & EDGE_COMPLEX)
			return false;
	for (edge each : *out)
		if ((each->flags & EDGE_COMPLEX) || each->dest->index == EXIT_BLOCK)
			return false;
	return cost < old * 0.999;
}

/* Where the record's address is taken up, by the edge that its PUSH will stand on. False if one is
 * used elsewhere, or may come from several. */
bool region::find_uses(tree record, const std::vector<edge> &in,
		       std::map<edge, std::vector<gimple *>> *found)
{
	imm_use_iterator iterator;
	use_operand_p use;
	FOR_EACH_IMM_USE_FAST(use, iterator, record)
	{
		gimple *stmt = USE_STMT(use);
		if (!objects::is_reland(stmt) || !contains(gimple_bb(stmt)) ||
		    !cover[gimple_bb(stmt)->index])
			return false;
		std::vector<edge> from;
		for (edge e : in)
			if (dominated_by_p(CDI_DOMINATORS, gimple_bb(stmt), e->dest))
				from.push_back(e);
		if (from.size() != 1)
			return false;
		(*found)[from[0]].push_back(stmt);
	}
	return true;
}

bool region::shrink(std::set<gimple *> *done)
{
	std::vector<edge> in, out;
	find_needs();
	if (!choose(&in, &out))
		return false;
	tree record = NULL_TREE;
	unsigned pushes = 0;
	for (basic_block bb : blocks)
		if (has_own_push(nest, bb, depth)) {
			tree kept = order_record(gsi_stmt(gsi_after_labels(bb)));
			record = kept ? kept : record;
			pushes++;
		}
	std::map<edge, std::vector<gimple *>> uses;
	if (record && (pushes != 1 || !find_uses(record, in, &uses)))
		return false;
	order o;
	for (basic_block bb : blocks) {
		if (!innermost(bb))
			continue;
		gimple_stmt_iterator i = gsi_after_labels(bb);
		while (!gsi_end_p(i))
			if (order_read(gsi_stmt(i), &o) &&
			    (o.kind == ORDER_PUSH || o.kind == ORDER_POP)) {
				gimple_call_set_lhs(gsi_stmt(i), NULL_TREE);
				gsi_remove(&i, true);
			} else
				gsi_next(&i);
	}
	auto put = [](edge e, order_kind kind) {
		gimple *stmt = order_build({kind, 0, 0});
		gimple_stmt_iterator i = gsi_after_labels(split_edge(e));
		gsi_insert_before(&i, stmt, GSI_NEW_STMT);
		return stmt;
	};
	for (edge e : in) {
		std::vector<gimple *> relands = uses[e];
		gimple *push = put(e, ORDER_PUSH);
		if (!relands.empty())
			gimple_call_set_lhs(push, make_ssa_name(TREE_TYPE(record), push));
		for (gimple *reland : relands) {
			gimple_call_set_arg(reland, 0, gimple_call_lhs(push));
			update_stmt(reland);
		}
		done->insert(push);
	}
	for (edge e : out)
		put(e, ORDER_POP);
	if (record)
		release_ssa_name(record);
	return true;
}

bool region::work(std::set<gimple *> *done)
{
	member.assign(last_basic_block_for_fn(fun), false);
	need = member;
	basic_block bb;
	FOR_EACH_BB_FN(bb, fun)
	if (nest.reached(bb) && nest.region_of(bb, depth) == id) {
		blocks.push_back(bb);
		member[bb->index] = true;
	}
	find_users();
	if (tangled)
		return false;
	bool changed = drop_unseen();
	changed |= sink();
	return shrink(done) || changed;
}

/* The innermost region that has not been worked on, or -1. */
int next_region(nesting &nest, ::function *fun, const std::set<gimple *> &done, unsigned *depth)
{
	std::set<int> finished;
	for (size_t n = 0; n < nest.pushes.size(); n++)
		if (done.count(nest.pushes[n]))
			finished.insert(nest.root(n));
	int best = -1;
	basic_block bb;
	FOR_EACH_BB_FN(bb, fun)
	if (nest.reached(bb)) {
		const std::vector<int> &inside = nest.inside(bb);
		for (unsigned d = inside.size(); d-- > 0;)
			if (inside[d] != UNKNOWN_REGIONS && !finished.count(nest.root(inside[d])) &&
			    (best < 0 || d > *depth)) {
				best = nest.root(inside[d]);
				*depth = d;
			}
	}
	return best;
}

} // namespace

void thin_records(::function *fun)
{
	std::set<gimple *> done;
	unsigned depth = 0;
	calculate_dominance_info(CDI_DOMINATORS);
	nesting nest;
	if (!nest.find(fun) || nest.pushes.size() * (size_t)n_basic_blocks_for_fn(fun) > WORK_LIMIT)
		return;
	for (int id; (id = next_region(nest, fun, done, &depth)) >= 0;) {
		for (size_t n = 0; n < nest.pushes.size(); n++)
			if (nest.root(n) == id)
				done.insert(nest.pushes[n]);
		if (nest.is_seen_outside(id) || !region(fun, nest, id, depth).work(&done))
			continue;
		if (!nest.find(fun))
			gcc_unreachable();
	}
}
