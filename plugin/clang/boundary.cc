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

#include "options.h"
#include "profile.h"

using namespace clang;

namespace
{

class Marker
{
      public:
	Marker(ASTContext &context, FunctionDecl *function, FunctionDecl *mark)
	    : context(context), function(function), mark(mark)
	{
	}

	void run(StringRef name);

      private:
	struct Statement {
		unsigned file, line, column, kind, region;
	};
	struct Region {
		unsigned line, column, last_line;
	};
	using List = SmallVector<Stmt *, 16>;

	ASTContext &context;
	FunctionDecl *function, *mark;
	std::vector<std::string> files;
	std::vector<Statement> statements;
	std::vector<CallExpr *> calls; /* whose table is still to be given */
	int current = -1;              /* statement under way */
	std::vector<Region> regions;
	unsigned region = 0; /* one more than its index; 0: in none */

	unsigned file_index(const std::string &file);
	CallExpr *call(unsigned what, SourceLocation location);
	CallExpr *mark_at(SourceLocation location, unsigned kind);
	std::string table(StringRef name);

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
	template <typename Inside> void in_region(SourceRange range, Inside inside);

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

/* --- marks --- */

unsigned Marker::file_index(const std::string &file)
{
	for (size_t i = 0; i < files.size(); i++)
		if (files[i] == file)
			return i;
	files.push_back(file);
	return files.size() - 1;
}

/* The location is for those who walk the tree after us (coverage). */
CallExpr *Marker::call(unsigned what, SourceLocation location)
{
	QualType type = mark->getType();
	Expr *callee = DeclRefExpr::Create(context, NestedNameSpecifierLoc(), SourceLocation(),
					   mark, false, location, type, VK_LValue);
	callee = ImplicitCastExpr::Create(context, context.getPointerType(type),
					  CK_FunctionToPointerDecay, callee, nullptr, VK_PRValue,
					  FPOptionsOverride());
	Expr *index = IntegerLiteral::Create(
		context, llvm::APInt(context.getIntWidth(context.UnsignedIntTy), what),
		context.UnsignedIntTy, location);
	/* The first argument takes its place when the table is complete. */
	CallExpr *result = CallExpr::Create(context, callee, {index, index}, context.VoidTy,
					    VK_PRValue, location, FPOptionsOverride());
	calls.push_back(result);
	return result;
}

CallExpr *Marker::mark_at(SourceLocation location, unsigned kind)
{
	PresumedLoc home = trees_home(context, location);
	Statement statement = {0, 0, 0, kind, region};
	if (home.isValid())
		statement = {file_index(trees_file(context, home)), home.getLine(),
			     home.getColumn(), kind, region};
	statements.push_back(statement);
	current = statements.size() - 1;
	return call(current, location);
}

/* The function by which unwinding knows what to do here; none: no exceptions. */
const char *personality(const LangOptions &language)
{
	if (!language.Exceptions || language.ObjC)
		return "";
	return language.CPlusPlus ? "__gxx_personality_v0" : "__gcc_personality_v0";
}

std::string Marker::table(StringRef name)
{
	std::string bytes;
	auto text = [&](StringRef s) { bytes.append(s.data(), s.size()).push_back(0); };
	auto number = [&](unsigned n) { text(std::to_string(n)); };
	PresumedLoc begin = trees_home(context, trees_name(function));
	PresumedLoc end = trees_home(context, function->getBodyRBrace());

	text(mcc_options.calls ? "calls" : "inline");
	text(name);
	text(mcc_options.directory);
	text("clang " CLANG_VERSION_STRING);
	text(personality(context.getLangOpts()));
	number(begin.isValid() ? begin.getLine() : 0);
	number(begin.isValid() ? begin.getColumn() : 0);
	number(end.isValid() ? end.getLine() : 0);
	number(files.size());
	for (const std::string &file : files)
		text(file);
	number(regions.size());
	for (const Region &r : regions) {
		number(r.line);
		number(r.column);
		number(r.last_line);
	}
	number(statements.size());
	for (const Statement &s : statements) {
		number(s.file);
		number(s.line);
		number(s.column);
		number(s.kind);
		number(s.region);
	}
	return bytes;
}

void Marker::run(StringRef name)
{
	file_index(trees_file(context, trees_home(context, trees_name(function))));
	Stmt *body = function->getBody();
	CallExpr *entry = call(MARK_ENTRY, body->getBeginLoc());

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
	StringLiteral *literal = compat::string(context, table(name));
	for (CallExpr *call : calls)
		call->setArg(0, ImplicitCastExpr::Create(context, mark->getParamDecl(0)->getType(),
							 CK_ArrayToPointerDecay, literal, nullptr,
							 VK_PRValue, FPOptionsOverride()));
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
		out.push_back(mark_at(statement->getRBracLoc(), MEMPROF_STATEMENT_SCOPE_END));
	return compat::compound(context, out, statement->getLBracLoc(), statement->getRBracLoc());
}

void Marker::marked(Stmt *statement, SourceLocation location, unsigned kind, List &out)
{
	out.push_back(mark_at(location, kind));
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
			out.push_back(
				mark_at(variable->getLocation(), MEMPROF_STATEMENT_DECLARATION));
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
		out.push_back(mark_at(choice->getIfLoc(), MEMPROF_STATEMENT_IF));
		for (Stmt *&child : choice->children())
			if (child && child != choice->getThen() && child != choice->getElse())
				value(child);
		choice->setThen(single(choice->getThen()));
		if (choice->getElse())
			choice->setElse(single(choice->getElse()));
	} else if (auto *choice = dyn_cast<SwitchStmt>(statement)) {
		out.push_back(mark_at(choice->getSwitchLoc(), MEMPROF_STATEMENT_SWITCH));
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
	CallExpr *call = mark_at(home, MEMPROF_STATEMENT_LOOP);
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
	CallExpr *call = mark_at(loop->getWhileLoc(), MEMPROF_STATEMENT_LOOP);
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
	CallExpr *call = mark_at(loop->getWhileLoc(), MEMPROF_STATEMENT_LOOP);
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
			out.push_back(mark_at(init->getBeginLoc(), MEMPROF_STATEMENT_INIT));
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
		CallExpr *call = mark_at(home, MEMPROF_STATEMENT_LOOP);
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
		CallExpr *call = mark_at(step->getBeginLoc(), MEMPROF_STATEMENT_STEP);
		value(step);
		loop->setInc(with_mark(call, step));
	}
}

void Marker::range_loop(CXXForRangeStmt *loop, List &out)
{
	out.push_back(mark_at(loop->getForLoc(), MEMPROF_STATEMENT_INIT));
	for (DeclStmt *part : {loop->getRangeStmt(), loop->getBeginStmt(), loop->getEndStmt()})
		if (part)
			values(part);
	CallExpr *call = mark_at(loop->getForLoc(), MEMPROF_STATEMENT_LOOP);
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
		CallExpr *call = mark_at(handler->getCatchLoc(), MEMPROF_STATEMENT_CATCH);
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
		return mark_at(base ? base->getTypeLoc().getBeginLoc()
				    : initialiser->getMemberLocation(),
			       MEMPROF_STATEMENT_PLAIN);
	}
	if (initialiser->isInClassMemberInitializer())
		return mark_at(initialiser->getAnyMember()->getLocation(),
			       MEMPROF_STATEMENT_DECLARATION);
	auto *construct = dyn_cast<CXXConstructExpr>(initialiser->getInit()->IgnoreImplicit());
	if (construct && construct->getConstructor()->isTrivial())
		return nullptr;
	return mark_at(trees_name(function), MEMPROF_STATEMENT_PLAIN);
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
	current = -1;
}

