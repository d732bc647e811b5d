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

#include "marks_ast.h"
#include "trees.h"

#include "profile.h"

using namespace clang;

namespace
{

class Marker
{
      public:
	Marker(ASTContext &context, FunctionDecl *function, FunctionDecl *callee)
	    : context(context), function(function), marks(context, function, callee)
	{
	}

	void run(StringRef name);

      private:
	using List = SmallVector<Stmt *, 16>;

	ASTContext &context;
	FunctionDecl *function;
	Marks marks;

	Expr *with_mark(CallExpr *mark, Expr *value);

	Stmt *single(Stmt *statement);
	CompoundStmt *scope(CompoundStmt *statement, CallExpr *first = nullptr,
			    bool always_releases = false);
	void into(Stmt *statement, List &out);
	void marked(Stmt *statement, SourceLocation location, unsigned kind, List &out);
	void declaration(DeclStmt *statement, List &out);
	void control(Stmt *statement, List &out);
	void for_loop(ForStmt *loop, List &out);
	void while_loop(WhileStmt *loop);
	void do_loop(DoStmt *loop);
	void range_loop(CXXForRangeStmt *loop, List &out);
	CXXTryStmt *try_block(CXXTryStmt *statement, CallExpr *entry = nullptr);
	Stmt *iteration(Stmt *body, SourceLocation home);
	void directive(OMPExecutableDirective *directive);
	void directive_loops(OMPLoopBasedDirective *directive, Stmt *body);
	Stmt *directive_body(OMPExecutableDirective *directive, Stmt *body);
	void block(BlockDecl *block);

	void values(Stmt *expression);
	void value(Stmt *&expression);
	void value(Expr *&expression);
	void initialiser(VarDecl *variable);
	CallExpr *initialiser_mark(const CXXCtorInitializer *initialiser);
	CXXCtorInitializer *with_init(const CXXCtorInitializer *initialiser, Expr *init);
	void initialisers(CXXConstructorDecl *constructor);
	void statement_expression(StmtExpr *expression);
	bool keeps_value(const StmtExpr *expression, const List &body);
	void resume(StmtExpr *expression, CallExpr *end, List &body);
};

void Marker::run(StringRef name)
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
		Stmt *&inner = *coroutine->child_begin();
		inner = scope(cast<CompoundStmt>(inner), entry);
	} else {
		return;
	}
	marks.finish(name);
}

/* --- statements --- */

/* `(mark, value)` */
Expr *Marker::with_mark(CallExpr *mark, Expr *value)
{
	cast<DeclRefExpr>(mark->getCallee()->IgnoreImpCasts())->setLocation(value->getBeginLoc());
	mark->setRParenLoc(value->getBeginLoc());
	return BinaryOperator::Create(context, mark, value, BO_Comma, value->getType(),
				      value->getValueKind(), value->getObjectKind(),
				      value->getExprLoc(), FPOptionsOverride());
}

/* Where the grammar has room for one statement. */
Stmt *Marker::single(Stmt *statement)
{
	List out;
	if (!statement)
		return nullptr;
	into(statement, out);
	if (out.size() == 1)
		return out[0];
	return compat::compound(context, out, statement->getBeginLoc(), statement->getEndLoc());
}

/* What always releases something: the end of a handler the exception, some destructors' members. */
CompoundStmt *Marker::scope(CompoundStmt *statement, CallExpr *first, bool always_releases)
{
	List out;
	const bool ends = (always_releases || trees_releases(context, statement)) &&
			  trees_falls_off(statement);
	if (first)
		out.push_back(first);
	for (Stmt *child : statement->body())
		into(child, out);
	if (ends)
		out.push_back(
			marks.statement(statement->getRBracLoc(), MEMPROF_STATEMENT_SCOPE_END));
	return compat::compound(context, out, statement->getLBracLoc(), statement->getRBracLoc());
}

void Marker::marked(Stmt *statement, SourceLocation location, unsigned kind, List &out)
{
	out.push_back(marks.statement(location, kind));
	value(statement);
	out.push_back(statement);
}

