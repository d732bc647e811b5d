/* counts.cc - see counts.h. */
#include "counts.h"

#include "llvm/ADT/PostOrderIterator.h"
#include "llvm/IR/CFG.h"

using namespace llvm;

/* --- blocks --- */

const BasicBlock *Counts::head(const BasicBlock *block) const
{
	for (;;) {
		auto found = joined.find(block);
		if (found == joined.end())
			return block;
		block = found->second;
	}
}

/* Into a block of one's own one may go round: a loop without statements. */
bool Counts::joins(BasicBlock *block, Block **to) const
{
	*to = nullptr;
	for (BasicBlock *source : predecessors(block)) {
		Block *from = head(source);
		if (from == block || from == *to)
			continue;
		if (*to)
			return false;
		*to = from;
	}
	return *to != nullptr;
}

void Counts::join(Function &function, const std::set<Block *> &begins)
{
	ReversePostOrderTraversal<Function *> order(&function);
	for (bool changed = true; changed;) {
		changed = false;
		for (BasicBlock *block : order) {
			Block *to;
			if (block == &function.getEntryBlock() || begins.count(block) ||
			    joined.count(block) || !joins(block, &to))
				continue;
			joined[block] = to;
			changed = true;
		}
	}
}

/* --- edges --- */

void Counts::bundle(void)
{
	std::map<std::pair<Block *, Block *>, size_t> known;
	for (const Edge &edge : graph.edges) {
		auto *source = const_cast<BasicBlock *>(edge.source ? head(edge.source) : nullptr);
		if (edge.target && joined.count(edge.target))
			continue; /* comes from within */
		auto found = known.insert({{source, edge.target}, bundles.size()});
		if (found.second) {
			bundles.push_back({source, edge.target, {}});
			into[edge.target]++;
			out_of[source]++;
		}
		bundles[found.first->second].parts.push_back(&edge);
	}
}

void Counts::number_blocks(Function &function)
{
	for (BasicBlock &block : function) {
		if (joined.count(&block))
			continue;
		numbers[&block] = next++;
		if (into[&block] > 1 && out_of[&block] > 1) {
			first_numbers[&block] = next++;
			bundles.push_back({&block, &block, {}});
		}
	}
}

/* All that comes to the target comes by this way. */
bool Counts::single_target(const Bundle &bundle) const
{
	return bundle.source && bundle.target && into.at(bundle.target) == 1;
}

void Counts::add_flow(const Bundle &bundle)
{
	mcc_edge edge = {};
	double weight = 0;
	edge.counter = -1;
	edge.source = bundle.source ? numbers.at(bundle.source) : 0;
	edge.target = bundle.target ? numbers.at(bundle.target) : 1;
	if (first_numbers.count(bundle.target))
		edge.target = first_numbers.at(bundle.target);
	for (const Edge *part : bundle.parts) {
		bool split = part->critical && !single_target(bundle);
		/* A jump comes with a counter on such an edge. */
		weight += part->frequency * (split ? 2 : 1);
		edge.fixed |= split && part->fixed;
	}
	if (bundle.parts.empty()) {
		edge.source = first_numbers.at(bundle.source);
		edge.target = numbers.at(bundle.target);
		weight = graph.frequency(bundle.source);
	}
	edge.weight = (uint64_t)(weight * 1024) + 1;
	/* Out of the tree, if it can be: the entry is where first activations are told, by the sign
	 * of its counter. */
	if (!bundle.source)
		edge.weight = 0;
	flow.push_back(edge);
}

Counts::Counts(Graph &graph, Function &function, const std::set<Block *> &begins) : graph(graph)
{
	join(function, begins);
	bundle();
	number_blocks(function);
	for (const Bundle &bundle : bundles)
		add_flow(bundle);
}

/* --- places --- */

std::vector<Instruction *> Counts::places(size_t n)
{
	const Bundle &bundle = bundles.at(n);
	std::vector<Instruction *> result;
	if (bundle.parts.empty() || single_target(bundle))
		return {graph.start_of(bundle.target)};
	for (const Edge *part : bundle.parts)
		result.push_back(graph.early_place(*part));
	return result;
}

/* Nor is the loop left before, but by the test at its head, which will move to its end. */
std::pair<unsigned, unsigned> Counts::ends_of(const Loop *loop) const
{
	auto known = ends.insert({loop, {UINT_MAX, 0}});
	auto &[first, last] = known.first->second;
	if (!known.second)
		return {first, last};
	SmallVector<BasicBlock *, 8> blocks;
	loop->getLoopLatches(blocks);
	loop->getExitingBlocks(blocks);
	for (BasicBlock *block : blocks)
		if (block != loop->getHeader()) {
			const DomTreeNode *node = graph.dominators.getNode(block);
			first = std::min(first, node->getDFSNumIn());
			last = std::max(last, node->getDFSNumOut());
		}
	return {first, last};
}

bool Counts::once_a_round(size_t n) const
{
	const Bundle &bundle = bundles.at(n);
	const BasicBlock *block = nullptr;
	if (bundle.parts.empty() || single_target(bundle))
		block = bundle.target;
	else if (bundle.parts.size() == 1 && !bundle.parts[0]->critical)
		block = bundle.parts[0]->source;
	const Loop *loop = block ? graph.loop_of(block) : nullptr;
	if (!loop)
		return false;
	const auto [first, last] = ends_of(loop);
	const DomTreeNode *node = graph.dominators.getNode(block);
	return node->getDFSNumIn() <= first && node->getDFSNumOut() >= last;
}
