/* compat_ast.h - Clang's headers; the half of compat.h that only the syntax tree's side needs, and
 * that takes a while to compile.
 */
#ifndef MEMCC_CLANG_COMPAT_AST_H
#define MEMCC_CLANG_COMPAT_AST_H

#include "compat.h"

#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ASTLambda.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/Mangle.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/AST/StmtOpenMP.h"
#include "clang/Basic/OpenMPKinds.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Basic/Version.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendPluginRegistry.h"
#include "clang/Sema/ParsedAttr.h"
#include "clang/Sema/Sema.h"
#include "clang/Sema/SemaDiagnostic.h"

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

/* Whether a module of C++20 comes of it, rather than code. */
inline bool makes_module(const clang::FrontendOptions &options)
{
#if LLVM_VERSION_MAJOR >= 18
	if (options.ProgramAction == clang::frontend::GenerateReducedModuleInterface)
		return true;
#endif
	return options.ProgramAction == clang::frontend::GenerateModuleInterface;
}

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

} // namespace compat

#endif
