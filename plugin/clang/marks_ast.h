/* marks_ast.h - the half of marks.h that only the syntax tree's side needs: making marks. */
#ifndef MEMCC_CLANG_MARKS_AST_H
#define MEMCC_CLANG_MARKS_AST_H
#include "compat_ast.h"
#include "marks.h"

/* What marks call, made once for a unit: in C++ a constexpr function that does nothing, so that
 * marked functions can still be evaluated by the compiler; one of the same name that is not; and
 * one that is constant only where a constant is asked for. */
struct MarkCallees {
	clang::FunctionDecl *usual, *running, *unless_asked;
};
MarkCallees marks_declarations(clang::ASTContext &context);
bool marks_call(const clang::FunctionDecl *callee); /* whether it is one of them */

/* The marks of one function. They are put into its body by who makes them. */
class Marks
{
      public:
	Marks(clang::ASTContext &context, const clang::FunctionDecl *function,
	      const MarkCallees &callees);

	int current = -1; /* the statement under way: the last that was marked; -1: none */

	clang::CallExpr *entry(clang::SourceLocation location);
	clang::CallExpr *statement(clang::SourceLocation location, unsigned kind);
	/* The current statement goes on. */
	clang::CallExpr *resume(clang::SourceLocation location);
	clang::CallExpr *outside(clang::SourceLocation location);
	/* Does nothing, but not as a constant expression; the other only where none is asked for.
	 */
	clang::CallExpr *nothing(clang::SourceLocation location);
	clang::CallExpr *nothing_unless_asked(clang::SourceLocation location);
	/* What is marked inside lies in a region of its own. */
	void in_region(clang::SourceRange range, llvm::function_ref<void(void)> inside);
	/* All are made: gives them the table. */
	void finish(llvm::StringRef name);

      private:
	clang::ASTContext &context;
	MarkCallees callees;
	MarkTable table;
	unsigned region = 0;
	std::vector<clang::CallExpr *> calls; /* whose table is still to be given */

	unsigned file_index(const std::string &file);
	unsigned add_region(clang::SourceRange range);
	clang::CallExpr *call(unsigned what, clang::SourceLocation location,
			      clang::FunctionDecl *callee);
};

/* Whether the function has marks already: its body comes out of a module that was written when code
 * was made of it. */
bool marks_present(const clang::FunctionDecl *function);

#endif
