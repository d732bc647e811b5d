/* tidy.cc - see tidy.h.
 *
 * Branches on constants, and blocks that cannot be reached, were never written. And above -O0 each
 * scope with variables ends in a cleanup (their lifetimes end) where all ways out of it meet:
 *
 *   before   a: slot = 0; goto end        after   a: lifetime.end(v); goto next
 *            b: slot = 1; goto end                b: lifetime.end(v); goto out
 *            end: lifetime.end(v)
 *                 switch (slot) { 0: next  1: out }
 *
 * In the graph before, a `return` seems to be followed by what stands behind its scope, and what a
 * cleanup function does belongs to no one statement. So such ends, if they are short, are copied to
 * where they are entered from, and so is the end of a scope within, which only goes on to that of
 * the scope around; and what an end that is not copied chooses to leave by, it does not choose
 * again there.
 */
#include "tidy.h"

#include "marks.h"

#include "llvm/IR/CFG.h"
#include "llvm/Transforms/Utils/Local.h"
#include "llvm/Transforms/Utils/ValueMapper.h"

#include <set>

using namespace llvm;

namespace
{

const size_t SHORT = 16; /* instructions */

/* A switch over a variable that is read at the end of a block in which no statement begins. */
struct End {
	BasicBlock *block;
	SwitchInst *choice;
	Value *slot;
};

bool can_be_copied(const Instruction &instruction)
{
	auto *call = dyn_cast<CallInst>(&instruction);
	if (!call)
		return isa<CastInst>(instruction) || isa<LoadInst>(instruction) ||
		       isa<GetElementPtrInst>(instruction);
	auto *callee = call->getCalledFunction();
	return callee && callee->getName() != MARK_NAME && !call->cannotDuplicate() &&
	       !call->isConvergent() && !call->isMustTailCall() &&
	       !call->hasFnAttr(Attribute::ReturnsTwice);
}

bool used_elsewhere(const BasicBlock &block)
{
	for (const Instruction &instruction : block)
		for (const User *user : instruction.users())
			if (cast<Instruction>(user)->getParent() != &block)
				return true;
	return false;
}

/* Nothing in it, but for how it is left, stands in the way of copying it. */
bool is_short(const BasicBlock &block)
{
	size_t size = 0;
	for (const Instruction &instruction : block) {
		size += !isa<DbgInfoIntrinsic>(instruction);
		if (!instruction.isTerminator() && !can_be_copied(instruction))
			return false;
	}
	return size <= SHORT && !used_elsewhere(block);
}

bool is_end(BasicBlock &block, End *end)
{
	auto *choice = dyn_cast<SwitchInst>(block.getTerminator());
	auto *value = choice ? dyn_cast<LoadInst>(choice->getCondition()) : nullptr;
	if (!value || value->getParent() != &block || value->isVolatile() ||
	    !isa<AllocaInst>(value->getPointerOperand()) || !is_short(block))
		return false;
	*end = {&block, choice, value->getPointerOperand()};
	return true;
}

/* Where a block goes whatever happens; null: that depends, or it is the function's end. */
BasicBlock *only_way(const BasicBlock &block)
{
	auto *jump = dyn_cast<BranchInst>(block.getTerminator());
	return jump && !jump->isConditional() ? jump->getSuccessor(0) : nullptr;
}

/* The end of a scope within: in front of an end, maybe by way of others. `elsewhere`: blocks that
 * are known not to be; nothing that is done here will change that. */
bool goes_on_to_end(BasicBlock &block, End *end, std::set<BasicBlock *> *elsewhere)
{
	std::vector<BasicBlock *> seen;
	for (BasicBlock *here = &block; here && elsewhere->insert(here).second;) {
		seen.push_back(here);
		here = is_short(*here) ? only_way(*here) : nullptr;
		if (here && is_end(*here, end)) {
			for (BasicBlock *way : seen)
				elsewhere->erase(way);
			return true;
		}
	}
	return false;
}

StoreInst *last_store(BasicBlock &block, const Value *slot)
{
	for (auto i = block.rbegin(); i != block.rend(); ++i)
		if (auto *store = dyn_cast<StoreInst>(&*i))
			if (store->getPointerOperand() == slot)
				return store;
	return nullptr;
}

/* What the slot was set to last in this block. */
ConstantInt *last_value(BasicBlock &block, const Value *slot)
{
	StoreInst *last = last_store(block, slot);
	return last ? dyn_cast<ConstantInt>(last->getValueOperand()) : nullptr;
}

/* But for how it is left. */
void copy_block(const BasicBlock &block, Instruction *before)
{
	auto *choice = dyn_cast<SwitchInst>(block.getTerminator());
	ValueToValueMapTy copies;
	for (const Instruction &instruction : block) {
		if (instruction.isTerminator() ||
		    (choice && &instruction == choice->getCondition()) ||
		    isa<DbgInfoIntrinsic>(instruction))
			continue;
		Instruction *copy = instruction.clone();
		copy->insertBefore(before);
		RemapInstruction(copy, copies, RF_NoModuleLevelChanges | RF_IgnoreMissingLocals);
		copies[&instruction] = copy;
	}
}

/* True if the block went through the end and now goes where that led. */
bool enter_past(BasicBlock &block, const End &end)
{
	if (only_way(block) != end.block)
		return false;
	ConstantInt *value = last_value(block, end.slot);
	if (!value)
		return false;
	BasicBlock *target = end.choice->findCaseValue(value)->getCaseSuccessor();
	if (target == end.block)
		return false;
	for (PHINode &phi : target->phis())
		phi.addIncoming(phi.getIncomingValueForBlock(end.block), &block);
	copy_block(*end.block, block.getTerminator());
	block.getTerminator()->setSuccessor(0, target);
	return true;
}

/* The same of what goes on to an end. */
bool enter_through(BasicBlock &source, BasicBlock &block, const End &end)
{
	if (&source == &block || only_way(source) != &block || !last_value(source, end.slot))
		return false;
	copy_block(block, source.getTerminator());
	source.getTerminator()->setSuccessor(0, only_way(block));
	return true;
}

/* Where control goes from the end if the slot holds the value, by way of a block that says so. */
BasicBlock *past(const End &end, ConstantInt *value, BasicBlock *target)
{
	auto *way = BasicBlock::Create(end.block->getContext(), "", end.block->getParent());
	auto *jump = BranchInst::Create(target, way);
	copy_block(*end.block, jump);
	if (value)
		new StoreInst(value, end.slot, jump);
	for (PHINode &phi : target->phis())
		phi.addIncoming(phi.getIncomingValueForBlock(end.block), way);
	return way;
}

/* Whether the block ends in a choice by the slot as it is. */
bool chooses(BasicBlock &block, const Value *slot)
{
	auto *choice = dyn_cast<SwitchInst>(block.getTerminator());
	auto *value = choice ? dyn_cast<LoadInst>(choice->getCondition()) : nullptr;
	if (!value || value->getParent() != &block || value->getPointerOperand() != slot)
		return false;
	for (Instruction *i = value; i; i = i->getNextNode())
		if (i->mayWriteToMemory())
			return false;
	return true;
}

/* What the slot may hold where the block ends; false if that cannot be told. */
bool possible_values(BasicBlock &block, const Value *slot, std::set<ConstantInt *> *values)
{
	std::set<BasicBlock *> seen;
	std::vector<BasicBlock *> work(1, &block);
	while (!work.empty()) {
		BasicBlock *here = work.back();
		work.pop_back();
		StoreInst *last = last_store(*here, slot);
		if (last && !isa<ConstantInt>(last->getValueOperand()))
			return false;
		if (last)
			values->insert(cast<ConstantInt>(last->getValueOperand()));
		else
			for (BasicBlock *source : predecessors(here))
				if (seen.insert(source).second)
					work.push_back(source);
	}
	return true;
}

/* The end of an inner scope leads to that of an outer one, which asks the same question again. */
bool choose_past(BasicBlock &block, const End &end)
{
	if (&block == end.block || !chooses(block, end.slot))
		return false;
	auto *inner = cast<SwitchInst>(block.getTerminator());
	std::set<ConstantInt *> values;
	if (!possible_values(block, end.slot, &values))
		return false;
	bool changed = false;
	for (auto &known : end.choice->cases()) {
		auto there = inner->findCaseValue(known.getCaseValue());
		if (!values.count(known.getCaseValue()) || there->getCaseSuccessor() != end.block ||
		    known.getCaseSuccessor() == end.block)
			continue;
		BasicBlock *way = past(end, known.getCaseValue(), known.getCaseSuccessor());
		if (there == inner->case_default())
			inner->addCase(known.getCaseValue(), way);
		else
			there->setSuccessor(way);
		changed = true;
	}
	if (inner->getDefaultDest() == end.block && end.choice->getDefaultDest() != end.block) {
		inner->setDefaultDest(past(end, nullptr, end.choice->getDefaultDest()));
		changed = true;
	}
	return changed;
}

} // namespace

void tidy_make(Function &function)
{
	std::set<BasicBlock *> elsewhere;
	for (bool changed = true; changed;) {
		changed = false;
		for (BasicBlock &block : function) {
			End end;
			const bool ends = is_end(block, &end);
			if (!ends && !goes_on_to_end(block, &end, &elsewhere))
				continue;
			SmallVector<BasicBlock *, 8> sources(predecessors(&block));
			for (BasicBlock *source : sources)
				changed |=
					ends ? enter_past(*source, end) || choose_past(*source, end)
					     : enter_through(*source, block, end);
		}
	}
	for (BasicBlock &block : function)
		ConstantFoldTerminator(&block, true);
	removeUnreachableBlocks(function);
}
