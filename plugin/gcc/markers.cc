/* markers.cc - see markers.h. */
#include "markers.h"

bool markers_keep;

bool markers_is(tree t)
{
	return TREE_CODE(t) == DEBUG_BEGIN_STMT;
}

static tree find(tree *t, int *, void *)
{
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
	if (!markers_is(*t))
		return NULL_TREE;
	location_t location = EXPR_LOCATION(*t);
	*t = build_predict_expr(PRED_NO_PREDICTION, NOT_TAKEN);
	SET_EXPR_LOCATION(*t, location);
	return NULL_TREE;
}

void markers_save(tree body)
{
	walk_tree_without_duplicates(&body, visit_save, NULL);
}

static tree visit_restore(tree *t, int *, void *)
{
	if (!is_saved(*t))
		return NULL_TREE;
	location_t location = EXPR_LOCATION(*t);
	*t = build0(DEBUG_BEGIN_STMT, void_type_node);
	SET_EXPR_LOCATION(*t, location);
	return NULL_TREE;
}

void markers_restore(tree body)
{
	walk_tree_without_duplicates(&body, visit_restore, NULL);
}
