/* markers.cc - see markers.h. */
#include "markers.h"

#include "cplus.h"

bool markers_keep;

bool markers_is(tree t)
{
	return TREE_CODE(t) == DEBUG_BEGIN_STMT;
}

static tree find(tree *t, int *walk, void *)
{
	if (TREE_CODE(*t) == BIND_EXPR) { /* a walk would begin with its variables' initialisers */
		*walk = 0;
		return markers_first(BIND_EXPR_BODY(*t));
	}
	return markers_is(*t) ? *t : NULL_TREE;
}

tree markers_first(tree t)
{
	return walk_tree_without_duplicates(&t, find, NULL);
}

static tree visit_last(tree *t, int *, void *last)
{
	if (markers_is(*t))
		*(location_t *)last = EXPR_LOCATION(*t);
	return NULL_TREE;
}

location_t markers_last_location(tree t)
{
	location_t last = UNKNOWN_LOCATION;
	walk_tree_without_duplicates(&t, visit_last, &last);
	return last;
}

/* A hint that no front end makes. */
static bool is_saved(tree t)
{
	return TREE_CODE(t) == PREDICT_EXPR && PREDICT_EXPR_PREDICTOR(t) == PRED_NO_PREDICTION;
}

static tree visit_strip(tree *t, int *, void *)
{
	if (TREE_CODE(*t) != STATEMENT_LIST)
		return NULL_TREE;
	for (tree_stmt_iterator i = tsi_start(*t); !tsi_end_p(i);)
		if (is_saved(tsi_stmt(i)) || (markers_is(tsi_stmt(i)) && !markers_keep))
			tsi_delink(&i);
		else
			tsi_next(&i);
	return NULL_TREE;
}

void markers_strip(tree body)
{
	walk_tree_without_duplicates(&body, visit_strip, NULL);
}

static tree visit_save(tree *t, int *, void *)
{
	/* In a template, initialisers are found nowhere else. */
	if (TREE_CODE(*t) == DECL_EXPR && VAR_P(DECL_EXPR_DECL(*t)))
		walk_tree_without_duplicates(&DECL_INITIAL(DECL_EXPR_DECL(*t)), visit_save, NULL);
	if (tree captures = cplus_captures(*t))
		walk_tree_without_duplicates(&captures, visit_save, NULL);
	if (!markers_is(*t))
		return NULL_TREE;
	location_t location = EXPR_LOCATION(*t);
	*t = build_predict_expr(PRED_NO_PREDICTION, NOT_TAKEN);
	SET_EXPR_LOCATION(*t, location);
	return NULL_TREE;
}

static tree visit_save_return(tree *t, int *, void *)
{
	if (TREE_CODE(*t) != STATEMENT_LIST)
		return NULL_TREE;
	location_t location = UNKNOWN_LOCATION;
	for (tree_stmt_iterator i = tsi_start(*t); !tsi_end_p(i); tsi_next(&i)) {
		tree statement = tsi_stmt(i);
		if (TREE_CODE(statement) == RETURN_EXPR && location != UNKNOWN_LOCATION)
			SET_EXPR_LOCATION(statement, location);
		location = markers_is(statement) ? EXPR_LOCATION(statement) : UNKNOWN_LOCATION;
	}
	return NULL_TREE;
}

void markers_save(tree function)
{
	walk_tree_without_duplicates(&DECL_SAVED_TREE(function),
				     cplus_only_returns(function) ? visit_save_return : visit_save,
				     NULL);
}

static tree make_marker(location_t location)
{
	tree marker = build0(DEBUG_BEGIN_STMT, void_type_node);
	SET_EXPR_LOCATION(marker, location);
	return marker;
}

static tree visit_restore(tree *t, int *, void *)
{
	if (!is_saved(*t))
		return NULL_TREE;
	*t = make_marker(EXPR_LOCATION(*t));
	return NULL_TREE;
}

static tree visit_restore_return(tree *t, int *walk, void *)
{
	tree inner = TREE_CODE(*t) == CLEANUP_POINT_EXPR ? TREE_OPERAND(*t, 0) : *t;
	if (TREE_CODE(inner) != RETURN_EXPR)
		return NULL_TREE;
	*walk = 0;
	tree list = alloc_stmt_list();
	append_to_statement_list_force(make_marker(EXPR_LOCATION(inner)), &list);
	append_to_statement_list_force(*t, &list);
	*t = list;
	return NULL_TREE;
}

void markers_restore(tree function)
{
	tree *body = &DECL_SAVED_TREE(function);
	if (cplus_only_returns(function) && !markers_first(*body))
		walk_tree_without_duplicates(body, visit_restore_return, NULL);
	else
		walk_tree_without_duplicates(body, visit_restore, NULL);
}
