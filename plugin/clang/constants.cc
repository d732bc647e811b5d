/* constants.cc - calls of constexpr functions where no constant is asked for (walker.h).
 *
 * There a compiler may work them out or run them. Clang's code generation works conditions out,
 * GCC's parser works out what variables begin with, and conditions of `?:` in templates. So that
 * Occurrences do not depend on the compiler, here as with GCC:
 *
 *   before   if (f(1)) ...                 int n = f(1);
 *   after    if ((nothing, f(1))) ...      int n = <2>;
 */
#include "walker.h"

#include "literals.h"
#include "trees.h"

#include <clang/Basic/Builtins.h>

#include <set>

using namespace clang;

/* A library's are not profiled. */
static bool is_counted(const ASTContext &context, const FunctionDecl *callee)
{
	return callee && callee->isConstexpr() && !callee->isConsteval() && !callee->isTrivial() &&
	       !callee->isDefaulted() && !trees_of_library(context, callee);
}

/* What a constructor that nobody has written does is its members' business. */
static bool is_counted(const ASTContext &context, const CXXConstructorDecl *constructor)
{
	return constructor->isConstexpr() && !constructor->isConsteval() &&
	       !constructor->isTrivial() &&
	       !(constructor->isDefaulted() && constructor->isCopyOrMoveConstructor()) &&
	       !trees_of_library(context, constructor);
}

template <class F> static bool any_child(const Stmt *tree, F holds)
{
	for (const Stmt *child : tree->children())
		if (child && holds(child))
			return true;
	return false;
}

static bool calls_constexpr(const ASTContext &context, const Stmt *expression)
{
	if (isa<ConstantExpr>(expression) || isa<LambdaExpr>(expression) ||
	    isa<BlockExpr>(expression) || isa<StmtExpr>(expression) ||
	    isa<UnaryExprOrTypeTraitExpr>(expression) || isa<CXXNoexceptExpr>(expression))
		return false;
	if (auto *call = dyn_cast<CallExpr>(expression))
		if (is_counted(context, call->getDirectCallee()))
			return true;
	if (auto *construct = dyn_cast<CXXConstructExpr>(expression))
		if (is_counted(context, construct->getConstructor()))
			return true;
	if (auto *member = dyn_cast<CXXDefaultInitExpr>(expression))
		return calls_constexpr(context, member->getExpr());
	if (auto *list = dyn_cast<InitListExpr>(expression))
		if (list->getArrayFiller() && calls_constexpr(context, list->getArrayFiller()))
			return true;
	return any_child(expression,
			 [&](const Stmt *child) { return calls_constexpr(context, child); });
}

/* `this->a.b` */
static bool is_own_member(const Expr *expression)
{
	while (auto *member = dyn_cast<MemberExpr>(expression))
		expression = member->getBase()->IgnoreParenImpCasts();
	return isa<CXXThisExpr>(expression);
}

/* A member's default initialiser asks for the object; what another member holds is known. */
static bool asks_itself(const Stmt *expression)
{
	if (isa<CXXThisExpr>(expression))
		return true;
	if (auto *value = dyn_cast<ImplicitCastExpr>(expression))
		if (value->getCastKind() == CK_LValueToRValue &&
		    is_own_member(value->getSubExpr()->IgnoreParens()))
			return false;
	if (auto *member = dyn_cast<CXXDefaultInitExpr>(expression))
		return asks_itself(member->getExpr());
	return any_child(expression, asks_itself);
}

/* So makes a member's default initialiser an object with a destructor. */
static bool makes_itself(const Stmt *expression)
{
	if (auto *member = dyn_cast<CXXDefaultInitExpr>(expression))
		return member->getType()->isRecordType() && member->getType().isDestructedType() &&
		       !isa<InitListExpr>(member->getExpr()->IgnoreImplicit());
	if (auto *list = dyn_cast<InitListExpr>(expression))
		if (list->getArrayFiller() && makes_itself(list->getArrayFiller()))
			return true;
	return any_child(expression, makes_itself);
}

