/* trees.cc - see trees.h. */
#include "trees.h"

using namespace clang;

/* --- where things stand --- */

PresumedLoc trees_home(ASTContext &context, SourceLocation location)
{
	const SourceManager &sources = context.getSourceManager();
	return sources.getPresumedLoc(sources.getExpansionLoc(location));
}

/* Clang finds "inc.h" beside "main.c" as "./inc.h". */
std::string trees_file(ASTContext &context, PresumedLoc home)
{
	const SourceManager &sources = context.getSourceManager();
	StringRef file = home.isValid() ? home.getFilename() : "";
	PresumedLoc main =
		sources.getPresumedLoc(sources.getLocForStartOfFile(sources.getMainFileID()));
	if (main.isValid() && StringRef(main.getFilename()).substr(0, 2) != "./")
		file.consume_front("./");
	return file.str();
}

SourceLocation trees_name(const FunctionDecl *function)
{
	const FunctionDecl *pattern = function->getTemplateInstantiationPattern();
	return (pattern ? pattern : function)->getLocation();
}

bool trees_in_instance(const DeclContext *context)
{
	for (; context; context = context->getParent())
		if (auto *function = dyn_cast<FunctionDecl>(context))
			if (function->isTemplateInstantiation())
				return true;
	return false;
}

bool trees_of_library(const ASTContext &context, const FunctionDecl *function)
{
	return context.getSourceManager().isInSystemHeader(trees_name(function));
}

bool trees_from_macro_body(ASTContext &context, SourceLocation location)
{
	const SourceManager &sources = context.getSourceManager();
	while (location.isMacroID()) {
		if (!sources.isMacroArgExpansion(location))
			return true;
		location = sources.getImmediateSpellingLoc(location);
	}
	return false;
}

/* --- where control goes --- */

bool trees_constant(const ASTContext &context, const Expr *condition, bool truth)
{
	bool result;
	if (!condition)
		return truth;
	return condition->EvaluateAsBooleanCondition(result, context) && result == truth &&
	       !condition->HasSideEffects(context);
}

/* Whether a `break` in the statement leaves it. */
static bool breaks_out(const Stmt *statement)
{
	if (isa<BreakStmt>(statement))
		return true;
	if (isa<SwitchStmt>(statement) || isa<ForStmt>(statement) || isa<WhileStmt>(statement) ||
	    isa<DoStmt>(statement) || isa<CXXForRangeStmt>(statement) || isa<Expr>(statement))
		return false;
	for (const Stmt *child : statement->children())
		if (child && breaks_out(child))
			return true;
	return false;
}

static bool has_default(const SwitchStmt *choice)
{
	for (const SwitchCase *label = choice->getSwitchCaseList(); label;
	     label = label->getNextSwitchCase())
		if (isa<DefaultStmt>(label))
			return true;
	return false;
}

const Stmt *trees_last(ArrayRef<Stmt *> list)
{
	while (!list.empty() && isa<NullStmt>(list.back()))
		list = list.drop_back();
	return list.empty() ? nullptr : list.back();
}

static const Stmt *last_of(const CompoundStmt *block)
{
	return trees_last({const_cast<CompoundStmt *>(block)->body_begin(), block->size()});
}

/* Without a context, what GCC's parsers ask: who know neither endless loops nor what leaves
 * handlers, and no constant. */
static bool falls(const Stmt *statement, const ASTContext *context);

static bool loop_ends(const Expr *condition, const Stmt *body, const ASTContext *context)
{
	return !context || !trees_constant(*context, condition, true) || breaks_out(body);
}

static bool any_handler_falls(const CXXTryStmt *statement, const ASTContext *context)
{
	if (!context || falls(statement->getTryBlock(), context))
		return true;
	for (unsigned i = 0; i < statement->getNumHandlers(); i++)
		if (falls(statement->getHandler(i)->getHandlerBlock(), context))
			return true;
	return false;
}

static bool choice_falls(const IfStmt *choice, const ASTContext *context)
{
	const Expr *condition = choice->getCond();
	const bool known = context && condition;
	return (!(known && trees_constant(*context, condition, false)) &&
		falls(choice->getThen(), context)) ||
	       (!(known && trees_constant(*context, condition, true)) &&
		(!choice->getElse() || falls(choice->getElse(), context)));
}