/* --- what may become a function of its own --- */

template <typename Inside> void Marker::in_region(SourceRange range, Inside inside)
{
	PresumedLoc home = trees_home(context, range.getBegin());
	PresumedLoc end = trees_home(context, range.getEnd());
	unsigned outer_region = region;
	int outer = current;
	auto line = [](PresumedLoc place) { return place.isValid() ? place.getLine() : 0; };
	regions.push_back({line(home), home.isValid() ? home.getColumn() : 0, line(end)});
	region = regions.size();
	current = -1;
	inside();
	region = outer_region;
	current = outer;
}

void Marker::block(BlockDecl *block)
{
	in_region({block->getCaretLocation(), block->getBody()->getEndLoc()},
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
		in_region({directive->getBeginLoc(), directive->getAssociatedStmt()->getEndLoc()},
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
	int outer = current;
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
			end = mark_at(old->getRBracLoc(), MEMPROF_STATEMENT_SCOPE_END);
		current = outer;
		resume(expression, end, out);
	}
	current = outer;
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
	CallExpr *mark = call(current | MARK_RESUME, nowhere);
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

/* `void __memcc_mark(const char *, unsigned)`; in C++ a constexpr function that does nothing, so
 * that marked functions can still be evaluated by the compiler. */
FunctionDecl *make_mark_declaration(ASTContext &context)
{
	const bool cplus = context.getLangOpts().CPlusPlus;
	SourceLocation nowhere;
	QualType text = context.getPointerType(context.CharTy.withConst());
	QualType types[] = {text, context.UnsignedIntTy};
	FunctionProtoType::ExtProtoInfo information;
	if (cplus)
		information.ExceptionSpec.Type = EST_BasicNoexcept;
	QualType type = context.getFunctionType(context.VoidTy, types, information);
	DeclContext *unit = context.getTranslationUnitDecl();
	FunctionDecl *decl = FunctionDecl::Create(
		context, unit, nowhere, nowhere, &context.Idents.get(MARK_NAME), type,
		context.getTrivialTypeSourceInfo(type), SC_Extern);
	SmallVector<ParmVarDecl *, 2> parameters;
	for (QualType parameter : types)
		parameters.push_back(ParmVarDecl::Create(context, decl, nowhere, nowhere, nullptr,
							 parameter, nullptr, SC_None, nullptr));
	decl->setParams(parameters);
	decl->setImplicit();
	decl->addAttr(NoThrowAttr::CreateImplicit(context));
	/* The same in every language; in a module it would also carry the module's name. */
	decl->addAttr(AsmLabelAttr::CreateImplicit(context, MARK_NAME, true));
	if (cplus) {
		decl->setConstexprKind(ConstexprSpecKind::Constexpr);
		decl->setImplicitlyInline();
		decl->setBody(compat::compound(context, {}, nowhere, nowhere));
	}
	return decl;
}

/* Its body comes out of a module that was written when code was made of it. */
bool has_marks(const FunctionDecl *function)
{
	const Stmt *body = function->getBody();
	while (body && !isa<CallExpr>(body)) {
		auto *block = dyn_cast<CompoundStmt>(body);
		if (!block && !isa<CXXTryStmt>(body) && !isa<CoroutineBodyStmt>(body))
			return false;
		body = block && block->body_empty() ? nullptr : *body->child_begin();
	}
	const FunctionDecl *callee = body ? cast<CallExpr>(body)->getDirectCallee() : nullptr;
	return callee && callee->getIdentifier() && callee->getName() == MARK_NAME;
}

} // namespace

Boundary::Boundary(ASTContext &context) : context(context) {}

void Boundary::instrument(FunctionDecl *function, StringRef name)
{
	if (has_marks(function))
		return;
	if (!mark_declaration)
		mark_declaration = make_mark_declaration(context);
	Marker(context, function, mark_declaration).run(name);
}
