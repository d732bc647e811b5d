/* boundary.cc - marks where source statements begin (the rule stands in ../README.md).
 *
 *   before   p = malloc(n);        after   __memcc_mark("…table…", 7);
 *                                          p = malloc(n);
 *
 * Runs when Sema has finished a function and before code generation sees it, so that no warning can
 * come from what is put in. Only finished functions are changed, never the pattern of a template:
 * instances would get the marks twice.
 *
 * To debug: -Xclang -ast-print does not show the marks (it runs instead of them);
 * -S -emit-llvm -Xclang -disable-llvm-passes does.
 */
#include "boundary.h"

#include "trees.h"
#include "walker.h"

#include "profile.h"

using namespace clang;

void Walker::run(StringRef name)
{
	Stmt *body = function->getBody();
	CallExpr *entry = marks.entry(body->getBeginLoc());

	if (auto *constructor = dyn_cast<CXXConstructorDecl>(function))
		initialisers(constructor);
	if (auto *block = dyn_cast<CompoundStmt>(body)) {
		function->setBody(scope(block, entry, trees_destroys_members(function)));
	} else if (auto *attempt = dyn_cast<CXXTryStmt>(body)) {
		function->setBody(try_block(attempt, entry));
	} else if (auto *coroutine = dyn_cast<CoroutineBodyStmt>(body)) {
		coroutine_body(coroutine, entry);
	} else {
		return;
	}
	marks.finish(name);
}

/* What is around the body (the promise, the first and the last suspension, the frame) belongs to
 * who called or resumed the coroutine. */
void Walker::coroutine_body(CoroutineBodyStmt *coroutine, CallExpr *entry)
{
	Stmt *&body = *coroutine->child_begin();
	List inner;
	inner.push_back(scope(cast<CompoundStmt>(body), entry));
	inner.push_back(marks.outside(body->getEndLoc()));
	body = compat::compound(context, inner, body->getBeginLoc(), body->getEndLoc());
	for (Stmt *&part : coroutine->children()) {
		if (!part || (part != coroutine->getFinalSuspendStmt() &&
			      part != coroutine->getExceptionHandler()))
			continue;
		List behind;
		behind.push_back(marks.outside(part->getBeginLoc()));
		behind.push_back(part);
		part = compat::compound(context, behind, part->getBeginLoc(), part->getEndLoc());
	}
}

Stmt *Walker::single(Stmt *statement)
{
	List out;
	if (!statement)
		return nullptr;
	into(statement, out);
	if (out.size() == 1)
		return out[0];
	return compat::compound(context, out, statement->getBeginLoc(), statement->getEndLoc());
}

Expr *Walker::with_mark(CallExpr *mark, Expr *value)
{
	cast<DeclRefExpr>(mark->getCallee()->IgnoreImpCasts())->setLocation(value->getBeginLoc());
	mark->setRParenLoc(value->getBeginLoc());
	return BinaryOperator::Create(context, mark, value, BO_Comma, value->getType(),
				      value->getValueKind(), value->getObjectKind(),
				      value->getExprLoc(), FPOptionsOverride());
}

void Walker::marked(Stmt *statement, SourceLocation location, unsigned kind, List &out)
{
	out.push_back(marks.statement(location, kind));
	value(statement);
	out.push_back(statement);
}

void Walker::into(Stmt *statement, List &out)
{
	switch (statement->getStmtClass()) {
	case Stmt::CompoundStmtClass:
		out.push_back(scope(cast<CompoundStmt>(statement)));
		return;
	case Stmt::LabelStmtClass:
	case Stmt::CaseStmtClass:
	case Stmt::DefaultStmtClass: {
		/* What is labelled becomes the label's neighbour: no scope opens for it. */
		Stmt *inner;
		auto *nothing = new (context) NullStmt(statement->getBeginLoc());
		if (auto *label = dyn_cast<LabelStmt>(statement)) {
			inner = label->getSubStmt();
			label->setSubStmt(nothing);
		} else if (auto *label = dyn_cast<CaseStmt>(statement)) {
			inner = label->getSubStmt();
			label->setSubStmt(nothing);
		} else {
			inner = cast<DefaultStmt>(statement)->getSubStmt();
			cast<DefaultStmt>(statement)->setSubStmt(nothing);
		}
		out.push_back(statement);
		into(inner, out);
		return;
	}
	case Stmt::DeclStmtClass:
		declaration(cast<DeclStmt>(statement), out);
		return;
	case Stmt::AttributedStmtClass: {
		/* The attribute stays with the last of what its statement becomes. (A new one:
		 * instances of a template may share it, see control.cc.) */
		auto *old = cast<AttributedStmt>(statement);
		List inner;
		into(old->getSubStmt(), inner);
		Stmt *last = inner.pop_back_val();
		out.append(inner.begin(), inner.end());
		out.push_back(
			AttributedStmt::Create(context, old->getAttrLoc(), old->getAttrs(), last));
		return;
	}
	case Stmt::ReturnStmtClass:
	case Stmt::CoreturnStmtClass:
		marked(statement, statement->getBeginLoc(), MEMPROF_STATEMENT_RETURN, out);
		return;
	case Stmt::BreakStmtClass:
	case Stmt::ContinueStmtClass:
		/* GCC's parsers drop it as well. */
		if (!trees_falls_through(trees_last(out)) &&
		    (isa<BreakStmt>(statement) || !context.getLangOpts().CPlusPlus))
			out.push_back(statement);
		else
			marked(statement, statement->getBeginLoc(), MEMPROF_STATEMENT_JUMP, out);
		return;
	case Stmt::GotoStmtClass:
	case Stmt::IndirectGotoStmtClass:
		marked(statement, statement->getBeginLoc(), MEMPROF_STATEMENT_JUMP, out);
		return;
	case Stmt::GCCAsmStmtClass:
	case Stmt::MSAsmStmtClass:
		marked(statement, statement->getBeginLoc(), MEMPROF_STATEMENT_PLAIN, out);
		return;
	case Stmt::CXXTryStmtClass:
		out.push_back(try_block(cast<CXXTryStmt>(statement)));
		return;
	default:
		break;
	}
	if (auto *expression = dyn_cast<Expr>(statement))
		marked(statement, statement->getBeginLoc(),
		       isa<CXXThrowExpr>(expression->IgnoreImplicit()) ? MEMPROF_STATEMENT_JUMP
								       : MEMPROF_STATEMENT_PLAIN,
		       out);
	else
		control(statement, out);
}

/* One mark per declarator that does something; so each stands alone. */
void Walker::declaration(DeclStmt *statement, List &out)
{
	bool alone = statement->isSingleDecl();
	for (Decl *decl : statement->decls()) {
		auto *variable = dyn_cast<VarDecl>(decl);
		if (variable && trees_initialised(context, variable))
			out.push_back(marks.statement(variable->getLocation(),
						      MEMPROF_STATEMENT_DECLARATION));
		declared(decl);
		if (!alone)
			out.push_back(new (context)
					      DeclStmt(DeclGroupRef(decl), statement->getBeginLoc(),
						       statement->getEndLoc()));
	}
	if (alone)
		out.push_back(statement);
}

Boundary::Boundary(ASTContext &context) : context(context) {}

void Boundary::instrument(FunctionDecl *function, StringRef name)
{
	if (marks_present(function))
		return;
	if (!callees.usual)
		callees = marks_declarations(context);
	Walker(context, function, callees).run(name);
}
