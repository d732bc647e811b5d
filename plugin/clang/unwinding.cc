/* unwinding.cc - see unwinding.h.
 *
 *   before                     after
 *   *thread.top = &point[1];   *thread.top = &point[1];
 *   f ();                      f ();   on an exception: __memcc_reland (thread.top - 1); resume
 *
 * Whoever catches the exception may not be profiled, and would go on with our record on top. What
 * does not throw costs nothing: since each function does so, the top is our own record when an
 * exception arrives. The new edges are put in behind counting, for which an activation that is left
 * so is an abandoned one, as by longjmp.
 */
#include "unwinding.h"

#include "llvm/Transforms/Utils/Local.h"

using namespace llvm;

static bool may_throw(const CallBase *call)
{
	auto *plain = dyn_cast<CallInst>(call);
	return plain && !plain->doesNotThrow() && !plain->isMustTailCall() &&
	       !plain->isInlineAsm() && (!isa<IntrinsicInst>(plain) || compat::runs_code(*plain));
}

static BasicBlock *make_pad(Function &function, Objects *data)
{
	LLVMContext &context = function.getContext();
	BasicBlock *block = BasicBlock::Create(context, "memcc.unwind", &function);
	IRBuilder<> builder(block);
	auto *type =
		StructType::get(PointerType::getUnqual(builder.getInt8Ty()), builder.getInt32Ty());
	LandingPadInst *pad = builder.CreateLandingPad(type, 0);
	pad->setCleanup(true);
	Instruction *end = builder.CreateResume(pad);
	builder.SetInsertPoint(end);
	Value *top = data->load_top(end);
	data->reland(end,
		     builder.CreateSub(top, ConstantInt::get(top->getType(), sizeof(uintptr_t))));
	return block;
}

/* For C, and C++ functions that had nothing to clean up. */
static void set_personality(Function &function, const std::string &name)
{
	auto *type = FunctionType::get(Type::getInt32Ty(function.getContext()), true);
	FunctionCallee personality = function.getParent()->getOrInsertFunction(name, type);
	function.setPersonalityFn(cast<Constant>(personality.getCallee()));
}

void unwinding_guard(Function &function, const std::vector<CallBase *> &calls,
		     const std::string &personality, Objects *data)
{
	BasicBlock *pad = nullptr;
	if (function.doesNotThrow() || personality.empty())
		return;
	for (CallBase *call : calls) {
		if (!may_throw(call))
			continue;
		if (!pad)
			pad = make_pad(function, data);
		changeToInvokeAndSplitBasicBlock(cast<CallInst>(call), pad);
	}
	if (pad && !function.hasPersonalityFn())
		set_personality(function, personality);
}

Instruction *unwinding_land(BasicBlock *pad)
{
	pad->getLandingPadInst()->setCleanup(true);
	return &*pad->getFirstInsertionPt();
}
