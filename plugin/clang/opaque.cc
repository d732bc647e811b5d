/* opaque.cc - see opaque.h. The whole module, profiled or not: what a profiled function calls may
 * be inlined into it.
 *
 * That a function allocates is known to LLVM from its name (a library function), from attributes on
 * its declaration (allockind, inferred from the name) and from `builtin` on a call made by a
 * new-expression. All three go. And since some passes ask for the name alone (malloc and memset
 * become calloc), each function says that it knows no such library.
 */
#include "opaque.h"

#include "options.h"

using namespace llvm;

static const char *const allocators[] = {
	"malloc",     "calloc",        "realloc",        "reallocf", "reallocarray",
	"free",       "aligned_alloc", "memalign",       "valloc",   "pvalloc",
	"strdup",     "strndup",       "posix_memalign", "__strdup", "__strndup",
	"vec_malloc", "vec_calloc",    "vec_realloc",    "vec_free",
};

bool opaque_is_allocator(StringRef name)
{
	for (const char *known : allocators)
		if (name == known)
			return true;
	/* Every form of operator new, new[], delete and delete[]. */
	StringRef form = name.substr(0, 4);
	return form == "_Znw" || form == "_Zna" || form == "_Zdl" || form == "_Zda";
}

static void hide(Function &function)
{
	function.removeFnAttrs(compat::allocation());
	function.addFnAttr(Attribute::NoBuiltin);
	function.addFnAttr("no-builtins");
	for (User *user : function.users())
		if (auto *call = dyn_cast<CallBase>(user))
			if (call->getCalledOperand() == &function) {
				call->removeFnAttrs(compat::allocation());
				call->addFnAttr(Attribute::NoBuiltin);
			}
}

static void forget_library(Function &function)
{
	for (const char *name : allocators)
		function.addFnAttr(std::string("no-builtin-") + name);
}

static bool is_known_pure(const Function &function)
{
	return function.isIntrinsic() || mcc_function_is_harmless(function.getName().str().c_str());
}

void opaque_make(Module &module)
{
	for (Function &function : module) {
		bool allocator = opaque_is_allocator(function.getName());
		if (allocator)
			hide(function);
		if (allocator || !is_known_pure(function))
			function.removeFnAttrs(compat::purity());
	}
	for (Function &function : module) {
		if (!function.isDeclaration())
			forget_library(function);
		for (BasicBlock &block : function)
			for (Instruction &instruction : block) {
				auto *call = dyn_cast<CallBase>(&instruction);
				if (!call || call->isInlineAsm())
					continue;
				auto *callee = call->getCalledFunction();
				if (!callee || !is_known_pure(*callee))
					call->removeFnAttrs(compat::purity());
			}
	}
}