static bool falls(const Stmt *statement, const ASTContext *context)
{
	if (!statement)
		return true;
	if (isa<ReturnStmt>(statement) || isa<CoreturnStmt>(statement) ||
	    isa<GotoStmt>(statement) || isa<IndirectGotoStmt>(statement))
		return false;
	if (context && (isa<BreakStmt>(statement) || isa<ContinueStmt>(statement)))
		return false;
	if (auto *block = dyn_cast<CompoundStmt>(statement))
		return falls(last_of(block), context);
	if (auto *label = dyn_cast<LabelStmt>(statement))
		return falls(label->getSubStmt(), context);
	if (auto *label = dyn_cast<SwitchCase>(statement))
		return falls(label->getSubStmt(), context);
	if (auto *choice = dyn_cast<IfStmt>(statement))
		return choice_falls(choice, context);
	if (auto *choice = dyn_cast<SwitchStmt>(statement))
		return !has_default(choice) || breaks_out(choice->getBody()) ||
		       falls(choice->getBody(), context);
	if (auto *loop = dyn_cast<ForStmt>(statement))
		return loop_ends(loop->getCond(), loop->getBody(), context);
	if (auto *loop = dyn_cast<WhileStmt>(statement))
		return loop_ends(loop->getCond(), loop->getBody(), context);
	if (auto *loop = dyn_cast<DoStmt>(statement))
		return loop_ends(loop->getCond(), loop->getBody(), context);
	if (auto *block = dyn_cast<CXXTryStmt>(statement))
		return any_handler_falls(block, context);
	if (auto *expression = dyn_cast<Expr>(statement)) {
		expression = expression->IgnoreImplicit();
		if (auto *call = dyn_cast<CallExpr>(expression)) {
			const FunctionDecl *callee = call->getDirectCallee();
			return !callee || !callee->isNoReturn();
		}
		if (auto *both = dyn_cast<BinaryOperator>(expression))
			return !context || !both->isCommaOp() || falls(both->getRHS(), context);
		if (auto *choice = dyn_cast<ConditionalOperator>(expression))
			return !context || falls(choice->getTrueExpr(), context) ||
			       falls(choice->getFalseExpr(), context);
		return !isa<CXXThrowExpr>(expression);
	}
	return true;
}

bool trees_falls_through(const Stmt *statement)
{
	return falls(statement, nullptr);
}

bool trees_falls_off(const ASTContext &context, const CompoundStmt *scope)
{
	return falls(last_of(scope), &context);
}

/* --- what declarations do --- */

bool trees_initialised(ASTContext &context, const VarDecl *variable)
{
	if (!variable->hasLocalStorage()) {
		/* C++: constructed when control first passes. */
		return variable->isStaticLocal() && variable->hasInit() &&
		       !variable->getInit()->isConstantInitializer(
			       context, variable->getType()->isReferenceType());
	}
	if (variable->getType()->isVariableArrayType())
		return true;
	if (!variable->hasInit())
		return false;
	auto *construct = dyn_cast<CXXConstructExpr>(variable->getInit());
	return !construct || variable->getInitStyle() != VarDecl::CallInit ||
	       construct->getParenOrBraceRange().isValid() ||
	       !construct->getConstructor()->isTrivial();
}

/* Whether the initialiser makes a temporary, somewhere in it, that lives as long as the variable
 * and is destroyed with it. */
static bool extends_temporary(const Stmt *init, const VarDecl *variable)
{
	if (auto *temporary = dyn_cast<MaterializeTemporaryExpr>(init))
		if (temporary->getExtendingDecl() == variable &&
		    temporary->getType().isDestructedType() == QualType::DK_cxx_destructor)
			return true;
	if (auto *member = dyn_cast<CXXDefaultInitExpr>(init))
		return extends_temporary(member->getExpr(), variable);
	for (const Stmt *part : init->children())
		if (part && extends_temporary(part, variable))
			return true;
	return false;
}

static const Stmt *behind_labels(const Stmt *statement)
{
	for (;;)
		if (auto *label = dyn_cast<LabelStmt>(statement))
			statement = label->getSubStmt();
		else if (auto *label = dyn_cast<SwitchCase>(statement))
			statement = label->getSubStmt();
		else
			return statement;
}

Expr *trees_made(Expr *expression)
{
	for (;;) {
		Expr *inner = expression->IgnoreParens();
		if (auto *full = dyn_cast<ExprWithCleanups>(inner))
			inner = full->getSubExpr();
		else if (auto *cast = dyn_cast<CastExpr>(inner);
			 cast && (cast->getCastKind() == CK_ConstructorConversion ||
				  cast->getCastKind() == CK_NoOp))
			inner = cast->getSubExpr();
		if (inner == expression)
			return inner;
		expression = inner;
	}
}

MaterializeTemporaryExpr *trees_temporary(Expr *expression)
{
	return dyn_cast<MaterializeTemporaryExpr>(trees_made(expression));
}

bool trees_releases(const ASTContext &context, const CompoundStmt *scope)
{
	for (const Stmt *statement : scope->body()) {
		auto *declaration = dyn_cast<DeclStmt>(behind_labels(statement));
		if (!declaration)
			continue;
		for (const Decl *decl : declaration->decls()) {
			auto *variable = dyn_cast<VarDecl>(decl);
			if (!variable || !variable->hasLocalStorage())
				continue;
			if (variable->hasAttr<CleanupAttr>() ||
			    variable->needsDestruction(context) == QualType::DK_cxx_destructor)
				return true;
			if (variable->hasInit() && extends_temporary(variable->getInit(), variable))
				return true;
		}
	}
	return false;
}

bool trees_destroys_members(const FunctionDecl *function)
{
	auto *destructor = dyn_cast<CXXDestructorDecl>(function);
	if (!destructor || destructor->getParent()->isUnion())
		return false;
	for (const CXXBaseSpecifier &base : destructor->getParent()->bases())
		if (!base.isVirtual() &&
		    base.getType().isDestructedType() == QualType::DK_cxx_destructor)
			return true;
	for (const FieldDecl *field : destructor->getParent()->fields())
		if (!(field->isAnonymousStructOrUnion() && field->getType()->isUnionType()) &&
		    field->getType().isDestructedType() == QualType::DK_cxx_destructor)
			return true;
	return false;
}
