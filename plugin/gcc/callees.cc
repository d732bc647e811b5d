/* callees.cc - see callees.h. A least fixed point by depth-first search: a function is harmless if
 * its body is known, binds here, and all that it calls is harmless. A cycle of calls is taken as
 * harmless while it is being examined, and that is right: if nothing on it matters, nothing does. */
#include "callees.h"

#include "boundary.h"
#include "options.h"

#include <map>
#include <set>
#include <string.h>

namespace {

enum state { UNKNOWN, OPEN, HARMLESS, MATTERS };

struct body {
	std::vector<tree> calls; /* declarations; kept alive by the call graph */
	bool opaque = false;     /* calls through pointers, asm goto, exceptions … */
	state verdict = UNKNOWN;
};
std::map<unsigned, body> bodies; /* by DECL_UID */

bool builtin_is_harmless(tree decl)
{
	if (fndecl_built_in_p(decl, BUILT_IN_MD))
		return true;
	const char *name = IDENTIFIER_POINTER(DECL_NAME(decl));
	if (!strncmp(name, "__builtin_", 10))
		name += 10;
	else if (!strncmp(name, "__sync_", 7) || !strncmp(name, "__atomic_", 9))
		return true;
	return mcc_function_is_harmless(name);
}

/* The optimiser must know nothing about these, or it would drop, merge or invent allocations. Their
 * declarations lose it once the parser has used them: a program may call malloc without having
 * declared it, and then the built-in's type is what makes it right. */
void make_opaque(tree callee)
{
	if (!fndecl_built_in_p(callee, BUILT_IN_NORMAL))
		return;
	switch (DECL_FUNCTION_CODE(callee)) {
	case BUILT_IN_MALLOC:
	case BUILT_IN_CALLOC:
	case BUILT_IN_REALLOC:
	case BUILT_IN_FREE:
	case BUILT_IN_ALIGNED_ALLOC:
	case BUILT_IN_POSIX_MEMALIGN:
	case BUILT_IN_STRDUP:
	case BUILT_IN_STRNDUP:
		set_decl_built_in_function(callee, NOT_BUILT_IN, 0);
		break;
	default:
		break;
	}
}

tree visit(tree *t, int *walk, void *data)
{
	body *b = (body *) data;
	if (TYPE_P(*t)) {
		*walk = 0;
		return NULL_TREE;
	}
	switch ((int) TREE_CODE(*t)) {
	case CALL_EXPR:
		if (CALL_EXPR_FN(*t) == NULL_TREE)
			break; /* internal function */
		if (tree callee = get_callee_fndecl(*t)) {
			make_opaque(callee);
			b->calls.push_back(callee);
		} else
			b->opaque = true;
		break;
	case DECL_EXPR: {
		tree decl = DECL_EXPR_DECL(*t);
		if (VAR_P(decl) && DECL_INITIAL(decl) && DECL_INITIAL(decl) != error_mark_node)
			walk_tree_without_duplicates(&DECL_INITIAL(decl), visit, data);
		break;
	}
	case AGGR_INIT_EXPR:
	case VEC_INIT_EXPR:
	case THROW_EXPR:
	case CLEANUP_STMT:
	case TRY_BLOCK:
	case CO_AWAIT_EXPR:
		b->opaque = true;
		break;
	default:
		break;
	}
	return NULL_TREE;
}

bool harmless(tree decl, int depth);

bool body_is_harmless(body *b, int depth)
{
	if (b->opaque || depth > 64)
		return false;
	for (tree callee : b->calls)
		if (!harmless(callee, depth + 1))
			return false;
	return true;
}

bool harmless(tree decl, int depth)
{
	if (decl == boundary_mark_declaration())
		return true;
	if (TREE_THIS_VOLATILE(decl)) /* never returns */
		return false;
	if (fndecl_built_in_p(decl) && builtin_is_harmless(decl))
		return true;
	auto found = bodies.find(DECL_UID(decl));
	if (found == bodies.end())
		return DECL_EXTERNAL(decl) && DECL_NAME(decl) && !fndecl_built_in_p(decl) &&
		       TREE_PUBLIC(decl) && DECL_ASSEMBLER_NAME_SET_P(decl) &&
		       mcc_function_is_harmless(IDENTIFIER_POINTER(DECL_ASSEMBLER_NAME(decl)));
	body *b = &found->second;
	if (!targetm.binds_local_p(decl) || DECL_WEAK(decl))
		return false;
	if (b->verdict == UNKNOWN) {
		b->verdict = OPEN;
		b->verdict = body_is_harmless(b, depth) ? HARMLESS : MATTERS;
	}
	return b->verdict != MATTERS;
}

} // namespace

void callees_read(tree function)
{
	body &b = bodies[DECL_UID(function)];
	walk_tree_without_duplicates(&DECL_SAVED_TREE(function), visit, &b);
	if (flag_exceptions && flag_non_call_exceptions)
		b.opaque = true;
}

bool callees_call_matters(const gimple *call)
{
	if (gimple_call_internal_p(call))
		return false;
	tree decl = gimple_call_fndecl(call);
	return !decl || !harmless(decl, 0);
}
