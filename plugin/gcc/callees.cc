/* callees.cc - see callees.h. The greatest fixed point: all functions of the unit are taken as
 * harmless, then those are struck off whose bodies are opaque or call something that matters, until
 * nothing changes. */
#include "callees.h"

#include "mark.h"
#include "options.h"

#include <map>
#include <set>
#include <string.h>

namespace
{

struct body {
	std::vector<tree> calls; /* declarations; kept alive by the call graph */
	bool opaque = false;     /* calls through pointers, asm goto, exceptions … */
	bool matters = false;
};
std::map<unsigned, body> bodies; /* by DECL_UID */
size_t settled;                  /* bodies that the fixed point was worked out for */

bool builtin_is_harmless(tree decl)
{
	/* What the compiler makes code of itself (__builtin_expect, the machine's own). */
	if (is_simple_builtin(decl) || is_inexpensive_builtin(decl))
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
	body *b = (body *)data;
	if (TYPE_P(*t)) {
		*walk = 0;
		return NULL_TREE;
	}
	switch ((int)TREE_CODE(*t)) {
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
	case AGGR_INIT_EXPR: { /* a call that makes an object; operand 1: the function */
		tree callee = TREE_OPERAND(*t, 1);
		if (callee && TREE_CODE(callee) == ADDR_EXPR &&
		    TREE_CODE(TREE_OPERAND(callee, 0)) == FUNCTION_DECL)
			b->calls.push_back(TREE_OPERAND(callee, 0));
		else
			b->opaque = true;
		break;
	}
	case VEC_INIT_EXPR:
	case THROW_EXPR:
	case TRY_BLOCK:
	case CO_AWAIT_EXPR:
		b->opaque = true;
		break;
	default:
		break;
	}
	return NULL_TREE;
}

/* Whether another unit's or module's definition may run instead and do something else. One of an
 * inline function or a template cannot: the language wants all of its definitions to be equal. */
bool is_replaceable(tree decl)
{
	return !DECL_COMDAT(decl) && (DECL_WEAK(decl) || !targetm.binds_local_p(decl));
}

bool matters(tree decl)
{
	if (mark_is_declaration(decl))
		return false;
	if (TREE_THIS_VOLATILE(decl)) /* never returns */
		return true;
	if (fndecl_built_in_p(decl) && builtin_is_harmless(decl))
		return false;
	auto found = bodies.find(DECL_UID(decl));
	if (found != bodies.end())
		return found->second.matters || is_replaceable(decl);
	return !(DECL_EXTERNAL(decl) && DECL_NAME(decl) && !fndecl_built_in_p(decl) &&
		 TREE_PUBLIC(decl) && DECL_ASSEMBLER_NAME_SET_P(decl) &&
		 mcc_function_is_harmless(IDENTIFIER_POINTER(DECL_ASSEMBLER_NAME(decl))));
}

bool body_matters(const body &b)
{
	if (b.opaque)
		return true;
	for (tree callee : b.calls)
		if (matters(callee))
			return true;
	return false;
}

void settle(void)
{
	for (auto &entry : bodies)
		entry.second.matters = false;
	bool changed = true;
	while (changed) {
		changed = false;
		for (auto &entry : bodies)
			if (!entry.second.matters && body_matters(entry.second))
				changed = entry.second.matters = true;
	}
	settled = bodies.size();
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
	if (settled != bodies.size())
		settle();
	tree decl = gimple_call_fndecl(call);
	return !decl || matters(decl);
}
