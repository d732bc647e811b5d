/* boundary.h - first half: marks (marks.h) in the syntax tree. */
#ifndef MEMCC_CLANG_BOUNDARY_H
#define MEMCC_CLANG_BOUNDARY_H

#include "marks_ast.h"

/* Puts marks into functions of one translation unit. */
class Boundary
{
      public:
	explicit Boundary(clang::ASTContext &context);

	/* The function has a body and is no template. */
	void instrument(clang::FunctionDecl *function, llvm::StringRef name);

      private:
	clang::ASTContext &context;
	MarkCallees callees = {};
};

#endif
