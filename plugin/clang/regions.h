/* regions.h - where records are pushed and popped. */
#ifndef MEMCC_CLANG_REGIONS_H
#define MEMCC_CLANG_REGIONS_H
#include "graph.h"

#include <set>

struct Regions {
	bool whole = false; /* one region, the function: pushed at its start */
	std::vector<llvm::BasicBlock *> push_blocks; /* push at the start of these */
	std::vector<const Edge *> push_edges;        /* and on these */
	std::vector<llvm::BasicBlock *> pop_blocks;
	std::vector<const Edge *> pop_edges; /* edges to the exit among them */
	/* Of a landing pad within a region that is pushed at a block: its index in push_blocks. */
	std::map<const llvm::BasicBlock *, size_t> push_of;
};

/* The cheapest cover, by frequency, of the blocks that matter by subtrees of the dominator tree; or
 * the whole function. */
Regions regions_choose(const Graph &graph, llvm::Function &function,
		       const std::set<llvm::BasicBlock *> &matters, bool whole);

#endif
