/* callees.cc - see callees.h. A function whose body is known, and cannot be replaced at link or
 * load time, matters if it makes a call that matters by itself; then so do its callers, and theirs.
 * What is left never matters, recursion or not.
 */
#include "callees.h"

#include "marks.h"
#include "options.h"

using namespace llvm;

/* The function called, if what it does is to be seen in this module. Of inline functions and
 * templates other modules' definitions may run instead, which the language wants to be equal. */
static const Function *known_callee(const CallBase &call)
{
	auto *callee = dyn_cast<Function>(call.getCalledOperand()->stripPointerCasts());
	if (!callee || callee->isDeclaration() || callee->isInterposable())
		return nullptr;
	bool unreplaced = callee->isDSOLocal() || callee->hasLocalLinkage();
	return unreplaced || callee->hasLinkOnceODRLinkage() ? callee : nullptr;
}

/* Whatever the bodies in this module say. */
static bool matters_by_itself(const CallBase &call)
{
	if (call.isInlineAsm())
		return false;
	if (auto *known = dyn_cast<IntrinsicInst>(&call))
		return known->hasFnAttr(Attribute::ReturnsTwice) ||
		       known->getIntrinsicID() == Intrinsic::eh_sjlj_longjmp ||
		       compat::runs_code(call);
	if (call.doesNotReturn())
		return true;
	auto *callee = dyn_cast<Function>(call.getCalledOperand()->stripPointerCasts());
	if (!callee || callee->doesNotReturn())
		return true;
	StringRef name = callee->getName();
	if (name == MARK_NAME || name.substr(0, 15) == "__ubsan_handle_")
		return false;
	return !callee->isDeclaration() || !mcc_function_is_harmless(name.str().c_str());
}

Callees::Callees(const Module &module)
{
	std::map<const Function *, std::set<const Function *>> callers;
	std::vector<const Function *> work;
	auto note = [&](const Function *function) {
		if (mattering.insert(function).second)
			work.push_back(function);
	};
	for (const Function &function : module)
		for (const BasicBlock &block : function)
			for (const Instruction &instruction : block) {
				auto *call = dyn_cast<CallBase>(&instruction);
				if (!call)
					continue;
				const Function *callee = known_callee(*call);
				if (callee && !call->doesNotReturn() && !callee->doesNotReturn())
					callers[callee].insert(&function);
				else if (matters_by_itself(*call))
					note(&function);
			}
	while (!work.empty()) {
		const Function *function = work.back();
		work.pop_back();
		for (const Function *caller : callers[function])
			note(caller);
	}
}

bool Callees::call_matters(const CallBase &call) const
{
	const Function *callee = known_callee(call);
	if (callee && !call.doesNotReturn() && !callee->doesNotReturn())
		return mattering.count(callee);
	return matters_by_itself(call);
}
