/* regions.cc - see regions.h.
 *
 * A region is a subtree of the dominator tree: it is entered through its head only. Entering costs
 * a push, leaving a pop; going round a loop that begins at the head costs nothing, since that edge
 * stays within.
 */
#include "regions.h"

using namespace llvm;

namespace
{

class Chooser
{
      public:
	Chooser(const Graph &graph, const std::set<BasicBlock *> &matters)
	    : graph(graph), matters(matters)
	{
		for (const Edge &edge : graph.edges)
			into[edge.target].push_back(&edge);
	}

	/* Children before parents, without recursion: deep trees are common. */
	std::vector<BasicBlock *> heads(BasicBlock *root)
	{
		std::vector<DomTreeNode *> order(1, graph.dominators.getNode(root));
		for (size_t i = 0; i < order.size(); i++)
			for (DomTreeNode *son : *order[i])
				order.push_back(son);
		for (size_t i = order.size(); i-- > 0;)
			price(order[i]);
		std::vector<BasicBlock *> result;
		std::vector<DomTreeNode *> work(1, order[0]);
		while (!work.empty()) {
			DomTreeNode *node = work.back();
			work.pop_back();
			if (here.count(node))
				result.push_back(node->getBlock());
			else
				work.insert(work.end(), node->begin(), node->end());
		}
		return result;
	}

      private:
	const Graph &graph;
	const std::set<BasicBlock *> &matters;
	std::map<BasicBlock *, std::vector<const Edge *>> into;
	std::map<DomTreeNode *, double> cost;
	std::set<DomTreeNode *> here;

	double entered(BasicBlock *head)
	{
		double sum = 0;
		for (const Edge *edge : into[head])
			if (!edge->source || !graph.dominators.dominates(head, edge->source))
				sum += edge->frequency;
		return sum;
	}

	void price(DomTreeNode *node)
	{
		double sons = 0;
		for (DomTreeNode *son : *node)
			sons += cost[son];
		bool own = matters.count(node->getBlock());
		if (!own && sons == 0)
			return;
		double at = entered(node->getBlock());
		if (own || at <= sons)
			here.insert(node);
		cost[node] = own || at <= sons ? at : sons;
	}
};

/* A region, and the edges that cross its border. */
struct Region {
	BasicBlock *head;
	bool loops; /* round the head */
	std::vector<const Edge *> entries, exits;
};

const int OUTSIDE = -1; /* of all regions */
const int SEVERAL = -2;

/* All regions at once: each edge is looked at a few times only. */
class Borders
{
      public:
	Borders(const Graph &graph, const std::vector<BasicBlock *> &heads)
	{
		for (BasicBlock *head : heads)
			add(*graph.dominators.getNode(head));
		for (const Edge &edge : graph.edges)
			cross(edge);
	}

	/* False if code would have to go where none can. */
	bool put(Regions *regions) const
	{
		std::vector<int> push(all.size()); /* at a block: its index */
		for (size_t n = 0; n < all.size(); n++) {
			push[n] = all[n].loops ? -1 : regions->push_blocks.size();
			put(n, regions);
		}
		for (auto &[block, n] : region)
			if (block->isLandingPad() && push[n] >= 0)
				regions->push_of[block] = push[n];
		auto fixed = [](const Edge *edge) { return edge->fixed; };
		return none_of(regions->push_edges, fixed) && none_of(regions->pop_edges, fixed);
	}

      private:
	std::vector<Region> all;
	std::map<const BasicBlock *, int> region;     /* by block within one */
	std::map<const BasicBlock *, int> comes_from; /* the one region that leads there */

	int of(const BasicBlock *block) const
	{
		auto found = region.find(block);
		return found == region.end() ? OUTSIDE : found->second;
	}

	void add(DomTreeNode &head)
	{
		std::vector<DomTreeNode *> work(1, &head);
		while (!work.empty()) {
			DomTreeNode *node = work.back();
			work.pop_back();
			region[node->getBlock()] = all.size();
			work.insert(work.end(), node->begin(), node->end());
		}
		all.push_back({head.getBlock(), false, {}, {}});
	}

	void cross(const Edge &edge)
	{
		const int from = of(edge.source), to = of(edge.target);
		if (from != to && to >= 0)
			all[to].entries.push_back(&edge);
		if (from != to && from >= 0)
			all[from].exits.push_back(&edge);
		if (from >= 0)
			all[from].loops |= edge.target == all[from].head;
		auto known = comes_from.insert({edge.target, from});
		if (known.first->second != from)
			known.first->second = SEVERAL;
	}

	void put(int n, Regions *regions) const
	{
		const Region &region = all[n];
		std::set<BasicBlock *> left_to; /* from here only */
		if (!region.loops) {
			regions->push_blocks.push_back(region.head);
		} else {
			regions->push_edges.insert(regions->push_edges.end(),
						   region.entries.begin(), region.entries.end());
		}
		for (const Edge *exit : region.exits) {
			/* A block without successors that is not a return is never left. */
			if (!exit->target && isa<UnreachableInst>(exit->source->getTerminator()))
				continue;
			if (!exit->target || comes_from.at(exit->target) != n)
				regions->pop_edges.push_back(exit);
			else if (left_to.insert(exit->target).second)
				regions->pop_blocks.push_back(exit->target);
		}
	}
};

Regions whole_function(const Graph &graph)
{
	Regions regions;
	regions.whole = true;
	for (const Edge &edge : graph.edges)
		if (!edge.target && !isa<UnreachableInst>(edge.source->getTerminator()))
			regions.pop_edges.push_back(&edge);
	return regions;
}

} // namespace

Regions regions_choose(const Graph &graph, Function &function,
		       const std::set<BasicBlock *> &matters, bool whole)
{
	Regions regions;
	if (matters.empty())
		return regions;
	if (whole)
		return whole_function(graph);
	Borders borders(graph, Chooser(graph, matters).heads(&function.getEntryBlock()));
	return borders.put(&regions) ? regions : whole_function(graph);
}
