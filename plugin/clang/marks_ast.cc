/* marks_ast.cc - see marks_ast.h. */
#include "marks_ast.h"

#include "trees.h"

#include "options.h"

#include "clang/Basic/Builtins.h"

using namespace clang;

/* `__builtin_is_constant_evaluated () || 1 / 0`: a constant where one is asked for, and nowhere
 * else. */
static Expr *constant_if_asked(ASTContext &context)
{
	SourceLocation nowhere;
	QualType type = context.getFunctionType(context.BoolTy, {}, {});
	FunctionDecl *builtin = FunctionDecl::Create(
		context, context.getTranslationUnitDecl(), nowhere, nowhere,
		&context.Idents.get("__builtin_is_constant_evaluated"), type, nullptr, SC_Extern);
	builtin->setImplicit();
	builtin->addAttr(
		BuiltinAttr::CreateImplicit(context, Builtin::BI__builtin_is_constant_evaluated));
	Expr *callee = DeclRefExpr::Create(context, NestedNameSpecifierLoc(), nowhere, builtin,
					   false, nowhere, context.BuiltinFnTy, VK_PRValue);
	callee =
		ImplicitCastExpr::Create(context, context.getPointerType(type), CK_BuiltinFnToFnPtr,
					 callee, nullptr, VK_PRValue, FPOptionsOverride());
	Expr *asked = CallExpr::Create(context, callee, {}, context.BoolTy, VK_PRValue, nowhere,
				       FPOptionsOverride());
	auto number = [&](unsigned value) {
		llvm::APInt bits(context.getIntWidth(context.IntTy), value);
		return IntegerLiteral::Create(context, bits, context.IntTy, nowhere);
	};
	auto both = [&](Expr *left, BinaryOperatorKind kind, Expr *right, QualType of) {
		return BinaryOperator::Create(context, left, right, kind, of, VK_PRValue,
					      OK_Ordinary, nowhere, FPOptionsOverride());
	};
	Expr *never = both(number(1), BO_Div, number(0), context.IntTy);
	never = ImplicitCastExpr::Create(context, context.BoolTy, CK_IntegralToBoolean, never,
					 nullptr, VK_PRValue, FPOptionsOverride());
	return both(asked, BO_LOr, never, context.BoolTy);
}

/* `void __memcc_mark(const char *, unsigned)` */
static FunctionDecl *declare(ASTContext &context, bool constant, Stmt *inside = nullptr)
{
	SourceLocation nowhere;
	QualType text = context.getPointerType(context.CharTy.withConst());
	QualType types[] = {text, context.UnsignedIntTy};
	FunctionProtoType::ExtProtoInfo information;
	if (context.getLangOpts().CPlusPlus)
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
	if (constant) {
		SmallVector<Stmt *, 1> body;
		if (inside)
			body.push_back(inside);
		decl->setConstexprKind(ConstexprSpecKind::Constexpr);
		decl->setImplicitlyInline();
		decl->setBody(compat::compound(context, body, nowhere, nowhere));
	}
	return decl;
}

MarkCallees marks_declarations(ASTContext &context)
{
	const bool cplus = context.getLangOpts().CPlusPlus;
	return {declare(context, cplus), declare(context, false),
		declare(context, cplus, cplus ? constant_if_asked(context) : nullptr)};
}

bool marks_call(const FunctionDecl *callee)
{
	return callee && callee->getIdentifier() && callee->getName() == MARK_NAME;
}

bool marks_present(const FunctionDecl *function)
{
	const Stmt *body = function->getBody();
	while (body && !isa<CallExpr>(body)) {
		auto *block = dyn_cast<CompoundStmt>(body);
		if (!block && !isa<CXXTryStmt>(body) && !isa<CoroutineBodyStmt>(body))
			return false;
		body = block && block->body_empty() ? nullptr : *body->child_begin();
	}
	return body && marks_call(cast<CallExpr>(body)->getDirectCallee());
}

/* The function by which unwinding knows what to do here; none: no exceptions. */
static const char *personality(const LangOptions &language)
{
	if (!language.Exceptions || language.ObjC)
		return "";
	return language.CPlusPlus ? "__gxx_personality_v0" : "__gcc_personality_v0";
}

