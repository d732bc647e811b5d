/* nesting.h - which regions, between PUSH and POP orders, the blocks of a function lie in.
 *
 * A region may be entered by several PUSHes, on several edges, and is known by any of their
 * numbers.
 *
 * An exception leaves the regions that it is thrown in without a POP. Where it lands in a function
 * that owns a record, that is taken up again (__memcc_reland): open is there what was open where
 * the record came to be. A cleanup of a function that is not profiled does no such thing: how much
 * is open there depends on who threw. It is `wild`, and the regions that it may run in are known as
 * such, too.
 */
#ifndef MEMCC_GCC_NESTING_H
#define MEMCC_GCC_NESTING_H
#include "compat.h"

#include <set>

/* Stands first in what is inside of wild blocks. */
const int UNKNOWN_REGIONS = -1;

class nesting
{
      public:
	bool find(::function *fun);
	/* Region ids from the outermost in; after the block's PUSH, before its POP. */
	const std::vector<int> &inside(basic_block bb)
	{
		return state[bb->index].inside;
	}
	/* How many are open where the block begins. */
	unsigned open_before(basic_block bb)
	{
		return state[bb->index].in.size();
	}
	int region_of(basic_block bb, unsigned depth)
	{
		const std::vector<int> &v = inside(bb);
		return depth < v.size() && v[depth] != UNKNOWN_REGIONS ? root(v[depth]) : -1;
	}
	/* Whether events outside of the region, in wild blocks, may find its record. */
	bool is_seen_outside(int id)
	{
		for (int seen : seen_outside)
			if (root(seen) == root(id))
				return true;
		return false;
	}
	/* Whether what is open need not be closed on the edge: an exception's, to where a record is
	 * taken up. */
	bool is_landing(edge e)
	{
		return (e->flags & EDGE_EH) && state[e->dest->index].lands;
	}
	bool reached(basic_block bb)
	{
		return state[bb->index].known;
	}
	std::vector<gimple *> pushes; /* by region id, before union */
	int root(int id)
	{
		while (parent[id] != id)
			id = parent[id] = parent[parent[id]];
		return id;
	}

      private:
	struct at {
		bool known = false;
		bool lands = false; /* exceptions land here, and records are taken up */
		std::vector<int> in, inside, out;
	};
	std::vector<at> state;
	std::vector<int> parent;

	std::vector<int> seen_outside;
	std::set<int> wild; /* block indices */

	void begin(basic_block bb);
	bool pass(basic_block bb);
	bool agree(edge e, bool *again);
	bool find_once(::function *fun, bool *again);
	static void split(::function *fun);
};

#endif
