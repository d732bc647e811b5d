/* falling.cc - see falling.h. */
#include "falling.h"

#include "cplus.h"
#include "markers.h"
#include "trees.h"

/* What makes no code. */
static bool is_nothing(tree t)
{
	return markers_is(t) || TREE_CODE(t) == PREDICT_EXPR || mark_is(t) ||
	       (!TREE_SIDE_EFFECTS(t) && !trees_is_label(t));
}

static tree visit_break(tree *t, int *walk, void *)
{
	switch ((int)TREE_CODE(*t)) {
	case BREAK_STMT:
		return *t;
	case FOR_STMT:
	case WHILE_STMT:
	case DO_STMT:
	case SWITCH_STMT:
	case SWITCH_EXPR:
		*walk = 0;
		return NULL_TREE;
	default:
		if (TYPE_P(*t))
			*walk = 0;
		return NULL_TREE;
	}
}

/* The condition may have its mark already, in front. */
static bool is_always(tree condition, bool truth)
{
	while (condition && TREE_CODE(condition) == COMPOUND_EXPR)
		condition = TREE_OPERAND(condition, 1);
	return trees_constant(condition, truth);
}

static bool loop_ends(tree condition, tree body)
{
	return !is_always(condition, true) ||
	       walk_tree_without_duplicates(&body, visit_break, NULL);
}

/* A switch whose cases are all there is left by falling off its body, or by a break. C has made
 * jumps behind the switch of these, where a label is then. */
static bool skips_cases(tree t)
{
	if ((int)TREE_CODE(t) == SWITCH_EXPR)
		return !SWITCH_ALL_CASES_P(t);
	return !SWITCH_STMT_ALL_CASES_P(t) ||
	       walk_tree_without_duplicates(&SWITCH_STMT_BODY(t), visit_break, NULL);
}

/* The compiler's own function does not know loops and handlers, nor what leaves them. */
static bool falls(tree t, bool (*loop_falls)(tree))
{
	if (!t)
		return true;
	switch ((int)TREE_CODE(t)) {
	case BREAK_STMT:
	case CONTINUE_STMT:
		return false;
	case FOR_STMT:
	case WHILE_STMT:
	case DO_STMT:
		return loop_falls(t);
	case SWITCH_STMT:
	case SWITCH_EXPR:
		return skips_cases(t) || falls(TREE_OPERAND(t, 1), loop_falls);
	case COND_EXPR:
	case IF_STMT:
		return (!is_always(TREE_OPERAND(t, 0), false) &&
			falls(TREE_OPERAND(t, 1), loop_falls)) ||
		       (!is_always(TREE_OPERAND(t, 0), true) &&
			falls(TREE_OPERAND(t, 2), loop_falls));
	case TRY_BLOCK:
		return falls(TREE_OPERAND(t, 0), loop_falls) ||
		       falls(TREE_OPERAND(t, 1), loop_falls);
	case HANDLER:
		return falls(TREE_OPERAND(t, 1), loop_falls);
	case BIND_EXPR:
		return falls(BIND_EXPR_BODY(t), loop_falls);
	case CLEANUP_STMT:
		return falls(TREE_OPERAND(t, 0), loop_falls);
	case TRY_FINALLY_EXPR:
		return falls(TREE_OPERAND(t, 0), loop_falls) &&
		       falls(TREE_OPERAND(t, 1), loop_falls);
	case STATEMENT_LIST: {
		tree_stmt_iterator i = tsi_last(t);
		while (!tsi_end_p(i) && is_nothing(tsi_stmt(i)))
			tsi_prev(&i);
		if (tsi_end_p(i))
			return true;
		bool any = falls(tsi_stmt(i), loop_falls);
		/* A list of handlers is no sequence. */
		if ((int)TREE_CODE(tsi_stmt(i)) == HANDLER)
			for (; !tsi_end_p(i); tsi_prev(&i))
				any |= falls(tsi_stmt(i), loop_falls);
		return any;
	}
	default:
		return block_may_fallthru(t);
	}
}

static bool loop_may_end(tree t)
{
	switch ((int)TREE_CODE(t)) {
	case FOR_STMT:
		return loop_ends(FOR_COND(t), FOR_BODY(t));
	case WHILE_STMT:
		return loop_ends(WHILE_COND(t), WHILE_BODY(t));
	default:
		return loop_ends(DO_COND(t), DO_BODY(t));
	}
}

bool falling_may(tree t)
{
	return falls(t, loop_may_end);
}

static bool is_warned_of(tree t);

/* The compiler warns of falling from `do … while (0)`, but of no other loop. */
static bool loop_is_warned_of(tree t)
{
	return (int)TREE_CODE(t) == DO_STMT && trees_constant(DO_COND(t), false) &&
	       is_warned_of(DO_BODY(t));
}

static bool is_warned_of(tree t)
{
	return falls(t, loop_is_warned_of);
}

/* A label that only leads away again may be fallen into without a warning: with the jump's mark in
 * between, that has to be said. */
static void allow_falling_into_jumps(const std::vector<tree> &list)
{
	for (size_t i = 0; i < list.size(); i++) {
		size_t next = i;
		while (next < list.size() && (trees_is_label(list[next]) || is_nothing(list[next])))
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

/* Whether there is a mark behind all that makes code. */
static bool ends_in_mark(tree t)
{
	if (TREE_CODE(t) == BIND_EXPR)
		return ends_in_mark(BIND_EXPR_BODY(t));
	if (TREE_CODE(t) != STATEMENT_LIST)
		return mark_is(t);
	for (tree_stmt_iterator i = tsi_last(t); !tsi_end_p(i); tsi_prev(&i))
		if (mark_is(tsi_stmt(i)))
			return true;
		else if (!is_nothing(tsi_stmt(i)))
			return ends_in_mark(tsi_stmt(i));
	return false;
}

/* Whether the compiler would warn of our mark where it would not of what stands before it. */
static bool is_in_the_way(tree before, tree mark)
{
	if (trees_is_label(before))
		return mark;
	return !falling_may(before) || (!is_warned_of(before) && (mark || ends_in_mark(before)));
}

/* The mark of a statement that makes no code (`assert(0);`) stands alone before the next label: who
 * falls there is what stands before it, if anybody does. */
static void pass_by_marks(const std::vector<tree> &list)
{
	tree before = NULL_TREE, mark = NULL_TREE;
	for (tree t : list)
		if (mark_is(t)) {
			mark = t;
		} else if (trees_is_label(t)) {
			if (before && is_in_the_way(before, mark))
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

/* True if all of it was gone over. */
static bool drop_marks(tree t)
{
	if (TREE_CODE(t) == BIND_EXPR)
		return drop_marks(BIND_EXPR_BODY(t));
	if (TREE_CODE(t) != STATEMENT_LIST)
		return is_nothing(t);
	for (tree_stmt_iterator i = tsi_start(t); !tsi_end_p(i);)
		if (mark_is(tsi_stmt(i)))
			tsi_delink(&i);
		else if (!trees_is_label(tsi_stmt(i)) && drop_marks(tsi_stmt(i)))
			tsi_next(&i);
		else
			return false;
	return true;
}

void falling_drop_marks_before_cases(tree body)
{
	if (body)
		drop_marks(body);
}
