/* regions.h - where records are pushed and popped, and how often code runs, by estimate. */
#ifndef MEMCC_GCC_REGIONS_H
#define MEMCC_GCC_REGIONS_H
#include "compat.h"

#include <functional>

/* Estimated executions by block index; entry is 1. Loops count eight times, blocks that lead only
 * to a call that never returns hardly at all. */
std::vector<double> regions_frequencies(::function *fun);
double regions_edge_frequency(edge e, const std::vector<double> &frequency);

struct regions {
	std::vector<edge> pushes; /* the edges into each region */
	bool whole = false;     /* the whole function: a call may precede the first announcement */
	std::vector<edge> pops; /* edges out of a region */
	std::vector<basic_block> returns; /* blocks within a region that end in a return */
};

/* Whether control may arrive where it needs to be told which record is this activation's: where
 * exceptions land, or also behind calls that return twice and nonlocal gotos, to which no edge
 * leads from where control was. */
enum landing { LANDING_NONE, LANDING_EXCEPTIONS, LANDING_ANYWHERE };
landing regions_landing(::function *fun);
bool regions_is_landing_pad(basic_block bb);

/* The cheapest cover, by frequency, of the blocks that matter by subtrees of the dominator tree;
 * or the whole function. */
regions regions_choose(::function *fun, const std::vector<bool> &matters, bool whole);

/* Its first part: which blocks to cover the subtree of, among those allowed, so that all that are
 * needed are covered and covers are entered as seldom as can be. Dominators must be known. */
typedef std::function<double(edge)> regions_times;
std::vector<basic_block> regions_cover(::function *fun, const std::vector<bool> &need,
				       const std::vector<bool> &allowed, regions_times times);

/* After edge insertions are committed: the edges on which to pop; blocks with returns are split. */
std::vector<edge> regions_pop_edges(regions &r);

/* On edge `e`: seq; if (left code right) cold. */
void regions_branch(edge e, gimple_seq seq, tree_code code, tree left, tree right, gimple_seq cold);

#endif
