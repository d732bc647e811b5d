/* plugin.cc - Clang's side of memcc: options, attributes, and where the two halves hang.
 *
 *   AST consumer   before code generation's: chooses each finished function; marks    (boundary.cc)
 *   module pass    at the start of the pipeline, at every -O level, before linking under -flto:
 *                  nothing is optimised yet                                           (emit.cc)
 *
 * The first half loads the second (CodeGenOptions::PassPlugins), so that -fplugin= is all that is
 * needed.
 */
#include "boundary.h"
#include "emit.h"
#include "names.h"
#include "trees.h"

#include "describe.h"
#include "options.h"

#include "llvm/Passes/PassBuilder.h"
#include "llvm/Passes/PassPlugin.h"
#include "llvm/Support/Path.h"

#include <dlfcn.h>
#include <set>
#include <unistd.h>

using namespace clang;

namespace
{

const char profile_annotation[] = "memprof.profile";
const char no_profile_annotation[] = "memprof.no_profile";

/* --- the right compiler? --- */

/* Runs before any other constructor of this object: with another major's classes, registering would
 * crash. Binding is lazy for the same reason. */
__attribute__((constructor(101))) void check_version(void)
{
	using version_function = std::string (*)();
	auto version =
		(version_function)dlsym(RTLD_DEFAULT, "_ZN5clang19getClangFullVersionB5cxx11Ev");
	if (!version)
		return; /* not a Clang that we know how to ask: lld or opt, with LLVM's library */
	std::string text = version();
	const char *number = strstr(text.c_str(), "version ");
	int major = number ? atoi(number + strlen("version ")) : 0;
	if (major == LLVM_VERSION_MAJOR)
		return;
	fprintf(stderr, "memcc: error: this plugin is for Clang %d, but the compiler is Clang %d\n",
		LLVM_VERSION_MAJOR, major);
	_exit(1);
}

/* --- attributes --- */

class MarkAttribute : public ParsedAttrInfo
{
      public:
	AttrHandling handleDeclAttribute(Sema &sema, Decl *decl,
					 const ParsedAttr &attribute) const override
	{
		if (!isa<FunctionDecl>(decl) && !isa<FunctionTemplateDecl>(decl)) {
			compat::wrong_place(sema, attribute);
			return AttributeNotApplied;
		}
		if (auto *pattern = dyn_cast<FunctionTemplateDecl>(decl))
			decl = pattern->getTemplatedDecl();
		decl->addAttr(AnnotateAttr::Create(sema.Context, annotation, nullptr, 0,
						   attribute.getRange()));
		return AttributeApplied;
	}

      protected:
	const char *annotation = nullptr;
};

class ProfileAttribute : public MarkAttribute
{
      public:
	ProfileAttribute()
	{
		static constexpr Spelling names[] = {
			{ParsedAttr::AS_GNU, "profile"},
			{ParsedAttr::AS_CXX11, "gnu::profile"},
			{compat::c_attribute_syntax, "gnu::profile"},
			{ParsedAttr::AS_CXX11, "memprof::profile"},
			{compat::c_attribute_syntax, "memprof::profile"}};
		Spellings = names;
		annotation = profile_annotation;
	}
};

class NoProfileAttribute : public MarkAttribute
{
      public:
	NoProfileAttribute()
	{
		static constexpr Spelling names[] = {
			{ParsedAttr::AS_GNU, "no_profile"},
			{ParsedAttr::AS_CXX11, "gnu::no_profile"},
			{compat::c_attribute_syntax, "gnu::no_profile"},
			{ParsedAttr::AS_CXX11, "memprof::no_profile"},
			{compat::c_attribute_syntax, "memprof::no_profile"}};
		Spellings = names;
		annotation = no_profile_annotation;
	}
};

bool annotated(const FunctionDecl *function, StringRef annotation)
{
	for (const FunctionDecl *decl : function->redecls())
		for (const auto *attribute : decl->specific_attrs<AnnotateAttr>())
			if (attribute->getAnnotation() == annotation)
				return true;
	return false;
}

/* --- the choice --- */

mcc_mark mark_of(const FunctionDecl *function)
{
	if (annotated(function, no_profile_annotation))
		return MCC_MARK_NO_PROFILE;
	if (annotated(function, profile_annotation))
		return MCC_MARK_PROFILE;
	if (const FunctionDecl *pattern = function->getTemplateInstantiationPattern())
		if (pattern != function && !pattern->isTemplateInstantiation())
			return mark_of(pattern);
	/* A function within a profiled one is part of it. */
	const DeclContext *parent = function->getParentFunctionOrMethod();
	if (auto *outer = dyn_cast_or_null<FunctionDecl>(parent))
		return mark_of(outer);
	return MCC_MARK_NONE;
}

class Chooser : public ASTConsumer
{
      public:
	explicit Chooser(bool makes_module) : makes_module(makes_module) {}

