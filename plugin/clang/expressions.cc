/* expressions.cc - marks inside expressions: only statement expressions matter in them (walker.h).
 *
 *   before   n = ({ f(); g(); });
 *   after    mark; n = ({ mark; f(); mark; int t = g(); resume; t; });
 */
#include "walker.h"

#include "trees.h"

#include "profile.h"

using namespace clang;

/* As code generation does it: a type that several declarators share is worked out for the first;
 * what a typedef names, where that stands. */
void Walker::sizes(QualType type)
{
	while (type->isVariablyModifiedType()) {
		const QualType inner = type.getSingleStepDesugaredType(context);
		Stmt *size = nullptr;
		if (isa<TypedefType>(type) || isa<DeducedType>(type) || isa<DecltypeType>(type))
			return;
		if (auto *of = dyn_cast<TypeOfExprType>(type))
			size = of->getUnderlyingExpr();
		else if (auto *array = dyn_cast<VariableArrayType>(type))
			size = array->getSizeExpr();
		if (size && sized.insert(size).second)
			value(size);
		if (isa<TypeOfExprType>(type))
			return;
		if (inner != type)
			type = inner;
		else if (auto *array = dyn_cast<ArrayType>(type))
			type = array->getElementType();
		else if (auto *call = dyn_cast<FunctionType>(type))
			type = call->getReturnType();
		else if (auto *atomic = dyn_cast<AtomicType>(type))
			type = atomic->getValueType();
		else
			type = type->getPointeeType();
	}
}

void Walker::declared(Decl *decl)
{
	if (auto *name = dyn_cast<TypedefNameDecl>(decl))
		sizes(name->getUnderlyingType());
	if (auto *variable = dyn_cast<VarDecl>(decl)) {
		sizes(variable->getType());
		initialiser(variable);
	}
}

void Walker::initialiser(VarDecl *variable)
{
	if (!variable->hasInit())
		return;
	const bool outer = constant;
	MaterializeTemporaryExpr *bound = trees_temporary(variable->getInit());
	/* (What is bound to a temporary of this function is no constant.) */
	constant |= !variable->hasLocalStorage() || variable->isConstexpr() ||
		    (variable->mightBeUsableInConstantExpressions(context) && !bound &&
		     !variable->isImplicit() && variable->getInit()->isEvaluatable(context));
	const bool generic = isLambdaCallOperator(function) && function->isTemplateInstantiation();
	/* Within a constexpr function it may depend on who calls, but for `T x(1);`. */
	const bool depends = named() && named()->isConstexpr() &&
			     (variable->getInitStyle() == VarDecl::CInit ||
			      !isa<CXXConstructExpr>(variable->getInit()->IgnoreImplicit()));
	/* `T x = T(1);` where T has a destructor: the constructor runs. */
	const bool copied = variable->getInitStyle() == VarDecl::CInit &&
			    variable->getType().isDestructedType() &&
			    !isa<InitListExpr>(trees_made(variable->getInit())->IgnoreImplicit());
	if (Expr *known = generic || depends || copied ? nullptr : worked_out(variable->getInit()))
		variable->setInit(known);
	else if (generic || !bound || !work_out_temporary(bound))
		value(*variable->getInitAddress());
	constant = outer;
}

void Walker::value(Expr *&expression)
{
	Stmt *statement = expression;
	value(statement);
	expression = cast<Expr>(statement);
}

void Walker::value(Stmt *&expression)
{
	if (auto *inner = dyn_cast<StmtExpr>(expression)) {
		if (!trees_from_macro_body(context, inner->getBeginLoc()))
			statement_expression(inner);
		return;
	}
	values(expression);
}

void Walker::values(Stmt *expression)
{
	if (auto *literal = dyn_cast<BlockExpr>(expression)) {
		block(literal->getBlockDecl());
		return;
	}
	if (auto *lambda = dyn_cast<LambdaExpr>(expression)) { /* its body is another function */
		for (auto i = lambda->capture_init_begin(); i != lambda->capture_init_end(); ++i)
			if (Stmt *begins = *i) {
				value(begins);
				*i = cast<Expr>(begins);
			}
		constants(expression);
		return;
	}
	if (auto *asked = dyn_cast<UnaryExprOrTypeTraitExpr>(expression)) {
		if (asked->getKind() != UETT_SizeOf ||
		    !asked->getTypeOfArgument()->isVariableArrayType())
			return;
		if (asked->isArgumentType())
			sizes(asked->getArgumentType());
		else
			values(asked->getArgumentExpr());
		return;
	}
	if (isa<CXXNoexceptExpr>(expression))
		return;
	if (auto *declaration = dyn_cast<DeclStmt>(expression)) {
		for (Decl *decl : declaration->decls())
			declared(decl);
		return;
	}
	if (isa<ConstantExpr>(expression))
		return;
	if (isa<ExplicitCastExpr>(expression) || isa<CompoundLiteralExpr>(expression) ||
	    isa<VAArgExpr>(expression))
		sizes(cast<Expr>(expression)->getType());
	if (auto *choice = dyn_cast<ConditionalOperator>(expression))
		work_out_condition(choice);
	for (Stmt *&child : expression->children())
		if (child)
			value(child);
	constants(expression);
}

void Walker::statement_expression(StmtExpr *expression)
{
	int outer = marks.current;
	CompoundStmt *old = expression->getSubStmt();
	CallExpr *end = nullptr;
	List out;

	const bool ends = trees_releases(context, old) && trees_falls_off(context, old);
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
bool Walker::keeps_value(const StmtExpr *expression, const List &body)
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
void Walker::resume(StmtExpr *expression, CallExpr *end, List &body)
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
