/* falling.cc - see falling.h. */
#include "falling.h"

#include "cplus.h"
#include "markers.h"
#include "trees.h"

static bool is_mark(tree t)
{
	return TREE_CODE(t) == CALL_EXPR && mark_is_declaration(get_callee_fndecl(t));
}

/* What makes no code. */
static bool is_nothing(tree t)
{
	return markers_is(t) || TREE_CODE(t) == PREDICT_EXPR || is_mark(t) || !TREE_SIDE_EFFECTS(t);
}

/* Whether the compiler would warn of falling from it to a label. It does not of loops, but
 * for `do … while (0)`; and its own function does not know what leaves them. */
static bool is_warned_of(tree t)
{
	if (!t)
		return true;
	switch ((int)TREE_CODE(t)) {
	case BREAK_STMT:
	case CONTINUE_STMT:
	case FOR_STMT:
	case WHILE_STMT:
		return false;
	case DO_STMT:
		return trees_constant(DO_COND(t), false) && is_warned_of(DO_BODY(t));
	case COND_EXPR:
	case IF_STMT:
		return is_warned_of(TREE_OPERAND(t, 1)) || is_warned_of(TREE_OPERAND(t, 2));
	case BIND_EXPR:
		return is_warned_of(BIND_EXPR_BODY(t));
	case CLEANUP_STMT:
		return is_warned_of(TREE_OPERAND(t, 0));
	case STATEMENT_LIST: {
		tree_stmt_iterator i = tsi_last(t);
		while (!tsi_end_p(i) && is_nothing(tsi_stmt(i)))
			tsi_prev(&i);
		return tsi_end_p(i) || is_warned_of(tsi_stmt(i));
	}
	default:
		return block_may_fallthru(t);
	}
}

/* A label that only leads away again may be fallen into without a warning: with the jump's mark in
 * between, that has to be said. */
static void allow_falling_into_jumps(const std::vector<tree> &list)
{
	for (size_t i = 0; i < list.size(); i++) {
		size_t next = i;
		while (next < list.size() &&
		       (trees_is_label(list[next]) || markers_is(list[next]) ||
			TREE_CODE(list[next]) == PREDICT_EXPR || is_mark(list[next])))
			next++;
		if (next < list.size() && trees_only_jumps(list[next]))
			for (size_t label = i; label < next; label++)
				if (tree decl = trees_label(list[label]))
					FALLTHROUGH_LABEL_P(decl) = 1;
		i = next;
	}
}

static location_t location_of(tree t)
{
	while (TREE_CODE(t) == CLEANUP_POINT_EXPR || (int)TREE_CODE(t) == EXPR_STMT ||
	       CONVERT_EXPR_P(t))
		t = TREE_OPERAND(t, 0);
	return EXPR_LOCATION(t);
}

/* The mark of a statement that makes no code (`assert(0);`) stands alone before the next label: who
 * falls there is what stands before it, if anybody does. */
static void pass_by_marks(const std::vector<tree> &list)
{
	tree before = NULL_TREE, mark = NULL_TREE;
	for (tree t : list)
		if (is_mark(t)) {
			mark = t;
		} else if (trees_is_label(t)) {
			if (before && (trees_is_label(before) || !is_warned_of(before)))
				FALLTHROUGH_LABEL_P(trees_label(t)) = 1;
			else if (before && mark)
				SET_EXPR_LOCATION(mark, location_of(before));
			before = t;
			mark = NULL_TREE;
		} else if (!is_nothing(t)) {
			before = t;
			mark = NULL_TREE;
		}
}

void falling_keep_quiet(const std::vector<tree> &list)
{
	allow_falling_into_jumps(list);
	pass_by_marks(list);
}
