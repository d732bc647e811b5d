/* nesting.h - which regions, between PUSH and POP orders, the blocks of a function lie in.
 *
 * A region may be entered by several PUSHes, on several edges, and is known by any of their
 * numbers.
 */
#ifndef MEMCC_GCC_NESTING_H
#define MEMCC_GCC_NESTING_H
#include "compat.h"

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
		return depth < v.size() ? root(v[depth]) : -1;
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
		std::vector<int> in, inside, out;
	};
	std::vector<at> state;
	std::vector<int> parent;

	bool pass(basic_block bb);
	bool agree(edge e);
	static void split(::function *fun);
};

#endif
