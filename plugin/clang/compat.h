/* compat.h - Clang's and LLVM's headers, and the only place that knows their versions (14 to 19).
 */
#ifndef MEMCC_CLANG_COMPAT_H
#define MEMCC_CLANG_COMPAT_H

#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/Mangle.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Basic/Version.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendPluginRegistry.h"
#include "clang/Sema/ParsedAttr.h"
#include "clang/Sema/Sema.h"
#include "clang/Sema/SemaDiagnostic.h"
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

inline clang::CompoundStmt *compound(clang::ASTContext &context, llvm::ArrayRef<clang::Stmt *> body,
				     clang::SourceLocation open, clang::SourceLocation close)
{
#if LLVM_VERSION_MAJOR >= 15
	return clang::CompoundStmt::Create(context, body, clang::FPOptionsOverride(), open, close);
#else
	return clang::CompoundStmt::Create(context, body, open, close);
#endif
}

/* `text` may hold zero bytes. */
inline clang::StringLiteral *string(clang::ASTContext &context, llvm::StringRef text)
{
#if LLVM_VERSION_MAJOR >= 18
	const auto kind = clang::StringLiteralKind::Ordinary;
#elif LLVM_VERSION_MAJOR >= 15
	const auto kind = clang::StringLiteral::Ordinary;
#else
	const auto kind = clang::StringLiteral::Ascii;
#endif
	clang::QualType type = context.getStringLiteralArrayType(context.CharTy, text.size());
	return clang::StringLiteral::Create(context, text, kind, false, type,
					    clang::SourceLocation());
}

#if LLVM_VERSION_MAJOR >= 17
const auto c_attribute_syntax = clang::ParsedAttr::AS_C23;
#else
const auto c_attribute_syntax = clang::ParsedAttr::AS_C2x;
#endif

inline void wrong_place(clang::Sema &sema, const clang::ParsedAttr &attribute)
{
#if LLVM_VERSION_MAJOR >= 18
	sema.Diag(attribute.getLoc(), clang::diag::warn_attribute_wrong_decl_type_str)
		<< attribute << attribute.isRegularKeywordAttribute() << "functions";
#else
	sema.Diag(attribute.getLoc(), clang::diag::warn_attribute_wrong_decl_type_str)
		<< attribute << "functions";
#endif
}

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

inline bool is_coroutine(const llvm::Function &function)
{
#if LLVM_VERSION_MAJOR >= 15
	return function.isPresplitCoroutine();
#else
	return function.hasFnAttribute("coroutine.presplit");
#endif
}

} // namespace compat

#endif