	void Initialize(ASTContext &context) override
	{
		/* What goes into a precompiled header or a module is marked by its users. */
		if (context.TUKind == TU_Complete && !makes_module)
			boundary = std::make_unique<Boundary>(context);
	}

	bool HandleTopLevelDecl(DeclGroupRef group) override
	{
		for (Decl *decl : group)
			visit(decl);
		return true;
	}

	void HandleTagDeclDefinition(TagDecl *decl) override
	{
		auto *record = dyn_cast<CXXRecordDecl>(decl);
		if (boundary && record &&
		    isTemplateInstantiation(record->getTemplateSpecializationKind()))
			instances.push_back(record);
	}

	void HandleCXXStaticMemberVarInstantiation(VarDecl *variable) override
	{
		visit_value(variable->getASTContext(), variable->getInit());
	}

	/* An instance of a default member initialiser is announced by nobody: it comes into being
	 * with the first constructor that needs it. Nor is an instance of a lambda in what a
	 * template names (C++20), as in `template <class F = decltype([] { … })>`. And inline
	 * functions of precompiled headers and modules are not announced one by one. */
	void HandleTranslationUnit(ASTContext &context) override
	{
		for (const CXXRecordDecl *record : instances)
			for (const FieldDecl *field : record->fields())
				if (field->hasInClassInitializer())
					visit_value(context, field->getInClassInitializer());
		if (context.getExternalSource())
			visit(context.getTranslationUnitDecl());
		if (context.getLangOpts().CPlusPlus20)
			visit_closures(context.getTranslationUnitDecl());
	}

      private:
	struct Collector : RecursiveASTVisitor<Collector> {
		Chooser &chooser;
		explicit Collector(Chooser &chooser) : chooser(chooser) {}
		bool VisitFunctionDecl(FunctionDecl *function)
		{
			chooser.consider(function);
			return true;
		}
		bool VisitLambdaExpr(LambdaExpr *lambda)
		{
			chooser.consider(lambda->getCallOperator());
			return true;
		}
	};

	const bool makes_module;
	std::unique_ptr<Boundary> boundary;
	std::vector<FunctionDecl *> found;
	std::vector<const CXXRecordDecl *> instances; /* classes made of templates */
	std::set<const FunctionDecl *> seen;

	/* Changing a body while walking over it would confuse the walk: first collect. */
	template <typename Walk> void collect(const ASTContext &context, Walk walk)
	{
		if (!boundary || context.getDiagnostics().hasErrorOccurred())
			return;
		found.clear();
		Collector collector(*this);
		walk(collector);
		for (FunctionDecl *function : found)
			if (chosen(function))
				boundary->instrument(function, names_display(function));
	}

	void visit(Decl *decl)
	{
		collect(decl->getASTContext(),
			[&](Collector &collector) { collector.TraverseDecl(decl); });
	}

	/* The lambdas that belong to no function. A closure's class stands where its lambda does,
	 * or the template of which that is a part. */
	void visit_closures(const DeclContext *context)
	{
		for (Decl *decl : context->noload_decls()) {
			if (auto *made = dyn_cast<ClassTemplateDecl>(decl)) {
				for (const DeclContext *instance : made->specializations())
					visit_closures(instance);
				continue;
			}
			auto *record = dyn_cast<CXXRecordDecl>(decl);
			if (record && record->isLambda())
				visit(record->getLambdaCallOperator());
			if (record || isa<NamespaceDecl>(decl) || isa<LinkageSpecDecl>(decl) ||
			    isa<ExportDecl>(decl))
				visit_closures(cast<DeclContext>(decl));
		}
	}

	/* The lambdas in an initialiser that stands in no function. */
	void visit_value(const ASTContext &context, Expr *value)
	{
		collect(context, [&](Collector &collector) { collector.TraverseStmt(value); });
	}

	void consider(FunctionDecl *function)
	{
		if (!function->doesThisDeclarationHaveABody() || function->isDependentContext() ||
		    function->isDefaulted() || function->isConsteval())
			return;
		if (seen.insert(function).second)
			found.push_back(function);
	}