/* Appends the statement and its marks to a list. */
void Marker::into(Stmt *statement, List &out)
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
		/* The attribute stays with the last of what its statement becomes. */
		List inner;
		into(cast<AttributedStmt>(statement)->getSubStmt(), inner);
		*statement->child_begin() = inner.pop_back_val();
		out.append(inner.begin(), inner.end());
		out.push_back(statement);
		return;
	}
	case Stmt::ReturnStmtClass:
	case Stmt::CoreturnStmtClass:
		marked(statement, statement->getBeginLoc(), MEMPROF_STATEMENT_RETURN, out);
		return;
	case Stmt::BreakStmtClass:
	case Stmt::ContinueStmtClass:
		/* GCC's parsers drop it as well. */
		if (!out.empty() && !trees_falls_through(out.back()) &&
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
void Marker::declaration(DeclStmt *statement, List &out)
{
	bool alone = statement->isSingleDecl();
	for (Decl *decl : statement->decls()) {
		auto *variable = dyn_cast<VarDecl>(decl);
		if (variable && trees_initialised(context, variable))
			out.push_back(marks.statement(variable->getLocation(),
						      MEMPROF_STATEMENT_DECLARATION));
		if (variable)
			initialiser(variable);
		if (!alone)
			out.push_back(new (context)
					      DeclStmt(DeclGroupRef(decl), statement->getBeginLoc(),
						       statement->getEndLoc()));
	}
	if (alone)
		out.push_back(statement);
}

void Marker::control(Stmt *statement, List &out)
{
	if (auto *choice = dyn_cast<IfStmt>(statement)) {
		out.push_back(marks.statement(choice->getIfLoc(), MEMPROF_STATEMENT_IF));
		for (Stmt *&child : choice->children())
			if (child && child != choice->getThen() && child != choice->getElse())
				value(child);
		choice->setThen(single(choice->getThen()));
		if (choice->getElse())
			choice->setElse(single(choice->getElse()));
	} else if (auto *choice = dyn_cast<SwitchStmt>(statement)) {
		out.push_back(marks.statement(choice->getSwitchLoc(), MEMPROF_STATEMENT_SWITCH));
		for (Stmt *&child : choice->children())
			if (child && child != choice->getBody())
				value(child);
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

/* The body of a loop without a condition worth the name: marked where an iteration begins. */
Stmt *Marker::iteration(Stmt *body, SourceLocation home)
{
	CallExpr *call = marks.statement(home, MEMPROF_STATEMENT_LOOP);
	if (auto *block = dyn_cast<CompoundStmt>(body))
		return scope(block, call);
	List out;
	out.push_back(call);
	into(body, out);
	return compat::compound(context, out, body->getBeginLoc(), body->getEndLoc());
}

void Marker::while_loop(WhileStmt *loop)
{
	VarDecl *variable = loop->getConditionVariable();
	if (!variable && trees_constant(context, loop->getCond(), true)) {
		loop->setBody(iteration(loop->getBody(), loop->getWhileLoc()));
		return;
	}
	CallExpr *call = marks.statement(loop->getWhileLoc(), MEMPROF_STATEMENT_LOOP);
	if (variable && variable->getInit()) {
		initialiser(variable);
		variable->setInit(with_mark(call, variable->getInit()));
	} else {
		Expr *condition = loop->getCond();
		value(condition);
		loop->setCond(with_mark(call, condition));
	}
	loop->setBody(single(loop->getBody()));
}

void Marker::do_loop(DoStmt *loop)
{
	loop->setBody(single(loop->getBody()));
	if (trees_constant(context, loop->getCond(), false))
		return;
	CallExpr *call = marks.statement(loop->getWhileLoc(), MEMPROF_STATEMENT_LOOP);
	Expr *condition = loop->getCond();
	value(condition);
	loop->setCond(with_mark(call, condition));
}

void Marker::for_loop(ForStmt *loop, List &out)
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
	Expr *condition = loop->getCond();
	VarDecl *variable = loop->getConditionVariable();
	Stmt *body = loop->getBody();
	if (!variable && trees_constant(context, condition, true)) {
		body = iteration(body, loop->getForLoc());
	} else {
		SourceLocation home = variable ? variable->getBeginLoc() : condition->getBeginLoc();
		CallExpr *call = marks.statement(home, MEMPROF_STATEMENT_LOOP);
		if (variable && variable->getInit()) {
			initialiser(variable);
			variable->setInit(with_mark(call, variable->getInit()));
		} else {
			value(condition);
			loop->setCond(with_mark(call, condition));
		}
		body = single(body);
	}
	loop->setBody(body);
	if (Expr *step = loop->getInc()) {
		CallExpr *call = marks.statement(step->getBeginLoc(), MEMPROF_STATEMENT_STEP);
		value(step);
		loop->setInc(with_mark(call, step));
	}
}

void Marker::range_loop(CXXForRangeStmt *loop, List &out)
{
	out.push_back(marks.statement(loop->getForLoc(), MEMPROF_STATEMENT_INIT));
	for (DeclStmt *part : {loop->getRangeStmt(), loop->getBeginStmt(), loop->getEndStmt()})
		if (part)
			values(part);
	CallExpr *call = marks.statement(loop->getForLoc(), MEMPROF_STATEMENT_LOOP);
	loop->setCond(with_mark(call, loop->getCond()));
	loop->setBody(single(loop->getBody()));
}

/* A new one, since all instances of a template share one in which nothing depends on a parameter;
 * with the function's entry if it is a whole body. A constructor's or destructor's own handlers do
 * not let go of the exception at their end, but throw it again; and the members go at the end of
 * the destructor's block. */
CXXTryStmt *Marker::try_block(CXXTryStmt *statement, CallExpr *entry)
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

/* --- constructors --- */

/* Null if nothing happens there: an abstract class is never a whole object. */
CallExpr *Marker::initialiser_mark(const CXXCtorInitializer *initialiser)
{
	const CXXRecordDecl *own = cast<CXXMethodDecl>(function)->getParent();
	if (initialiser->isBaseInitializer() && initialiser->isBaseVirtual() && own->isAbstract())
		return nullptr;
	if (initialiser->isWritten()) {
		const TypeSourceInfo *base = initialiser->getTypeSourceInfo();
		return marks.statement(base ? base->getTypeLoc().getBeginLoc()
					    : initialiser->getMemberLocation(),
				       MEMPROF_STATEMENT_PLAIN);
	}
	if (initialiser->isInClassMemberInitializer())
		return marks.statement(initialiser->getAnyMember()->getLocation(),
				       MEMPROF_STATEMENT_DECLARATION);
	auto *construct = dyn_cast<CXXConstructExpr>(initialiser->getInit()->IgnoreImplicit());
	if (construct && construct->getConstructor()->isTrivial())
		return nullptr;
	return marks.statement(trees_name(function), MEMPROF_STATEMENT_PLAIN);
}

/* The same, but for what it evaluates. */
CXXCtorInitializer *Marker::with_init(const CXXCtorInitializer *old, Expr *init)
{
	const SourceLocation place = old->getMemberLocation(), open = old->getLParenLoc(),
			     close = old->getRParenLoc();
	CXXCtorInitializer *result;
	if (old->isDelegatingInitializer())
		result = new (context)
			CXXCtorInitializer(context, old->getTypeSourceInfo(), open, init, close);
	else if (old->isBaseInitializer())
		result = new (context)
			CXXCtorInitializer(context, old->getTypeSourceInfo(), old->isBaseVirtual(),
					   open, init, close, old->getEllipsisLoc());
	else if (old->isIndirectMemberInitializer())
		result = new (context) CXXCtorInitializer(context, old->getIndirectMember(), place,
							  open, init, close);
	else
		result = new (context)
			CXXCtorInitializer(context, old->getMember(), place, open, init, close);
	if (old->isWritten())
		result->setSourceOrder(old->getSourceOrder());
	return result;
}

/* They stand in the order in which they are run. All constructors that use a member's default
 * initialiser share it: no mark may come into it. */
void Marker::initialisers(CXXConstructorDecl *constructor)
{
	for (CXXCtorInitializer *&initialiser : constructor->inits()) {
		CallExpr *call = initialiser_mark(initialiser);
		if (!call)
			continue;
		Expr *init = initialiser->getInit();
		value(init);
		initialiser = with_init(initialiser, with_mark(call, init));
	}
	marks.current = -1;
}

/* --- what may become a function of its own --- */

void Marker::block(BlockDecl *block)
{
	marks.in_region({block->getCaretLocation(), block->getBody()->getEndLoc()},
			[&] { block->setBody(scope(cast<CompoundStmt>(block->getBody()))); });
}

bool makes_function(OpenMPDirectiveKind kind)
{
	return isOpenMPParallelDirective(kind) || isOpenMPTaskingDirective(kind) ||
	       isOpenMPTeamsDirective(kind) || isOpenMPTargetExecutionDirective(kind);
}

/* Code generation takes the loops' heads to pieces: only the body of the innermost is left. */
void Marker::directive_loops(OMPLoopBasedDirective *directive, Stmt *body)
{
	for (unsigned left = directive->getLoopsNumber(); left; left--) {
		body = body->IgnoreContainers(true);
		if (auto *loop = dyn_cast<ForStmt>(body)) {
			if (left == 1)
				loop->setBody(single(loop->getBody()));
			body = loop->getBody();
		} else if (auto *loop = dyn_cast<CXXForRangeStmt>(body)) {
			if (left == 1)
				loop->setBody(single(loop->getBody()));
			body = loop->getBody();
		} else {
			return; /* loops that other directives make */
		}
	}
}

/* Each statement of `sections` is one. */
Stmt *Marker::directive_body(OMPExecutableDirective *directive, Stmt *body)
{
	auto *sections = dyn_cast<CompoundStmt>(body);
	if (!sections ||
	    !(isa<OMPSectionsDirective>(directive) || isa<OMPParallelSectionsDirective>(directive)))
		return single(body);
	for (Stmt *&child : sections->body())
		child = single(child);
	return body;
}

void Marker::directive(OMPExecutableDirective *directive)
{
	if (!directive->hasAssociatedStmt() || isa<OMPAtomicDirective>(directive))
		return;
	auto inside = [&] {
		CapturedStmt *captured = nullptr;
		Stmt *body = directive->getAssociatedStmt();
		while (body && isa<CapturedStmt>(body)) {
			captured = cast<CapturedStmt>(body);
			body = captured->getCapturedStmt();
		}
		if (!body)
			return;
		if (auto *loops = dyn_cast<OMPLoopBasedDirective>(directive)) {
			directive_loops(loops, body);
			return;
		}
		/* It lies behind the captured variables, in a place of which only Sema may say so.
		 */
		Stmt *&place = captured ? *captured->child_end() : *directive->child_begin();
		if (place != body)
			return;
		place = directive_body(directive, body);
		if (captured)
			captured->getCapturedDecl()->setBody(place);
	};
	if (makes_function(directive->getDirectiveKind()))
		marks.in_region(
			{directive->getBeginLoc(), directive->getAssociatedStmt()->getEndLoc()},
			inside);
	else
		inside();
}

/* --- expressions: only statement expressions matter in them --- */

void Marker::initialiser(VarDecl *variable)
{
	if (variable->hasInit())
		value(*variable->getInitAddress());
}

void Marker::value(Expr *&expression)
{
	Stmt *statement = expression;
	value(statement);
	expression = cast<Expr>(statement);
}

void Marker::value(Stmt *&expression)
{
	if (auto *inner = dyn_cast<StmtExpr>(expression)) {
		if (!trees_from_macro_body(context, inner->getBeginLoc()))
			statement_expression(inner);
		return;
	}
	values(expression);
}

void Marker::values(Stmt *expression)
{
	if (auto *literal = dyn_cast<BlockExpr>(expression)) {
		block(literal->getBlockDecl());
		return;
	}
	if (isa<LambdaExpr>(expression) || isa<UnaryExprOrTypeTraitExpr>(expression) ||
	    isa<CXXNoexceptExpr>(expression))
		return;
	if (auto *declaration = dyn_cast<DeclStmt>(expression)) {
		for (Decl *decl : declaration->decls())
			if (auto *variable = dyn_cast<VarDecl>(decl))
				initialiser(variable);
		return;
	}
	for (Stmt *&child : expression->children())
		if (child)
			value(child);
}

void Marker::statement_expression(StmtExpr *expression)
{
	int outer = marks.current;
	CompoundStmt *old = expression->getSubStmt();
	CallExpr *end = nullptr;
	List out;

	const bool ends = trees_releases(context, old) && trees_falls_off(old);
	for (Stmt *child : old->body())
		into(child, out);
	/* `({ value; ; })` has the value still. */
	while (!expression->getType()->isVoidType() && isa<NullStmt>(out.back()))
		out.pop_back();
	if (outer >= 0 && keeps_value(expression, out)) {
		if (ends)
			end = marks.statement(old->getRBracLoc(), MEMPROF_STATEMENT_SCOPE_END);
		marks.current = outer;
		resume(expression, end, out);
	}
	marks.current = outer;
	expression->setSubStmt(
		compat::compound(context, out, old->getLBracLoc(), old->getRBracLoc()));
}

/* Whether something may follow the value. A class's stays where it is: moving it would be the
 * program's business. */
bool Marker::keeps_value(const StmtExpr *expression, const List &body)
{
	QualType type = expression->getType();
	if (type->isVoidType())
		return true;
	auto *last = dyn_cast<Expr>(body.back());
	return last && last->isPRValue() &&
	       !(context.getLangOpts().CPlusPlus && type->isRecordType());
}

/* `({ …; value; })` becomes `({ …; T t = value; mark; t; })`; and if its end releases something,
 * `({ T t; { …; t = value; mark of the end; } mark; t; })`. */
void Marker::resume(StmtExpr *expression, CallExpr *end, List &body)
{
	QualType type = expression->getType().getUnqualifiedType();
	SourceLocation nowhere = expression->getEndLoc();
	CallExpr *mark = marks.resume(nowhere);
	auto inner = [&] {
		body.push_back(end);
		return compat::compound(context, body, expression->getBeginLoc(), nowhere);
	};

	if (type->isVoidType()) {
		if (end)
			body = {inner()};
		body.push_back(mark);
		return;
	}
	auto *slot = VarDecl::Create(context, function, nowhere, nowhere, nullptr, type,
				     context.getTrivialTypeSourceInfo(type, nowhere), SC_None);
	slot->setImplicit();
	slot->setIsUsed();
	auto *declaration = new (context) DeclStmt(DeclGroupRef(slot), nowhere, nowhere);
	auto reference = [&] {
		return DeclRefExpr::Create(context, NestedNameSpecifierLoc(), nowhere, slot, false,
					   nowhere, type, VK_LValue);
	};
	auto *value = cast<Expr>(body.back());
	if (end) {
		body.back() = BinaryOperator::Create(context, reference(), value, BO_Assign, type,
						     context.getLangOpts().CPlusPlus ? VK_LValue
										     : VK_PRValue,
						     OK_Ordinary, nowhere, FPOptionsOverride());
		body = {declaration, inner()};
	} else {
		slot->setInit(value);
		body.back() = declaration;
	}
	body.push_back(mark);
	body.push_back(ImplicitCastExpr::Create(context, type, CK_LValueToRValue, reference(),
						nullptr, VK_PRValue, FPOptionsOverride()));
}

} // namespace

Boundary::Boundary(ASTContext &context) : context(context) {}

void Boundary::instrument(FunctionDecl *function, StringRef name)
{
	if (marks_present(function))
		return;
	if (!declaration)
		declaration = marks_declaration(context);
	Marker(context, function, declaration).run(name);
}
