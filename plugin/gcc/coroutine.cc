/* coroutine.cc - see coroutine.h. */
#include "coroutine.h"

#include "cplus.h"
#include "mark.h"
#include "markers.h"
#include "trees.h"

#include <string.h>

tree coroutine_actor(tree function)
{
	tree actor = cplus_coroutine_actor(function);
	return actor != function ? actor : NULL_TREE;
}

tree coroutine_written(tree function)
{
	tree ramp = cplus_coroutine_ramp(function);
	return ramp ? ramp : function;
}

static bool is_named(tree t, const char *name, size_t size)
{
	tree label = TREE_CODE(t) == LABEL_EXPR ? DECL_NAME(LABEL_EXPR_LABEL(t)) : NULL_TREE;
	return label && !strncmp(IDENTIFIER_POINTER(label), name, size);
}

/* No program can write labels with dots. */
bool coroutine_goes_on(tree label)
{
	return is_named(label, "resume.", 7) || is_named(label, "destroy.", 8);
}

static tree visit_await(tree *t, int *, void *)
{
	return coroutine_goes_on(*t) ? *t : NULL_TREE;
}

bool coroutine_awaits(tree t)
{
	return walk_tree_without_duplicates(&t, visit_await, NULL) != NULL_TREE;
}

bool coroutine_keeps(tree decl)
{
	const char *name =
		VAR_P(decl) && DECL_NAME(decl) ? IDENTIFIER_POINTER(DECL_NAME(decl)) : "";
	return !strncmp(name, "__ifcd_", 7) || !strncmp(name, "__swch_", 7) || strchr(name, '.');
}

static bool ends(tree label)
{
	return is_named(label, "final.suspend", 14) || is_named(label, "coro.delete.promise", 20) ||
	       is_named(label, "actor.suspend.ret", 18) ||
	       is_named(label, "actor.continue.ret", 19);
}

static bool is_final(tree t)
{
	return is_named(t, "final.suspend", 14);
}

static tree visit_first(tree *t, int *, void *)
{
	return is_named(*t, "resume.2", 9) ? *t : NULL_TREE;
}

/* The promise's return_void, where what was written is fallen off. */
static tree visit_return(tree *t, int *, void *)
{
	tree callee = TREE_CODE(*t) == CALL_EXPR ? get_callee_fndecl(*t) : NULL_TREE;
	return callee && !strcmp(IDENTIFIER_POINTER(DECL_NAME(callee)), "return_void") ? *t
										       : NULL_TREE;
}

/* A body that declares nothing has become part of the list around it: what of this was written. */
static tree *part(tree *list)
{
	std::vector<tree> before, own, behind;
	tree_stmt_iterator i = tsi_start(*list);
	for (; !tsi_end_p(i) && !markers_is(tsi_stmt(i)); tsi_next(&i))
		before.push_back(tsi_stmt(i));
	bool around = false;
	for (tree t : before)
		around |= walk_tree_without_duplicates(&t, visit_first, NULL) != NULL_TREE;
	if (!around)
		return list;
	for (; !tsi_end_p(i) && !is_final(tsi_stmt(i)); tsi_next(&i))
		own.push_back(tsi_stmt(i));
	for (; !tsi_end_p(i); tsi_next(&i))
		behind.push_back(tsi_stmt(i));
	if (own.size() > 1 && !markers_is(own[own.size() - 2]) &&
	    walk_tree_without_duplicates(&own.back(), visit_return, NULL)) {
		behind.insert(behind.begin(), own.back());
		own.pop_back();
	}
	tree mine = alloc_stmt_list(),
	     scope = build3(BIND_EXPR, void_type_node, NULL_TREE, mine, NULL_TREE);
	for (tree t : own)
		append_to_statement_list_force(t, &mine);
	TREE_SIDE_EFFECTS(scope) = 1;
	BIND_EXPR_BODY(scope) = mine;
	*list = alloc_stmt_list();
	for (tree t : before)
		append_to_statement_list_force(t, list);
	append_to_statement_list_force(scope, list);
	for (tree t : behind)
		append_to_statement_list_force(t, list);
	return &BIND_EXPR_BODY(scope);
}

