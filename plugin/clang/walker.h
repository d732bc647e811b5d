/* walker.h - goes over a function's body and puts a mark in front of each statement.
 *
 * One class, since statements hold expressions and expressions hold statements; its parts:
 *   boundary.cc      statements, one after the other
 *   control.cc       what is inside conditions and loops
 *   scopes.cc        where scopes end; try blocks and handlers
 *   initialisers.cc  what constructors do before their body
 *   expressions.cc   statement expressions
 *   constants.cc     what the compiler works out and what runs
 *   outlined.cc      what may become a function of its own: OpenMP's directives, blocks
 * What it has to know of the tree it asks trees.h; what has been marked, marks_ast.h keeps.
 */
#ifndef MEMCC_CLANG_WALKER_H
#define MEMCC_CLANG_WALKER_H
#include "marks_ast.h"

#include <set>

class Walker
{
      public:
	Walker(clang::ASTContext &context, clang::FunctionDecl *function,
	       const MarkCallees &callees)
	    : context(context), function(function), marks(context, function, callees)
	{
	}

	void run(llvm::StringRef name);

      private:
	using List = llvm::SmallVector<clang::Stmt *, 16>;

	clang::ASTContext &context;
	clang::FunctionDecl *function;
	Marks marks;
	bool constant = false;         /* in an initialiser that others may have to work out */
	std::set<clang::Stmt *> sized; /* what types that were met already are made of */

	/* Appends the statement and its marks to a list. */
	void into(clang::Stmt *statement, List &out);
	/* The same where the grammar has room for one statement. */
	clang::Stmt *single(clang::Stmt *statement);
	void coroutine_body(clang::CoroutineBodyStmt *coroutine, clang::CallExpr *entry);
	void marked(clang::Stmt *statement, clang::SourceLocation location, unsigned kind,
		    List &out);
	void declaration(clang::DeclStmt *statement, List &out);
	/* `(mark, value)` */
	clang::Expr *with_mark(clang::CallExpr *mark, clang::Expr *value);

	void control(clang::Stmt *statement, List &out);
	clang::Stmt *own(clang::Stmt *statement);
	template <typename Loop> void condition(Loop *loop, clang::CallExpr *mark);
	clang::Stmt *iteration(clang::Stmt *body, clang::SourceLocation home);
	void while_loop(clang::WhileStmt *loop);
	void do_loop(clang::DoStmt *loop);
	void for_loop(clang::ForStmt *loop, List &out);
	void range_loop(clang::CXXForRangeStmt *loop, List &out);

	/* `first`: a mark to begin with. `always_releases`: more than what is declared in it. */
	clang::CompoundStmt *scope(clang::CompoundStmt *statement, clang::CallExpr *first = nullptr,
				   bool always_releases = false);
	clang::CXXTryStmt *try_block(clang::CXXTryStmt *statement,
				     clang::CallExpr *entry = nullptr);

	void initialisers(clang::CXXConstructorDecl *constructor);
	clang::CallExpr *initialiser_mark(const clang::CXXCtorInitializer *initialiser);
	clang::CXXCtorInitializer *with_init(const clang::CXXCtorInitializer *initialiser,
					     clang::Expr *init);

	/* Below something that has had its mark: only statement expressions matter. `values`: in
	 * its children; `value`: or itself one. */
	void values(clang::Stmt *expression);
	void value(clang::Stmt *&expression);
	void value(clang::Expr *&expression);
	void initialiser(clang::VarDecl *variable);
	void declared(clang::Decl *decl);
	/* The sizes of the arrays that the type is made of. */
	void sizes(clang::QualType type);
	/* Calls of constexpr functions: whether they run is the same with all compilers. */
	bool runs(void) const;
	const clang::FunctionDecl *named(void) const; /* outside of lambdas */
	clang::Expr *running(clang::Expr *expression);
	clang::Expr *worked_out(clang::Expr *expression);
	bool work_out_temporary(clang::MaterializeTemporaryExpr *temporary);
	void work_out_condition(clang::ConditionalOperator *choice);
	void constants(clang::Stmt *expression);
	void statement_expression(clang::StmtExpr *expression);
	bool keeps_value(const clang::StmtExpr *expression, const List &body);
	void resume(clang::StmtExpr *expression, clang::CallExpr *end, List &body);

	void block(clang::BlockDecl *block);
	void directive(clang::OMPExecutableDirective *directive);
	void directive_loops(clang::OMPLoopBasedDirective *directive, clang::Stmt *body);
	clang::Stmt *directive_body(clang::OMPExecutableDirective *directive, clang::Stmt *body);
};

#endif
