/* compat.h - LLVM's headers; with compat_ast.h, which holds Clang's, the only place that knows
 * their versions (14 to 19).
 */
#ifndef MEMCC_CLANG_COMPAT_H
#define MEMCC_CLANG_COMPAT_H

#include "llvm/Config/llvm-config.h"
#include "llvm/IR/Attributes.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DerivedTypes.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/GlobalVariable.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/MDBuilder.h"
#include "llvm/IR/Module.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"
#if LLVM_VERSION_MAJOR >= 16
#include "llvm/Support/ModRef.h"
#endif
#if LLVM_VERSION_MAJOR >= 17
#include "llvm/IR/AttributeMask.h"
#include "llvm/TargetParser/Triple.h"
#else
#include "llvm/ADT/Triple.h"
#endif

#if LLVM_VERSION_MAJOR < 14 || LLVM_VERSION_MAJOR > 19
#error "memcc: the Clang plugin is written for Clang 14 to 19"
#endif

namespace compat
{

/* What says that a call cannot be seen by anyone, so that it may be dropped or merged. */
inline llvm::AttributeMask purity(void)
{
	llvm::AttributeMask mask;
#if LLVM_VERSION_MAJOR >= 16
	mask.addAttribute(llvm::Attribute::Memory);
#else
	mask.addAttribute(llvm::Attribute::ReadNone);
	mask.addAttribute(llvm::Attribute::ReadOnly);
	mask.addAttribute(llvm::Attribute::WriteOnly);
	mask.addAttribute(llvm::Attribute::ArgMemOnly);
	mask.addAttribute(llvm::Attribute::InaccessibleMemOnly);
	mask.addAttribute(llvm::Attribute::InaccessibleMemOrArgMemOnly);
#endif
	mask.addAttribute(llvm::Attribute::Speculatable);
	mask.addAttribute(llvm::Attribute::WillReturn);
	return mask;
}

/* What says that a function allocates. */
inline llvm::AttributeMask allocation(void)
{
	llvm::AttributeMask mask;
#if LLVM_VERSION_MAJOR >= 15
	mask.addAttribute(llvm::Attribute::AllocKind);
#endif
	mask.addAttribute(llvm::Attribute::Builtin);
	return mask;
}

/* To the program, the call changes and reads nothing. */
inline void touches_nothing_visible(llvm::CallInst *call)
{
#if LLVM_VERSION_MAJOR >= 16
	call->setMemoryEffects(llvm::MemoryEffects::inaccessibleMemOnly());
#else
	call->addFnAttr(llvm::Attribute::InaccessibleMemOnly);
#endif
}

/* The call changes and reads what its argument points to, and nothing else of the program's. */
inline void touches_its_argument(llvm::CallInst *call)
{
#if LLVM_VERSION_MAJOR >= 16
	call->setMemoryEffects(llvm::MemoryEffects::inaccessibleOrArgMemOnly());
#else
	call->addFnAttr(llvm::Attribute::InaccessibleMemOrArgMemOnly);
#endif
}

inline bool is_coroutine(const llvm::Function &function)
{
#if LLVM_VERSION_MAJOR >= 15
	return function.isPresplitCoroutine();
#else
	return function.hasFnAttribute("coroutine.presplit");
#endif
}

/* Intrinsics are the compiler's own, but these run what a call would. */
inline bool runs_code(const llvm::CallBase &call)
{
	switch (call.getIntrinsicID()) {
	case llvm::Intrinsic::coro_resume:
	case llvm::Intrinsic::coro_destroy:
#if LLVM_VERSION_MAJOR >= 19
	case llvm::Intrinsic::coro_await_suspend_void:
	case llvm::Intrinsic::coro_await_suspend_bool:
	case llvm::Intrinsic::coro_await_suspend_handle:
#endif
		return true;
	default:
		return false;
	}
}

/* In a coroutine: it goes on with another one, and not behind. (The library's header has a function
 * for what a program resumes.) */
inline bool is_transfer(const llvm::CallBase &call)
{
	return call.getIntrinsicID() == llvm::Intrinsic::coro_resume && LLVM_VERSION_MAJOR < 19 &&
	       is_coroutine(*call.getFunction());
}

/* Null, or it calls that function and goes on with the coroutine that it returns, not behind. */
inline llvm::Function *suspends_after(const llvm::CallBase &call)
{
#if LLVM_VERSION_MAJOR >= 19
	if (call.getIntrinsicID() == llvm::Intrinsic::coro_await_suspend_handle)
		return llvm::dyn_cast<llvm::Function>(call.getArgOperand(2)->stripPointerCasts());
#endif
	(void)call;
	return nullptr;
}

} // namespace compat

#endif