static bool holds_statements(const Stmt *expression)
{
	return isa<StmtExpr>(expression) || isa<BlockExpr>(expression) ||
	       any_child(expression, holds_statements);
}

/* GCC leaves to the run what asks `std::is_constant_evaluated()`: the answer would be another. So
 * may that of `__builtin_constant_p` be. The marks of a callee that was walked earlier may ask,
 * too, but not for the program. */
class Asks
{
	std::set<const FunctionDecl *> seen;

	bool inside(const FunctionDecl *callee)
	{
		callee = callee && callee->isConstexpr() ? callee->getDefinition() : nullptr;
		if (!callee || marks_call(callee) || !seen.insert(callee).second)
			return false;
		if (auto *constructor = dyn_cast<CXXConstructorDecl>(callee))
			for (const CXXCtorInitializer *member : constructor->inits())
				if (inside(member->getInit()))
					return true;
		return inside(callee->getBody());
	}

      public:
	bool inside(const Stmt *tree)
	{
		if (!tree)
			return false;
		const Decl *named = nullptr;
		if (auto *name = dyn_cast<DeclRefExpr>(tree))
			named = name->getDecl();
		else if (auto *member = dyn_cast<MemberExpr>(tree))
			named = member->getMemberDecl();
		else if (auto *construct = dyn_cast<CXXConstructExpr>(tree))
			named = construct->getConstructor();
		else if (auto *construct = dyn_cast<CXXInheritedCtorInitExpr>(tree))
			named = construct->getConstructor();
		else if (auto *member = dyn_cast<CXXDefaultInitExpr>(tree))
			return inside(member->getExpr());
		else if (auto *argument = dyn_cast<CXXDefaultArgExpr>(tree))
			return inside(argument->getExpr());
		else if (auto *list = dyn_cast<InitListExpr>(tree)) {
			if (inside(list->getArrayFiller()))
				return true;
		} else if (auto *call = dyn_cast<CallExpr>(tree)) {
			const unsigned builtin = call->getBuiltinCallee();
			if (builtin == Builtin::BI__builtin_is_constant_evaluated ||
			    builtin == Builtin::BI__builtin_constant_p)
				return true;
		} else if (auto *branch = dyn_cast<IfStmt>(tree)) {
			if (branch->isConsteval())
				return true;
		}
		return inside(dyn_cast_or_null<FunctionDecl>(named)) ||
		       any_child(tree, [&](const Stmt *child) { return inside(child); });
	}
};

/* Others may have to work out this variable's value. Of a lambda only who has it can. */
bool Walker::runs(void) const
{
	return context.getLangOpts().CPlusPlus && !constant && named();
}

const FunctionDecl *Walker::named(void) const
{
	const DeclContext *outer = function;
	while (outer && isLambdaCallOperator(outer))
		outer = outer->getParent()->getParent();
	return dyn_cast_or_null<FunctionDecl>(outer);
}

/* More would be copied in too many pieces. */
static const int64_t WHOLE_BYTES = 1024;

static bool evaluate_number(ASTContext &context, const Expr *expression, APValue &value)
{
	Expr::EvalResult result;
	/* As where a constant is asked for: else what running() made of callees would be none. */
	const bool asked = true;
	if (!expression->EvaluateAsRValue(result, context, asked) || result.HasSideEffects)
		return false;
	value = result.Val;
	return true;
}

/* As what a variable begins with: a class with a destructor has constants nowhere else. There is no
 * such variable, so that an object that keeps its own address is none that could be written. */
static bool evaluate_object(ASTContext &context, const Expr *expression, APValue &value)
{
	SmallVector<PartialDiagnosticAt, 2> doubts; /* a constant by kindness of Clang's alone */
	const SourceLocation place = expression->getBeginLoc();
	const QualType type = expression->getType();
	auto *variable = VarDecl::Create(context, context.getTranslationUnitDecl(), place, place,
					 nullptr, type, nullptr, SC_None);
	variable->setImplicit();
	return expression->EvaluateAsInitializer(value, context, variable, doubts, true) &&
	       doubts.empty();
}