/* Only what was written has markers: the innermost list that has one of its own. */
tree *coroutine_statements(tree *t)
{
	while (*t && markers_first(*t)) {
		tree *inner = NULL;
		if (TREE_CODE(*t) == STATEMENT_LIST) {
			for (tree_stmt_iterator i = tsi_start(*t); !tsi_end_p(i); tsi_next(&i)) {
				if (markers_is(tsi_stmt(i)))
					return part(t);
				if (markers_first(tsi_stmt(i)))
					inner = tsi_stmt_ptr(i);
			}
		} else if (TREE_CODE(*t) == BIND_EXPR) {
			inner = &BIND_EXPR_BODY(*t);
		} else if (trees_is_block(*t)) {
			inner = &TREE_OPERAND(*t, 0);
		}
		if (!inner)
			return t;
		t = inner;
	}
	return NULL;
}

static void put_behind(tree *t, tree call)
{
	tree list = alloc_stmt_list();
	append_to_statement_list_force(*t, &list);
	append_to_statement_list_force(call, &list);
	*t = list;
}

static tree visit_back(tree *t, int *walk, void *)
{
	if (!coroutine_goes_on(*t))
		return NULL_TREE;
	put_behind(t, mark_border(MARK_BACK));
	*walk = 0;
	return NULL_TREE;
}

static tree visit_ends(tree *t, int *walk, void *statements)
{
	if (t == statements) {
		*walk = 0;
	} else if ((int)TREE_CODE(*t) == HANDLER) {
		tree *caught = &TREE_OPERAND(*t, 1);
		tree list = alloc_stmt_list();
		append_to_statement_list_force(mark_border(MARK_OUTSIDE), &list);
		append_to_statement_list_force(*caught, &list);
		*caught = list;
		*walk = 0;
	} else if (ends(*t)) {
		put_behind(t, mark_border(MARK_OUTSIDE));
		*walk = 0;
	}
	return NULL_TREE;
}

void coroutine_mark_borders(tree *body, tree *statements)
{
	walk_tree_without_duplicates(statements, visit_back, NULL);
	walk_tree_without_duplicates(body, visit_ends, statements);
	tree list = alloc_stmt_list();
	append_to_statement_list_force(mark_border(MARK_INSIDE), &list);
	append_to_statement_list_force(*statements, &list);
	append_to_statement_list_force(mark_border(MARK_OUTSIDE), &list);
	*statements = list;
}

bool coroutine_transfers(const gimple *stmt)
{
	const gcall *call = dyn_cast<const gcall *>(stmt);
	return call && gimple_call_tail_p(call);
}

gimple *coroutine_transfer_in(basic_block bb)
{
	for (gimple_stmt_iterator i = gsi_last_bb(bb); !gsi_end_p(i); gsi_prev(&i))
		if (coroutine_transfers(gsi_stmt(i)))
			return gsi_stmt(i);
		else if (is_gimple_call(gsi_stmt(i)) && !mark_is(gsi_stmt(i)))
			break;
	return NULL;
}

void coroutine_free_transfers(::function *fun)
{
	bool any = false;
	basic_block bb;
	FOR_EACH_BB_FN(bb, fun)
	{
		gimple *call = coroutine_transfer_in(bb);
		int place = call ? lookup_stmt_eh_lp_fn(fun, call) : 0;
		if (place <= 0 || get_eh_region_from_lp_number_fn(fun, place)->type != ERT_CLEANUP)
			continue;
		remove_stmt_from_eh_lp_fn(fun, call);
		any |= gimple_purge_dead_eh_edges(bb);
	}
	if (any)
		delete_unreachable_blocks();
}
