/* inlining.cc - see inlining.h. */
#include "inlining.h"

#include "objects.h"

using namespace llvm;

static const int INSTRUCTION = 5; /* the inliner's price */
/* Of an activation. Were it nothing, whatever the optimiser makes nothing of would be inlined
 * without end, with all that was put in: Eigen took nine times as long to compile. */
static const int ACTIVATION = 2 * INSTRUCTION;

static void set_price(CallInst *call, int price)
{
	call->addFnAttr(
		Attribute::get(call->getContext(), "call-inline-cost", std::to_string(price)));
}

/* Of an instruction that was put in and is not a call, and of what serves it alone. */
static int price_of(const Instruction &instruction)
{
	auto *store = dyn_cast<StoreInst>(&instruction);
	bool sum = store && isa<BinaryOperator>(store->getValueOperand());
	return INSTRUCTION * (1 + sum);
}

void inlining_allow(Function &function)
{
	CallInst *cold = nullptr;
	int price = 0;
	for (BasicBlock &block : function)
		for (Instruction &instruction : block) {
			auto *call = dyn_cast<CallInst>(&instruction);
			if (call && objects_is_cold_call(*call)) {
				set_price(cold = call, 0);
				price += 2 * INSTRUCTION; /* the test, the jump */
			} else if (call && objects_is_own(*call)) {
				set_price(call, 0);
			} else if (!call && objects_is_own(instruction)) {
				price += price_of(instruction);
			}
		}
	if (cold)
		set_price(cold, ACTIVATION - price);
}
