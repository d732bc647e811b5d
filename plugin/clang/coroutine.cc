/* coroutine.cc - see coroutine.h.
 *
 *   before                        after
 *   invoke f() to next, pad       push; memcc_record = thread.top; *thread.top = &point[1];
 *                                 invoke f() to next, pad
 *   next: …                       next: pop; …
 *   pad: landingpad               pad: landingpad; __memcc_reland(memcc_record); pop
 */
#include "coroutine.h"

#include "unwinding.h"

#include "llvm/Transforms/Utils/SSAUpdater.h"

using namespace llvm;

void Coroutine::plan(Graph &graph, CallBase *call, unsigned word)
{
	if (isa<CallBrInst>(call))
		return;
	auto *invoke = dyn_cast<InvokeInst>(call);
	if (!invoke) {
		wrapped.push_back({call, word, call->getNextNode()});
		return;
	}
	Edge edge = {invoke->getParent(), invoke->getNormalDest(), 1, false, false};
	wrapped.push_back({call, word, graph.place(edge)});
	pads.insert(invoke->getUnwindDest());
}

/* It was made for this one call. */
static void pop_at_ends(Function &function, Objects &data)
{
	for (BasicBlock &block : function)
		if (isa<ReturnInst>(block.getTerminator()))
			data.pop(block.getTerminator());
}

/* The points of statements that share calls, as values: constants, which need no place in the
 * coroutine's frame. */
static void find_points(SSAUpdater &points, Function &function, const Sites &sites, Objects &data)
{
	std::map<BasicBlock *, std::pair<CallInst *, unsigned>> last;
	for (const Site &site : sites.all)
		for (auto *marks : {&site.marks, &site.resume_marks})
			for (CallInst *mark : *marks) {
				auto &found = last[mark->getParent()];
				if (site.point_word &&
				    (!found.first || found.first->comesBefore(mark)))
					found = {mark, site.point_word};
			}
	points.Initialize(Type::getInt64Ty(function.getContext()), "memcc_point");
	for (auto &block : last)
		if (block.second.first)
			points.AddAvailableValue(block.first, data.point(block.second.second));
}

void Coroutine::put(Function &function, const Graph &graph, const Sites &sites, Objects &data)
{
	if (wrapped.empty())
		return;
	SSAUpdater points;
	find_points(points, function, sites, data);
	IRBuilder<> builder(graph.start());
	Type *word = builder.getInt64Ty();
	Value *slot = new AllocaInst(word, 0, "memcc_record",
				     &*function.getEntryBlock().getFirstInsertionPt());
	for (const Wrapped &w : wrapped) {
		Value *record = data.push(w.call);
		builder.SetInsertPoint(w.call);
		builder.CreateStore(record, slot);
		Value *point = w.word ? data.point(w.word)
				      : points.GetValueInMiddleOfBlock(w.call->getParent());
		data.store_record(w.call, point);
		if (Function *last = compat::suspends_after(*w.call))
			pop_at_ends(*last, data);
		else
			data.pop(w.after);
	}
	/* An exception takes the record off where it lands. */
	for (BasicBlock *pad : pads) {
		Instruction *place = unwinding_land(pad);
		builder.SetInsertPoint(place);
		data.reland(place, builder.CreateLoad(word, slot));
		data.pop(place);
	}
}