	bool chosen(FunctionDecl *function)
	{
		ASTContext &context = function->getASTContext();
		mcc_mark mark = mark_of(function);
		if (function->hasAttr<NakedAttr>() ||
		    (mark != MCC_MARK_PROFILE && function->hasAttr<NoInstrumentFunctionAttr>()))
			return false;
		/* A library's copy for inlining, which exists at some -O levels only. */
		bool of_library = trees_of_library(context, function);
		if (mark != MCC_MARK_PROFILE && function->hasAttr<GNUInlineAttr>() &&
		    function->getStorageClass() == SC_Extern && of_library)
			return false;
		if (mark == MCC_MARK_NONE && mcc_select_by_attribute_only())
			return false;
		PresumedLoc home = trees_home(context, function->getLocation());
		std::string file = trees_file(context, home);
		std::string symbol = ASTNameGenerator(context).getName(function);
		std::string bare = names_bare(function), qualified = names_qualified(function);
		std::string spelled = function->getQualifiedNameAsString();
		mcc_names names = {bare.c_str(), qualified.c_str(), symbol.c_str(),
				   spelled.c_str()};
		/* -fmemprof=all means the user's functions: what a library's header defines inline
		 * belongs to the statement that uses it. */
		bool all = mcc_options.all;
		if (of_library)
			mcc_options.all = false;
		bool yes = mcc_select(mark, &names, file.c_str());
		mcc_options.all = all;
		if (yes && mcc_options.verbose)
			fprintf(stderr, "memcc: profiling %s (%s:%u)\n",
				names_display(function).c_str(), file.c_str(),
				home.isValid() ? home.getLine() : 0);
		return yes;
	}
};

/* --- registration --- */

const char *own_path(void)
{
	Dl_info information;
	return dladdr((void *)own_path, &information) ? information.dli_fname : "";
}

std::vector<std::pair<std::string, std::string>> prefixes;

/* As debug information has it: -ffile-prefix-map, -fdebug-prefix-map. */
const char *written(const char *path)
{
	static SmallString<256> mapped;
	mapped = path;
	for (auto prefix = prefixes.rbegin(); prefix != prefixes.rend(); ++prefix)
		if (llvm::sys::path::replace_path_prefix(mapped, prefix->first, prefix->second))
			break;
	return mapped.c_str();
}

class Action : public PluginASTAction
{
      protected:
	std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &compiler,
						       StringRef) override
	{
		CodeGenOptions &options = compiler.getCodeGenOpts();
		auto &plugins = options.PassPlugins;
		if (std::find(plugins.begin(), plugins.end(), own_path()) == plugins.end())
			plugins.push_back(own_path());
		/* -save-temps optimises in a second process, to which no plugin is given. */
		if (compiler.getFrontendOpts().ProgramAction == frontend::EmitBC)
			options.DisableLLVMPasses = false;
		const auto &map = options.DebugPrefixMap;
		prefixes.assign(map.begin(), map.end());
		mcc_description_written = written;
		return std::make_unique<Chooser>(compat::makes_module(compiler.getFrontendOpts()));
	}

	bool ParseArgs(const CompilerInstance &compiler,
		       const std::vector<std::string> &arguments) override
	{
		for (const std::string &argument : arguments) {
			auto [key, value] = StringRef(argument).split('=');
			const char *wrong = mcc_options_set(key.str().c_str(), value.str().c_str());
			if (!wrong)
				continue;
			DiagnosticsEngine &engine = compiler.getDiagnostics();
			engine.Report(engine.getCustomDiagID(DiagnosticsEngine::Error, "memcc: %0"))
				<< wrong;
			return false;
		}
		mcc_options_done();
		return true;
	}

	ActionType getActionType() override
	{
		return AddBeforeMainAction;
	}
};

ParsedAttrInfoRegistry::Add<ProfileAttribute> profile("memcc_profile", "");
ParsedAttrInfoRegistry::Add<NoProfileAttribute> no_profile("memcc_no_profile", "");
FrontendPluginRegistry::Add<Action> action("memcc", "exact per-line memory profiling");

} // namespace

extern "C" llvm::PassPluginLibraryInfo llvmGetPassPluginInfo()
{
	return {LLVM_PLUGIN_API_VERSION, "memcc", LLVM_VERSION_STRING,
		[](llvm::PassBuilder &builder) {
			builder.registerPipelineStartEPCallback(
				[](llvm::ModulePassManager &manager, auto) {
					manager.addPass(EmitPass());
				});
		}};
}
