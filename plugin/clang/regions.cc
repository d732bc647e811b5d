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

/* False if code would have to go where none can. */
bool add_region(const Graph &graph, BasicBlock *head, Regions *regions)
{
	auto within = [&](BasicBlock *block) {
		return block && graph.dominators.dominates(head, block);
	};
	std::vector<const Edge *> entries, exits;
	std::map<BasicBlock *, bool> left_only_from_here;
	bool loops = false;
	for (const Edge &edge : graph.edges) {
		bool from = within(edge.source), to = within(edge.target);
		loops |= from && edge.target == head;
		if (!from && to)
			entries.push_back(&edge);
		if (from && !to)
			exits.push_back(&edge);
	}
	if (!loops)
		regions->push_blocks.push_back(head);
	else
		regions->push_edges.insert(regions->push_edges.end(), entries.begin(),
					   entries.end());
	for (const Edge *exit : exits)
		if (exit->target)
			left_only_from_here[exit->target] = true;
	for (const Edge &edge : graph.edges)
		if (edge.target && !within(edge.source) && left_only_from_here.count(edge.target))
			left_only_from_here[edge.target] = false;
	for (const Edge *exit : exits) {
		/* A block without successors that is not a return is never left. */
		if (!exit->target && isa<UnreachableInst>(exit->source->getTerminator()))
			continue;
		if (!exit->target || !left_only_from_here[exit->target])
			regions->pop_edges.push_back(exit);
	}
	for (auto &target : left_only_from_here)
		if (target.second)
			regions->pop_blocks.push_back(target.first);
	for (const Edge *edge : regions->push_edges)
		if (edge->fixed)
			return false;
	for (const Edge *edge : regions->pop_edges)
		if (edge->fixed)
			return false;
	return true;
}

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
	for (BasicBlock *head : Chooser(graph, matters).heads(&function.getEntryBlock()))
		if (!add_region(graph, head, &regions))
			return whole_function(graph);
	return regions;
}
