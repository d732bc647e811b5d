/* literals.h - trees that stand for a value that is known. */
#ifndef MEMCC_CLANG_LITERALS_H
#define MEMCC_CLANG_LITERALS_H
#include "compat_ast.h"

/* Null if none can be written. `place`: of what it stands for. */
clang::Expr *literal(clang::ASTContext &context, const clang::APValue &value, clang::QualType type,
		     clang::SourceLocation place);

#endif
