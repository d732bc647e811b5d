/* graph.cc - see graph.h. */
#include "graph.h"

#include "marks.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/Analysis/BlockFrequencyInfo.h"
#include "llvm/IR/CFG.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

using namespace llvm;

/* Edges of indirect and exceptional jumps cannot be split. */
static bool can_split(BasicBlock *source, BasicBlock *target)
{
	Instruction *last = source->getTerminator();
	return !isa<IndirectBrInst>(last) && !isa<CallBrInst>(last) && !target->isEHPad();
}

void Graph::add(BasicBlock *source, BasicBlock *target, double frequency)
{
	edges.push_back({source, target, frequency, false, false});
	if (source && target)
		sources[target]++;
}

/* With what its cases have together. */
void Graph::add_all(BasicBlock *source, const BranchProbabilityInfo &probabilities)
{
	MapVector<BasicBlock *, BranchProbability> shares;
	unsigned n = 0;
	for (BasicBlock *target : successors(source)) {
		BranchProbability share = probabilities.getEdgeProbability(source, n++);
		auto known = shares.insert({target, share});
		if (!known.second)
			known.first->second += share;
	}
	for (auto &[target, share] : shares)
		add(source, target,
		    frequencies[source] * share.getNumerator() / share.getDenominator());
	if (shares.empty())
		add(source, nullptr, frequencies[source]);
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
	dominators.updateDFSNumbers();
	loops = std::make_unique<LoopInfo>(dominators);
	BranchProbabilityInfo probabilities(function, *loops);
	BlockFrequencyInfo estimate(function, probabilities, *loops);
	double once = std::max<double>(
		1, estimate.getBlockFreq(&function.getEntryBlock()).getFrequency());

	find_starts();
	for (BasicBlock &block : function)
		frequencies[&block] = estimate.getBlockFreq(&block).getFrequency() / once;
	add(nullptr, &function.getEntryBlock(), 1);
	for (BasicBlock &block : function)
		add_all(&block, probabilities);
	for (Edge &edge : edges) {
		edge.critical = edge.source && edge.target && !edge.source->getUniqueSuccessor() &&
				!single_source(edge.target);
		edge.fixed = edge.critical && !can_split(edge.source, edge.target);
	}
}

static bool is_mark(const Instruction &instruction)
{
	auto *call = dyn_cast<CallBase>(&instruction);
	auto *callee =
		call ? dyn_cast<Function>(call->getCalledOperand()->stripPointerCasts()) : nullptr;
	return callee && callee->getName() == MARK_NAME;
}

/* Whether control may not come to what follows. */
static bool may_end_here(const Instruction &instruction)
{
	auto *call = dyn_cast<CallBase>(&instruction);
	return call && (!isa<IntrinsicInst>(call) || compat::runs_code(*call)) &&
	       !call->isInlineAsm() && !is_mark(instruction);
}

/* Where what ends in a call that never returns is counted: before any call of its last statement,
 * since whoever waits in one of them is taken for counted (MP_POINT_NORETURN). */
static Instruction *before_last_statement(CallInst *call)
{
	Instruction *place = call;
	for (Instruction *i = call; i && !is_mark(*i); i = i->getPrevNode())
		if (may_end_here(*i))
			place = i;
	return place;
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
		return isa<UnreachableInst>(last) && call ? before_last_statement(call) : last;
	}
	auto known = split.find({edge.source, edge.target});
	if (known != split.end())
		return known->second;
	if (single_source(edge.target) && edge.target != &function.getEntryBlock())
		return start_of(edge.target);
	if (edge.source->getUniqueSuccessor())
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