Marks::Marks(ASTContext &context, const FunctionDecl *function, const MarkCallees &callees)
    : context(context), callees(callees)
{
	const SourceLocation name = trees_name(function);
	file_index(trees_file(context, trees_home(context, name)));
	add_region({name, function->getBodyRBrace()});
}

unsigned Marks::file_index(const std::string &file)
{
	for (size_t i = 0; i < table.files.size(); i++)
		if (table.files[i] == file)
			return i;
	table.files.push_back(file);
	return table.files.size() - 1;
}

unsigned Marks::add_region(SourceRange range)
{
	PresumedLoc home = trees_home(context, range.getBegin());
	PresumedLoc end = trees_home(context, range.getEnd());
	auto line = [](PresumedLoc place) { return place.isValid() ? place.getLine() : 0; };
	table.regions.push_back({line(home), home.isValid() ? home.getColumn() : 0, line(end)});
	return table.regions.size() - 1;
}

/* The location is for those who walk the tree after us (coverage). */
CallExpr *Marks::call(unsigned what, SourceLocation location, FunctionDecl *callee)
{
	QualType type = callee->getType();
	Expr *function = DeclRefExpr::Create(context, NestedNameSpecifierLoc(), SourceLocation(),
					     callee, false, location, type, VK_LValue);
	function = ImplicitCastExpr::Create(context, context.getPointerType(type),
					    CK_FunctionToPointerDecay, function, nullptr,
					    VK_PRValue, FPOptionsOverride());
	Expr *index = IntegerLiteral::Create(
		context, llvm::APInt(context.getIntWidth(context.UnsignedIntTy), what),
		context.UnsignedIntTy, location);
	/* The first argument takes its place when the table is complete. */
	CallExpr *result = CallExpr::Create(context, function, {index, index}, context.VoidTy,
					    VK_PRValue, location, FPOptionsOverride());
	calls.push_back(result);
	return result;
}

CallExpr *Marks::entry(SourceLocation location)
{
	return call(MARK_ENTRY, location, callees.usual);
}

CallExpr *Marks::statement(SourceLocation location, unsigned kind)
{
	PresumedLoc home = trees_home(context, location);
	MarkTable::Statement statement = {0, 0, 0, kind, region};
	if (home.isValid())
		statement = {file_index(trees_file(context, home)), home.getLine(),
			     home.getColumn(), kind, region};
	table.statements.push_back(statement);
	current = table.statements.size() - 1;
	return call(current, location, callees.usual);
}

CallExpr *Marks::resume(SourceLocation location)
{
	return call(current | MARK_RESUME, location, callees.usual);
}

CallExpr *Marks::outside(SourceLocation location)
{
	return call(MARK_OUTSIDE, location, callees.usual);
}

CallExpr *Marks::nothing(SourceLocation location)
{
	return call(MARK_NOTHING, location, callees.running);
}

CallExpr *Marks::nothing_unless_asked(SourceLocation location)
{
	return call(MARK_NOTHING, location, callees.unless_asked);
}

void Marks::in_region(SourceRange range, llvm::function_ref<void(void)> inside)
{
	const unsigned outer_region = region;
	const int outer = current;
	region = add_region(range);
	current = -1;
	inside();
	region = outer_region;
	current = outer;
}

void Marks::finish(StringRef name)
{
	table.calls = mcc_options.calls;
	table.name = name.str();
	table.directory = mcc_options.directory;
	table.compiler = "clang " CLANG_VERSION_STRING;
	table.personality = personality(context.getLangOpts());
	const std::string bytes = marks_write(table);
	StringLiteral *whole = compat::string(context, bytes);
	StringLiteral *key = compat::string(context, marks_key(bytes));
	QualType type = callees.usual->getParamDecl(0)->getType();
	for (CallExpr *call : calls)
		call->setArg(0, ImplicitCastExpr::Create(context, type, CK_ArrayToPointerDecay,
							 call == calls[0] ? whole : key, nullptr,
							 VK_PRValue, FPOptionsOverride()));
}
