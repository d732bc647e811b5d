/* control.cc - marks inside conditions and loops (walker.h).
 *
 *   before   while (c) s;        after   while ((mark, c)) { mark; s; }
 */
#include "walker.h"

#include "trees.h"

#include "profile.h"

using namespace clang;

/* All instances of a template share a statement in which nothing depends on a parameter, and no
 * variable is named: the first would leave its marks for the others. */
Stmt *Walker::own(Stmt *statement)
{
	if (!trees_in_instance(function))
		return statement;
	if (auto *choice = dyn_cast<IfStmt>(statement)) {
		if (choice->hasInitStorage() || choice->hasVarStorage())
			return choice;
		return IfStmt::Create(context, choice->getIfLoc(), choice->getStatementKind(),
				      nullptr, nullptr, choice->getCond(), choice->getLParenLoc(),
				      choice->getRParenLoc(), choice->getThen(),
				      choice->getElseLoc(), choice->getElse());
	}
	if (auto *loop = dyn_cast<WhileStmt>(statement)) {
		if (loop->hasVarStorage())
			return loop;
		return WhileStmt::Create(context, nullptr, loop->getCond(), loop->getBody(),
					 loop->getWhileLoc(), loop->getLParenLoc(),
					 loop->getRParenLoc());
	}
	if (auto *loop = dyn_cast<DoStmt>(statement))
		return new (context) DoStmt(loop->getBody(), loop->getCond(), loop->getDoLoc(),
					    loop->getWhileLoc(), loop->getRParenLoc());
	if (auto *loop = dyn_cast<ForStmt>(statement)) {
		if (loop->getConditionVariable())
			return loop;
		return new (context) ForStmt(context, loop->getInit(), loop->getCond(), nullptr,
					     loop->getInc(), loop->getBody(), loop->getForLoc(),
					     loop->getLParenLoc(), loop->getRParenLoc());
	}
	return statement;
}

void Walker::control(Stmt *statement, List &out)
{
	statement = own(statement);
	if (auto *choice = dyn_cast<IfStmt>(statement)) {
		out.push_back(marks.statement(choice->getIfLoc(), MEMPROF_STATEMENT_IF));
		for (Stmt *&child : choice->children())
			if (child && child != choice->getThen() && child != choice->getElse())
				value(child);
		if (choice->getCond() && !choice->isConstexpr())
			choice->setCond(running(choice->getCond()));
		/* What is discarded is nowhere in the program, in a template or not. */
		const bool chosen = choice->isConstexpr() && !choice->getCond()->isValueDependent();
		const bool yes = chosen && choice->getCond()->EvaluateKnownConstInt(context) != 0;
		if (!chosen || yes)
			choice->setThen(single(choice->getThen()));
		if (choice->getElse() && !yes)
			choice->setElse(single(choice->getElse()));
	} else if (auto *choice = dyn_cast<SwitchStmt>(statement)) {
		out.push_back(marks.statement(choice->getSwitchLoc(), MEMPROF_STATEMENT_SWITCH));
		for (Stmt *&child : choice->children())
			if (child && child != choice->getBody())
				value(child);
		choice->setCond(running(choice->getCond()));
		choice->setBody(single(choice->getBody()));
	} else if (auto *loop = dyn_cast<WhileStmt>(statement)) {
		while_loop(loop);
	} else if (auto *loop = dyn_cast<DoStmt>(statement)) {
		do_loop(loop);
	} else if (auto *loop = dyn_cast<ForStmt>(statement)) {
		for_loop(loop, out);
	} else if (auto *loop = dyn_cast<CXXForRangeStmt>(statement)) {
		range_loop(loop, out);
	} else if (auto *parallel = dyn_cast<OMPExecutableDirective>(statement)) {
		directive(parallel);
	}
	out.push_back(statement);
}

/* --- loops --- */

/* A variable that the condition declares has the mark in its initialiser. */
template <typename Loop> void Walker::condition(Loop *loop, CallExpr *mark)
{
	VarDecl *variable = loop->getConditionVariable();
	if (variable && variable->getInit()) {
		initialiser(variable);
		variable->setInit(with_mark(mark, variable->getInit()));
	} else {
		Expr *condition = loop->getCond();
		value(condition);
		loop->setCond(with_mark(mark, condition));
	}
}

/* The body of a loop without a condition worth the name: marked where an iteration begins. */
Stmt *Walker::iteration(Stmt *body, SourceLocation home)
{
	CallExpr *call = marks.statement(home, MEMPROF_STATEMENT_LOOP);
	if (auto *block = dyn_cast<CompoundStmt>(body))
		return scope(block, call);
	List out;
	out.push_back(call);
	into(body, out);
	return compat::compound(context, out, body->getBeginLoc(), body->getEndLoc());
}

void Walker::while_loop(WhileStmt *loop)
{
	if (!loop->getConditionVariable() && trees_constant(context, loop->getCond(), true)) {
		loop->setBody(iteration(loop->getBody(), loop->getWhileLoc()));
		return;
	}
	condition(loop, marks.statement(loop->getWhileLoc(), MEMPROF_STATEMENT_LOOP));
	loop->setBody(single(loop->getBody()));
}

void Walker::do_loop(DoStmt *loop)
{
	loop->setBody(single(loop->getBody()));
	if (trees_constant(context, loop->getCond(), false))
		return;
	CallExpr *call = marks.statement(loop->getWhileLoc(), MEMPROF_STATEMENT_LOOP);
	Expr *condition = loop->getCond();
	value(condition);
	loop->setCond(with_mark(call, condition));
}

void Walker::for_loop(ForStmt *loop, List &out)
{
	if (Stmt *init = loop->getInit()) {
		bool does = true;
		if (auto *declaration = dyn_cast<DeclStmt>(init)) {
			does = false;
			for (Decl *decl : declaration->decls())
				if (auto *variable = dyn_cast<VarDecl>(decl))
					does |= trees_initialised(context, variable);
		}
		if (does)
			out.push_back(marks.statement(init->getBeginLoc(), MEMPROF_STATEMENT_INIT));
		value(init);
		loop->setInit(init);
	}
	VarDecl *variable = loop->getConditionVariable();
	Stmt *body = loop->getBody();
	if (!variable && trees_constant(context, loop->getCond(), true)) {
		body = iteration(body, loop->getForLoc());
	} else {
		SourceLocation home =
			variable ? variable->getBeginLoc() : loop->getCond()->getBeginLoc();
		condition(loop, marks.statement(home, MEMPROF_STATEMENT_LOOP));
		body = single(body);
	}
	loop->setBody(body);
	if (Expr *step = loop->getInc()) {
		CallExpr *call = marks.statement(step->getBeginLoc(), MEMPROF_STATEMENT_STEP);
		value(step);
		loop->setInc(with_mark(call, step));
	}
}

void Walker::range_loop(CXXForRangeStmt *loop, List &out)
{
	out.push_back(marks.statement(loop->getForLoc(), MEMPROF_STATEMENT_INIT));
	if (Stmt *init = loop->getInit()) {
		value(init);
		loop->setInit(init);
	}
	for (DeclStmt *part : {loop->getRangeStmt(), loop->getBeginStmt(), loop->getEndStmt()})
		if (part)
			values(part);
	CallExpr *call = marks.statement(loop->getForLoc(), MEMPROF_STATEMENT_LOOP);
	loop->setCond(with_mark(call, loop->getCond()));
	loop->setBody(single(loop->getBody()));
}
