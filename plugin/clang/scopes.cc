/* scopes.cc - marks where scopes end, try blocks and handlers (walker.h).
 *
 *   before   { T t; f(); }        after   { mark; T t; mark; f(); mark of the end; }
 */
#include "walker.h"

#include "trees.h"

#include "profile.h"

using namespace clang;

/* What always releases something: the end of a handler the exception, some destructors' members. */
CompoundStmt *Walker::scope(CompoundStmt *statement, CallExpr *first, bool always_releases)
{
	List out;
	const bool ends = (always_releases || trees_releases(context, statement)) &&
			  trees_falls_off(context, statement);
	if (first)
		out.push_back(first);
	for (Stmt *child : statement->body())
		into(child, out);
	if (ends)
		out.push_back(
			marks.statement(statement->getRBracLoc(), MEMPROF_STATEMENT_SCOPE_END));
	return compat::compound(context, out, statement->getLBracLoc(), statement->getRBracLoc());
}

/* A new one, since all instances of a template share one in which nothing depends on a parameter;
 * with the function's entry if it is a whole body. A constructor's or destructor's own handlers do
 * not let go of the exception at their end, but throw it again; and the members go at the end of
 * the destructor's block. */
CXXTryStmt *Walker::try_block(CXXTryStmt *statement, CallExpr *entry)
{
	const bool rethrows =
		entry && (isa<CXXConstructorDecl>(function) || isa<CXXDestructorDecl>(function));
	CompoundStmt *block =
		scope(statement->getTryBlock(), entry, entry && trees_destroys_members(function));
	List handlers;
	for (unsigned i = 0; i < statement->getNumHandlers(); i++) {
		CXXCatchStmt *handler = statement->getHandler(i);
		CallExpr *call = marks.statement(handler->getCatchLoc(), MEMPROF_STATEMENT_CATCH);
		handlers.push_back(new (context) CXXCatchStmt(
			handler->getCatchLoc(), handler->getExceptionDecl(),
			scope(cast<CompoundStmt>(handler->getHandlerBlock()), call, !rethrows)));
	}
	return CXXTryStmt::Create(context, statement->getTryLoc(), block, handlers);
}
