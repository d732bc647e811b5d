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
 * In the graph before, a `return` seems to be followed by what stands behind its scope. So such
 * ends are copied to where they are entered from. Ends that call something of the program stay.
 */
#include "tidy.h"

#include "llvm/IR/CFG.h"
#include "llvm/Transforms/Utils/Local.h"
#include "llvm/Transforms/Utils/ValueMapper.h"

using namespace llvm;

namespace
{

/* A switch over a variable that is read at the end of a block which does nothing of its own. */
struct End {
	BasicBlock *block;
	SwitchInst *choice;
	Value *slot;
};

bool does_nothing(const Instruction &instruction)
{
	return instruction.isLifetimeStartOrEnd() || isa<DbgInfoIntrinsic>(instruction) ||
	       isa<CastInst>(instruction);
}

bool used_elsewhere(const BasicBlock &block)
{
	for (const Instruction &instruction : block)
		for (const User *user : instruction.users())
			if (cast<Instruction>(user)->getParent() != &block)
				return true;
	return false;
}

bool is_end(BasicBlock &block, End *end)
{
	auto *choice = dyn_cast<SwitchInst>(block.getTerminator());
	auto *value = choice ? dyn_cast<LoadInst>(choice->getCondition()) : nullptr;
	if (!value || value->getParent() != &block || value->isVolatile() ||
	    !isa<AllocaInst>(value->getPointerOperand()) || used_elsewhere(block))
		return false;
	for (const Instruction &instruction : block)
		if (&instruction != choice && &instruction != value && !does_nothing(instruction))
			return false;
	*end = {&block, choice, value->getPointerOperand()};
	return true;
}

/* What the slot was set to last in this block. */
ConstantInt *last_value(BasicBlock &block, const Value *slot)
{
	for (auto i = block.rbegin(); i != block.rend(); ++i)
		if (auto *store = dyn_cast<StoreInst>(&*i))
			if (store->getPointerOperand() == slot)
				return dyn_cast<ConstantInt>(store->getValueOperand());
	return nullptr;
}

void copy_end(const End &end, Instruction *before)
{
	ValueToValueMapTy copies;
	for (Instruction &instruction : *end.block) {
		if (&instruction == end.choice || isa<LoadInst>(instruction) ||
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
	auto *jump = dyn_cast<BranchInst>(block.getTerminator());
	if (!jump || jump->isConditional() || jump->getSuccessor(0) != end.block ||
	    &block == end.block)
		return false;
	ConstantInt *value = last_value(block, end.slot);
	if (!value)
		return false;
	BasicBlock *target = end.choice->findCaseValue(value)->getCaseSuccessor();
	if (target == end.block)
		return false;
	for (PHINode &phi : target->phis())
		phi.addIncoming(phi.getIncomingValueForBlock(end.block), &block);
	copy_end(end, jump);
	jump->setSuccessor(0, target);
	return true;
}

} // namespace

void tidy_make(Function &function)
{
	for (bool changed = true; changed;) {
		changed = false;
		for (BasicBlock &block : function) {
			End end;
			if (!is_end(block, &end))
				continue;
			SmallVector<BasicBlock *, 8> sources(predecessors(&block));
			for (BasicBlock *source : sources)
				changed |= enter_past(*source, end);
		}
	}
	for (BasicBlock &block : function)
		ConstantFoldTerminator(&block, true);
	removeUnreachableBlocks(function);
}
