/* names.cc - see names.h. What the compiler's own printer says depends on its version and on how a
 * declaration was written; reports must not (driver/memprof/function_name.c does the rest).
 */
#include "names.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/AST/QualTypeNames.h>

using namespace clang;

namespace
{
/* What the source has of it: all instances of a template have the name of what is written. */
const FunctionDecl *pattern_of(const FunctionDecl *function)
{
	for (const FunctionDecl *pattern;
	     (pattern = function->getTemplateInstantiationPattern()) && pattern != function;)
		function = pattern;
	/* A generic lambda in a template: the instance is a template itself. */
	const FunctionTemplateDecl *itself = function->getDescribedFunctionTemplate();
	while (itself && itself->getInstantiatedFromMemberTemplate())
		itself = itself->getInstantiatedFromMemberTemplate();
	return itself ? itself->getTemplatedDecl() : function;
}

bool is_lambda(const Decl *decl)
{
	auto *record = dyn_cast_or_null<CXXRecordDecl>(decl);
	return record && record->isLambda();
}

/* `typedef struct { … } name` gives the type a name. */
std::string type_name(const TagDecl *type)
{
	if (is_lambda(type))
		return "<lambda>";
	if (const TypedefNameDecl *given = type->getTypedefNameForAnonDecl())
		return given->getNameAsString();
	return type->getIdentifier() ? type->getNameAsString() : "(anonymous)";
}

/* Of what is around a function; empty: it is seen through. */
std::string scope_name(const DeclContext *scope)
{
	if (auto *space = dyn_cast<NamespaceDecl>(scope)) {
		if (space->isAnonymousNamespace())
			return "(anonymous namespace)";
		return space->isInline() ? "" : space->getNameAsString();
	}
	if (auto *type = dyn_cast<TagDecl>(scope))
		return type_name(type);
	if (auto *function = dyn_cast<FunctionDecl>(scope))
		return is_lambda(cast<Decl>(function->getParent())) ? ""
								    : names_bare(function) + "()";
	return "";
}

/* What is local to a function is called after that with its parameters, and so are lambdas. */
std::string spelled_name(const FunctionDecl *function)
{
	auto *method = dyn_cast<CXXMethodDecl>(function);
	if (!function->getParentFunctionOrMethod() && !(method && is_lambda(method->getParent())))
		return names_qualified(function);
	std::string name = function->getQualifiedNameAsString();
	size_t last = name.rfind("::");
	if (isa<CXXConstructorDecl>(function) || isa<CXXDestructorDecl>(function))
		name.replace(last == std::string::npos ? 0 : last + 2, std::string::npos,
			     names_bare(function));
	return name;
}

/* In full, so that it does not matter from where it was named. What depends on a template's
 * parameters is as written. */
std::string parameter_type(QualType type, const ASTContext &context)
{
	type = type.getUnqualifiedType(); /* const or not, the function is the same */
	if (type->isDependentType())
		return type.getAsString(context.getPrintingPolicy());
	if (isa<DecltypeType>(type)) /* which GCC forgets */
		type = type.getCanonicalType();
	type = TypeName::getFullyQualifiedType(type, context);
	return type.getAsString(context.getPrintingPolicy());
}
} // namespace

std::string names_bare(const FunctionDecl *function)
{
	auto *method = dyn_cast<CXXMethodDecl>(function);
	if (method && isa<CXXConstructorDecl>(method))
		return type_name(method->getParent());
	if (method && isa<CXXDestructorDecl>(method))
		return "~" + type_name(method->getParent());
	if (auto *conversion = dyn_cast<CXXConversionDecl>(function)) /* to what was written */
		return "operator " +
		       parameter_type(conversion->getConversionType(), function->getASTContext());
	return function->getNameAsString();
}

std::string names_qualified(const FunctionDecl *function)
{
	auto *method = dyn_cast<CXXMethodDecl>(function);
	std::string name;
	if (!method || !is_lambda(method->getParent()))
		name = names_bare(function);
	for (const DeclContext *scope = function->getDeclContext(); scope;
	     scope = scope->getParent()) {
		std::string outer = scope_name(scope);
		if (!outer.empty())
			name = name.empty() ? outer : outer + "::" + name;
	}
	return name;
}

std::string names_display(const FunctionDecl *function)
{
	const ASTContext &context = function->getASTContext();
	if (!context.getLangOpts().CPlusPlus)
		return function->getNameAsString();
	function = pattern_of(function);
	std::string name = spelled_name(function);
	if (function->isMain() || function->isExternC())
		return name;
	name += '(';
	for (const ParmVarDecl *parameter : function->parameters()) {
		if (name.back() != '(')
			name += ", ";
		name += parameter_type(parameter->getType(), context);
	}
	if (function->isVariadic())
		name += function->getNumParams() ? ", ..." : "...";
	name += ')';
	auto *method = dyn_cast<CXXMethodDecl>(function);
	if (!method)
		return name;
	name += method->isConst() ? " const" : "";
	name += method->isVolatile() ? " volatile" : "";
	return name + (method->getRefQualifier() == RQ_LValue   ? " &"
		       : method->getRefQualifier() == RQ_RValue ? " &&"
								: "");
}
