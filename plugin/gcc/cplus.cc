/* cplus.cc - see cplus.h. The only room that includes the C++ front end's header: its macros look
 * into trees, but none of its functions and variables may be named, since C's compiler has none of
 * them.
 */
/* clang-format off: it has to come before what the others include */
#include "gcc-plugin.h"
#include "tree.h"
#include "cp/cp-tree.h"
/* clang-format on */

#include "cplus.h"

#include "trees.h"

#include <string.h>

bool cplus_made_by_compiler(tree function)
{
	if (!trees_is_cplus() || !DECL_LANG_SPECIFIC(function))
		return false;
	/* What a lambda is called by is artificial too, but its body was written. */
	return DECL_DEFAULTED_FN(function) ||
	       (DECL_ARTIFICIAL(function) &&
		strcmp(IDENTIFIER_POINTER(DECL_NAME(function)), "operator()"));
}

/* The compiler's names for them, which no program can write. */
static bool is_named(tree function, const char *name)
{
	return trees_is_cplus() && DECL_NAME(function) &&
	       !strcmp(IDENTIFIER_POINTER(DECL_NAME(function)), name);
}

bool cplus_is_clone(tree function)
{
	return is_named(function, "__ct_base ") || is_named(function, "__ct_comp ") ||
	       is_named(function, "__dt_base ") || is_named(function, "__dt_comp ") ||
	       cplus_deletes_object(function);
}

bool cplus_deletes_object(tree function)
{
	return is_named(function, "__dt_del ");
}

/* Whether it is a lambda's class that has no operator() yet. */
static bool is_unfinished(tree context)
{
	if (!TYPE_P(context) || !LAMBDA_TYPE_P(context))
		return false;
	for (tree member = TYPE_FIELDS(context); member; member = DECL_CHAIN(member))
		if (is_named(member, "operator()"))
			return false;
	return true;
}

bool cplus_has_symbol(tree function)
{
	if (DECL_ASSEMBLER_NAME_SET_P(function) || !trees_is_cplus())
		return true;
	for (tree c = DECL_CONTEXT(function); c; c = get_containing_scope(c))
		if (is_unfinished(c))
			return false;
	return true;
}

bool cplus_is_bound(tree decl)
{
	return trees_is_cplus() && DECL_DECOMPOSITION_P(decl) && !DECL_DECOMP_BASE(decl);
}

bool cplus_is_binding(tree decl)
{
	return trees_is_cplus() && DECL_DECOMPOSITION_P(decl) && DECL_DECOMP_BASE(decl);
}

bool cplus_only_returns(tree function)
{
	if (!trees_is_cplus() || cxx_dialect >= cxx14)
		return false;
	if (!DECL_LANG_SPECIFIC(function) || !DECL_TEMPLATE_INFO(function))
		return DECL_DECLARED_CONSTEXPR_P(function);
	tree pattern = DECL_TEMPLATE_RESULT(DECL_TI_TEMPLATE(function));
	return DECL_DECLARED_CONSTEXPR_P(function) || DECL_DECLARED_CONSTEXPR_P(pattern);
}
