/* callees.cc - see callees.h. A least fixed point by depth-first search: a function is harmless if
 * its body is known, cannot be replaced at link or load time, and all that it calls is harmless. A
 * cycle of calls is taken as harmless while it is being examined: if nothing on it matters, nothing
 * does. But what was concluded from such a guess is kept only if the guess held.
 */
#include "callees.h"

#include "boundary.h"
#include "options.h"

using namespace llvm;

static const int DEEPEST = 64;

bool Callees::body_is_harmless(const Function &function, int depth)
{
	if (depth > DEEPEST)
		return false;
	for (const BasicBlock &block : function)
		for (const Instruction &instruction : block)
			if (auto *call = dyn_cast<CallBase>(&instruction))
				if (matters(*call, depth + 1))
					return false;
	return true;
}

bool Callees::harmless(const Function &function, int depth)
{
	StringRef name = function.getName();
	if (function.doesNotReturn())
		return false;
	if (name.substr(0, 8) == "__memcc_" || name.substr(0, 15) == "__ubsan_handle_")
		return true;
	if (function.isDeclaration())
		return mcc_function_is_harmless(name.str().c_str());
	if (!function.hasExactDefinition() || !(function.isDSOLocal() || function.hasLocalLinkage()))
		return false;
	auto known = verdicts.find(&function);
	if (known != verdicts.end())
		return known->second != MATTERS;
	verdicts[&function] = OPEN;
	Verdict verdict = body_is_harmless(function, depth) ? HARMLESS : MATTERS;
	if (verdict == MATTERS) /* conclusions drawn while it was open may be wrong */
		for (auto i = verdicts.begin(); i != verdicts.end();)
			i = i->second == HARMLESS ? verdicts.erase(i) : std::next(i);
	verdicts[&function] = verdict;
	return verdict == HARMLESS;
}

bool Callees::matters(const CallBase &call, int depth)
{
	if (call.isInlineAsm())
		return false;
	if (isa<IntrinsicInst>(call))
		return call.hasFnAttr(Attribute::ReturnsTwice);
	if (call.doesNotReturn())
		return true;
	auto *callee = dyn_cast<Function>(call.getCalledOperand()->stripPointerCasts());
	return !callee || !harmless(*callee, depth);
}

bool Callees::call_matters(const CallBase &call)
{
	return matters(call, 0);
}