/* Its value, or null: that is not known, or running it shows. */
Expr *Walker::worked_out(Expr *expression)
{
	const QualType type = expression->getType();
	const bool is_number = type->isIntegralOrEnumerationType() || type->isRealFloatingType();
	APValue value;
	if (!runs() || !expression->isPRValue() || type->isVoidType() || type->isDependentType() ||
	    type->isIncompleteType() ||
	    context.getTypeSizeInChars(type).getQuantity() > WHOLE_BYTES ||
	    !calls_constexpr(context, expression) || holds_statements(expression) ||
	    (isa<InitListExpr>(trees_made(expression)) &&
	     (asks_itself(expression) || makes_itself(expression))) ||
	    !(is_number ? evaluate_number(context, expression, value)
			: evaluate_object(context, expression, value)) ||
	    Asks().inside(expression))
		return nullptr;
	return literal(context, value, type, expression->getBeginLoc());
}

/* Of what a reference is bound to. */
bool Walker::work_out_temporary(MaterializeTemporaryExpr *temporary)
{
	Expr *known = worked_out(temporary->getSubExpr());
	if (!known)
		return false;
	for (Stmt *&child : temporary->children())
		child = known;
	return true;
}

/* Before anything in it is made to run. */
void Walker::work_out_condition(ConditionalOperator *choice)
{
	Expr *known = trees_in_instance(function) ? worked_out(choice->getCond()) : nullptr;
	if (known)
		*choice->child_begin() = known;
}

/* The same, but when the program runs. */
Expr *Walker::running(Expr *expression)
{
	if (!runs() || !calls_constexpr(context, expression) || !expression->isEvaluatable(context))
		return expression;
	const SourceLocation place = expression->getBeginLoc();
	return with_mark(named()->isConstexpr() ? marks.nothing_unless_asked(place)
						: marks.nothing(place),
			 expression);
}

void Walker::constants(Stmt *expression)
{
	auto work_out = [this](Expr *value) {
		Expr *known = worked_out(value);
		return known ? known : value;
	};
	if (auto *both = dyn_cast<BinaryOperator>(expression)) {
		if (both->isLogicalOp()) {
			both->setLHS(running(both->getLHS()));
			both->setRHS(running(both->getRHS()));
		}
	} else if (isa<ConditionalOperator>(expression)) {
		/* Of values that can be worked out both would be run. */
		bool skip = trees_in_instance(function);
		for (Stmt *&child : expression->children()) {
			if (!skip && cast<Expr>(child)->isPRValue())
				child = running(cast<Expr>(child));
			skip = false;
		}
	} else if (auto *list = dyn_cast<InitListExpr>(expression)) {
		/* What asks runs, but of a list of constants Clang makes one. */
		auto element_of_list = [&](Expr *value) {
			Expr *known = work_out(value);
			return known == value && value->isPRValue() &&
					       !isa<InitListExpr>(value->IgnoreImplicit()) &&
					       Asks().inside(value)
				       ? running(value)
				       : known;
		};
		if (list->getType()->isScalarType())
			return;
		for (unsigned i = 0; i < list->getNumInits(); i++)
			if (list->getInit(i) && !isa<CXXDefaultInitExpr>(list->getInit(i)))
				list->setInit(i, element_of_list(list->getInit(i)));
	} else if (auto *element = dyn_cast<ArraySubscriptExpr>(expression)) {
		if (element->getBase() == element->getLHS() &&
		    element->getBase()->IgnoreImpCasts()->getType()->isArrayType())
			element->setRHS(work_out(element->getRHS()));
	} else if (auto *made = dyn_cast<CXXNewExpr>(expression)) {
		auto size = made->getArraySize();
		for (Stmt *&child : made->children())
			if (size && child == *size)
				child = running(cast<Expr>(child));
	} else if (auto *lambda = dyn_cast<LambdaExpr>(expression)) {
		for (auto i = lambda->capture_init_begin(); i != lambda->capture_init_end(); ++i)
			if (*i)
				*i = work_out(*i);
	}
}
