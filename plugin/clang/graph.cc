/* graph.cc - see graph.h. */
#include "graph.h"

#include "marks.h"

#include "llvm/Analysis/BlockFrequencyInfo.h"
#include "llvm/Analysis/BranchProbabilityInfo.h"
#include "llvm/IR/CFG.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

#include <algorithm>

using namespace llvm;

static SmallVector<BasicBlock *, 4> distinct_successors(BasicBlock *block)
{
	SmallVector<BasicBlock *, 4> result;
	for (BasicBlock *next : successors(block))
		if (std::find(result.begin(), result.end(), next) == result.end())
			result.push_back(next);
	return result;
}

bool Graph::single_source(const BasicBlock *block) const
{
	return block->getUniquePredecessor() != nullptr;
}

/* Edges of indirect and exceptional jumps cannot be split. */
static bool can_split(BasicBlock *source, BasicBlock *target)
{
	Instruction *last = source->getTerminator();
	return !isa<IndirectBrInst>(last) && !isa<CallBrInst>(last) && !target->isEHPad();
}

void Graph::add(BasicBlock *source, BasicBlock *target, double frequency)
{
	bool critical = source && target && distinct_successors(source).size() > 1 &&
			!single_source(target);
	edges.push_back(
		{source, target, frequency, critical, critical && !can_split(source, target)});
}

/* Static allocas must stay in the entry block, ahead of what splits it. */
void Graph::find_starts(void)
{
	BasicBlock &entry = function.getEntryBlock();
	first = &*entry.getFirstInsertionPt();
	while (isa<AllocaInst>(first))
		first = first->getNextNode();
	for (Instruction *i = first; i;) {
		Instruction *next = i->getNextNode();
		auto *alloca = dyn_cast<AllocaInst>(i);
		if (alloca && alloca->isStaticAlloca())
			alloca->moveBefore(first);
		i = next;
	}
	for (BasicBlock &block : function)
		starts[&block] = &*block.getFirstInsertionPt();
	starts[&entry] = first;
}

Graph::Graph(Function &function) : function(function)
{
	dominators.recalculate(function);
	loops = std::make_unique<LoopInfo>(dominators);
	BranchProbabilityInfo probabilities(function, *loops);
	BlockFrequencyInfo estimate(function, probabilities, *loops);
	double once = std::max<double>(
		1, estimate.getBlockFreq(&function.getEntryBlock()).getFrequency());

	find_starts();
	for (BasicBlock &block : function)
		frequencies[&block] = estimate.getBlockFreq(&block).getFrequency() / once;
	add(nullptr, &function.getEntryBlock(), 1);
	for (BasicBlock &block : function) {
		auto targets = distinct_successors(&block);
		for (BasicBlock *target : targets) {
			BranchProbability share = probabilities.getEdgeProbability(&block, target);
			add(&block, target,
			    frequencies[&block] * share.getNumerator() / share.getDenominator());
		}
		if (targets.empty())
			add(&block, nullptr, frequencies[&block]);
	}
}

Instruction *Graph::place(const Edge &edge)
{
	if (!edge.source)
		return first;
	Instruction *last = edge.source->getTerminator();
	if (!edge.target) {
		if (CallInst *tail = edge.source->getTerminatingMustTailCall())
			return tail;
		auto *call = dyn_cast_or_null<CallInst>(last->getPrevNode());
		return isa<UnreachableInst>(last) && call ? call : last;
	}
	auto known = split.find({edge.source, edge.target});
	if (known != split.end())
		return known->second;
	if (single_source(edge.target) && edge.target != &function.getEntryBlock())
		return start_of(edge.target);
	if (distinct_successors(edge.source).size() == 1)
		return last;
	CriticalEdgeSplittingOptions options;
	options.setMergeIdenticalEdges();
	unsigned which = 0;
	while (last->getSuccessor(which) != edge.target)
		which++;
	BasicBlock *middle = SplitCriticalEdge(last, which, options);
	assert(middle && "an edge that cannot be split was not fixed");
	return split[{edge.source, edge.target}] = middle->getTerminator();
}

/* Whether control may not come to what follows. */
static bool may_end_here(const Instruction &instruction)
{
	auto *call = dyn_cast<CallBase>(&instruction);
	if (!call || isa<IntrinsicInst>(call) || call->isInlineAsm())
		return false;
	auto *callee = dyn_cast<Function>(call->getCalledOperand()->stripPointerCasts());
	return !callee || callee->getName() != MARK_NAME;
}

Instruction *Graph::early_place(const Edge &edge)
{
	Instruction *last = place(edge);
	if (!edge.source || !edge.target || last != edge.source->getTerminator())
		return last;
	Instruction *early = start_of(edge.source);
	for (Instruction *i = early; i != last; i = i->getNextNode())
		if (may_end_here(*i))
			early = i->getNextNode();
	return early;
}
