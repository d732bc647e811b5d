/* trees.cc - see trees.h. */
#include "trees.h"

#include "cplus.h"
#include "markers.h"

#include <string.h>

bool trees_is_cplus(void)
{
	return !strncmp(lang_hooks.name, "GNU C++", 7);
}

/* An expression that does not know its place, or knows only its operator's, begins where its first
 * operand does. */
static bool begins_with_operand(tree t)
{
	if (TREE_CODE(t) == ANNOTATE_EXPR || TREE_CODE(t) == COMPOUND_EXPR)
		return true;
	if (EXPR_LOCATION(t) != UNKNOWN_LOCATION)
		return false;
	switch (TREE_CODE_CLASS(TREE_CODE(t))) {
	case tcc_unary:
	case tcc_binary:
	case tcc_comparison:
	case tcc_expression:
	case tcc_reference:
		return TREE_OPERAND_LENGTH(t) > 0;
	default:
		return (int)TREE_CODE(t) == EXPR_STMT;
	}
}

location_t trees_start(tree t)
{
	location_t location = EXPR_LOCATION(t);
	while (begins_with_operand(t) && TREE_OPERAND(t, 0) && EXPR_P(TREE_OPERAND(t, 0))) {
		t = TREE_OPERAND(t, 0);
		if (EXPR_LOCATION(t) != UNKNOWN_LOCATION)
			location = EXPR_LOCATION(t);
	}
	return location == UNKNOWN_LOCATION ? location : get_start(location);
}

/* Of each token of a macro's use it is known where it stands in the definition, and where it comes
 * from: that is the same place unless it comes from an argument, which may be the use of another.
 */
bool trees_from_macro_body(location_t location)
{
	while (linemap_location_from_macro_expansion_p(line_table, location)) {
		location = LOCATION_LOCUS(location);
		const line_map_macro *use =
			linemap_check_macro(linemap_lookup(line_table, location));
		const unsigned token = location - MAP_START_LOCATION(use);
		location = MACRO_MAP_LOCATIONS(use)[2 * token];
		if (location == MACRO_MAP_LOCATIONS(use)[2 * token + 1])
			return true;
	}
	return false;
}

bool trees_is_label(tree t)
{
	return TREE_CODE(t) == LABEL_EXPR || TREE_CODE(t) == CASE_LABEL_EXPR;
}

tree trees_label(tree t)
{
	return TREE_CODE(t) == LABEL_EXPR        ? LABEL_EXPR_LABEL(t)
	       : TREE_CODE(t) == CASE_LABEL_EXPR ? CASE_LABEL(t)
						 : NULL_TREE;
}

bool trees_only_jumps(tree t)
{
	switch ((int)TREE_CODE(t)) {
	case BREAK_STMT:
	case CONTINUE_STMT:
	case GOTO_EXPR:
		return true;
	case RETURN_EXPR:
		return !TREE_OPERAND(t, 0);
	default:
		return false;
	}
}

bool trees_is_block(tree t)
{
	switch ((int)TREE_CODE(t)) {
	case BIND_EXPR:
	case STATEMENT_LIST:
	case TRY_BLOCK:
	case CLEANUP_STMT:
	case TRY_FINALLY_EXPR:
	case MUST_NOT_THROW_EXPR:
	case EH_SPEC_BLOCK:
		return true;
	default:
		return false;
	}
}

bool trees_is_void_statement_expression(tree t)
{
	while (TREE_CODE(t) == BIND_EXPR)
		t = BIND_EXPR_BODY(t);
	return t && TREE_CODE(t) == STATEMENT_LIST && STATEMENT_LIST_STMT_EXPR(t);
}

bool trees_does_nothing(tree t)
{
	if ((int)TREE_CODE(t) == USING_STMT)
		return true;
	while (t && (TREE_CODE(t) == CLEANUP_POINT_EXPR || (int)TREE_CODE(t) == EXPR_STMT))
		t = TREE_OPERAND(t, 0);
	return t && TREE_CODE(t) == CALL_EXPR && !CALL_EXPR_FN(t) &&
	       CALL_EXPR_IFN(t) == IFN_FALLTHROUGH;
}

enum memprof_statement_kind trees_kind(tree t)
{
	switch ((int)TREE_CODE(t)) {
	case CLEANUP_POINT_EXPR:
	case EXPR_STMT:
		return TREE_OPERAND(t, 0) && EXPR_P(TREE_OPERAND(t, 0))
			       ? trees_kind(TREE_OPERAND(t, 0))
			       : MEMPROF_STATEMENT_PLAIN;
	case COND_EXPR:
		/* C++ has a tree of its own for `if`. */
		return VOID_TYPE_P(TREE_TYPE(t)) && !trees_is_cplus() ? MEMPROF_STATEMENT_IF
								      : MEMPROF_STATEMENT_PLAIN;
	case IF_STMT:
		return MEMPROF_STATEMENT_IF;
	case SWITCH_STMT:
	case SWITCH_EXPR:
		return MEMPROF_STATEMENT_SWITCH;
	case FOR_STMT:
	case WHILE_STMT:
	case DO_STMT:
		return MEMPROF_STATEMENT_LOOP;
	case RETURN_EXPR:
		return MEMPROF_STATEMENT_RETURN;
	case GOTO_EXPR:
	case BREAK_STMT:
	case CONTINUE_STMT:
	case THROW_EXPR:
		return MEMPROF_STATEMENT_JUMP;
	default:
		return MEMPROF_STATEMENT_PLAIN;
	}
}

static tree size_of(tree operand)
{
	tree type = TYPE_P(operand) ? operand : TREE_TYPE(operand);
	if (TREE_CODE(type) == REFERENCE_TYPE)
		type = TREE_TYPE(type);
	tree size = TYPE_SIZE_UNIT(type);
	return size && TREE_CODE(size) == INTEGER_CST ? size : NULL_TREE;
}

/* What C++'s parser leaves to be worked out later: an INTEGER_CST, or null. */
static tree known_value(tree t)
{
	switch ((int)TREE_CODE(t)) {
	case INTEGER_CST:
		return t;
	case VAR_DECL:
		return TREE_READONLY(t) && !TREE_THIS_VOLATILE(t) &&
				       INTEGRAL_TYPE_P(TREE_TYPE(t)) && DECL_INITIAL(t) &&
				       TREE_CODE(DECL_INITIAL(t)) == INTEGER_CST
			       ? DECL_INITIAL(t)
			       : NULL_TREE;
	case SIZEOF_EXPR:
		return size_of(TREE_OPERAND(t, 0));
	case COMPOUND_EXPR:
		return TREE_SIDE_EFFECTS(TREE_OPERAND(t, 0)) ? NULL_TREE
							     : known_value(TREE_OPERAND(t, 1));
	case CLEANUP_POINT_EXPR:
	case EXCESS_PRECISION_EXPR:
	case ANNOTATE_EXPR:
		return known_value(TREE_OPERAND(t, 0));
	default:
		break;
	}
	const enum tree_code_class kind = TREE_CODE_CLASS(TREE_CODE(t));
	const bool unary = kind == tcc_unary || TREE_CODE(t) == TRUTH_NOT_EXPR ||
			   TREE_CODE(t) == VIEW_CONVERT_EXPR;
	const bool binary =
		kind == tcc_binary || kind == tcc_comparison || truth_value_p(TREE_CODE(t));
	if (!INTEGRAL_TYPE_P(TREE_TYPE(t)) || !(unary || binary))
		return NULL_TREE;
	tree left = known_value(TREE_OPERAND(t, 0)), result = NULL_TREE;
	if (left && unary)
		result = fold_unary(TREE_CODE(t), TREE_TYPE(t), left);
	else if (left && TREE_CODE(t) == TRUTH_ANDIF_EXPR && integer_zerop(left))
		return left;
	else if (left && TREE_CODE(t) == TRUTH_ORIF_EXPR && !integer_zerop(left))
		return left;
	else if (tree right = left ? known_value(TREE_OPERAND(t, 1)) : NULL_TREE)
		result = fold_binary(TREE_CODE(t), TREE_TYPE(t), left, right);
	return result && TREE_CODE(result) == INTEGER_CST ? result : NULL_TREE;
}

bool trees_constant(tree c, bool truth)
{
	if (!c)
		return truth;
	c = known_value(c);
	return c && (integer_zerop(c) ? !truth : truth);
}

static tree hidden_variable(tree *t, int *, void *)
{
	return VAR_P(*t) && DECL_ARTIFICIAL(*t) && DECL_NAME(*t) &&
			       !strncmp(IDENTIFIER_POINTER(DECL_NAME(*t)), "__for_", 6)
		       ? *t
		       : NULL_TREE;
}

bool trees_is_range_for(tree t)
{
	tree cond = TREE_OPERAND(t, 1);
	return cond && walk_tree_without_duplicates(&cond, hidden_variable, NULL);
}

/* What a lambda calls the variable that it has captured is declared where it is first used. */
static bool is_captured(tree decl)
{
	return VAR_P(decl) && DECL_ARTIFICIAL(decl) && DECL_HAS_VALUE_EXPR_P(decl);
}

bool trees_declares(tree t, tree *decl)
{
	if (TREE_CODE(t) == CLEANUP_POINT_EXPR)
		t = TREE_OPERAND(t, 0);
	if (TREE_CODE(t) != DECL_EXPR || is_captured(DECL_EXPR_DECL(t)) ||
	    cplus_is_binding(DECL_EXPR_DECL(t)))
		return false;
	*decl = DECL_EXPR_DECL(t);
	return true;
}

static bool has_variable_size(tree decl)
{
	return TREE_CODE(decl) == VAR_DECL && !TREE_STATIC(decl) && !DECL_EXTERNAL(decl) &&
	       TREE_CODE(TREE_TYPE(decl)) == ARRAY_TYPE &&
	       (!TYPE_SIZE(TREE_TYPE(decl)) ||
		TREE_CODE(TYPE_SIZE(TREE_TYPE(decl))) != INTEGER_CST);
}

bool trees_is_hidden(tree decl)
{
	if (TREE_CODE(decl) == TYPE_DECL) /* what a pointer to a variable length array points to */
		return !DECL_NAME(decl);
	return TREE_CODE(decl) == VAR_DECL && DECL_ARTIFICIAL(decl) && !cplus_is_bound(decl);
}

bool trees_initialised(tree decl)
{
	if (TREE_CODE(decl) != VAR_DECL || DECL_EXTERNAL(decl) || trees_is_hidden(decl) ||
	    TREE_STATIC(decl))
		return false;
	return DECL_INITIAL(decl) != NULL_TREE || has_variable_size(decl);
}

tree *trees_initialiser(tree decl)
{
	bool has = TREE_CODE(decl) == VAR_DECL && DECL_INITIAL(decl) && !TREE_STATIC(decl);
	return has ? &DECL_INITIAL(decl) : NULL;
}

tree trees_hold_control(tree t, location_t where)
{
	if (!t)
		return NULL_TREE;
	switch ((int)TREE_CODE(t)) {
	case BIND_EXPR:
		return trees_hold_control(BIND_EXPR_BODY(t), where);
	case STATEMENT_LIST:
		for (tree_stmt_iterator i = tsi_start(t); !tsi_end_p(i); tsi_next(&i))
			if (tree found = trees_hold_control(tsi_stmt(i), where))
				return found;
		return NULL_TREE;
	case CLEANUP_STMT:
	case TRY_FINALLY_EXPR:
		return trees_hold_control(TREE_OPERAND(t, 0), where);
	case FOR_STMT:
	case WHILE_STMT:
	case DO_STMT:
	case SWITCH_STMT:
	case IF_STMT:
	case RANGE_FOR_STMT:
		return EXPR_LOCATION(t) == where ? t : NULL_TREE;
	default:
		return NULL_TREE;
	}
}

static bool is_annotated(tree condition)
{
	while (condition && TREE_CODE(condition) == CLEANUP_POINT_EXPR)
		condition = TREE_OPERAND(condition, 0);
	return condition && TREE_CODE(condition) == ANNOTATE_EXPR;
}

location_t trees_annotated_loop(tree t)
{
	if (!t)
		return UNKNOWN_LOCATION;
	switch ((int)TREE_CODE(t)) {
	case BIND_EXPR:
		return trees_annotated_loop(BIND_EXPR_BODY(t));
	case STATEMENT_LIST:
		for (tree_stmt_iterator i = tsi_start(t); !tsi_end_p(i) && !markers_is(tsi_stmt(i));
		     tsi_next(&i))
			if (location_t found = trees_annotated_loop(tsi_stmt(i)))
				return found;
		return UNKNOWN_LOCATION;
	case CLEANUP_STMT:
	case TRY_FINALLY_EXPR:
		return trees_annotated_loop(TREE_OPERAND(t, 0));
	case WHILE_STMT:
	case DO_STMT:
		return is_annotated(TREE_OPERAND(t, 0)) ? EXPR_LOCATION(t) : UNKNOWN_LOCATION;
	case FOR_STMT:
		return is_annotated(TREE_OPERAND(t, 1)) ? EXPR_LOCATION(t) : UNKNOWN_LOCATION;
	default:
		return UNKNOWN_LOCATION;
	}
}

bool trees_begin_unmarked(tree t)
{
	while (t && TREE_CODE(t) == BIND_EXPR)
		t = BIND_EXPR_BODY(t);
	if (!t || TREE_CODE(t) != STATEMENT_LIST)
		return t && !trees_is_block(t) && !markers_is(t);
	tree_stmt_iterator first = tsi_start(t);
	if (tsi_end_p(first) || markers_is(tsi_stmt(first)))
		return false;
	return !trees_is_block(tsi_stmt(first)) || trees_begin_unmarked(tsi_stmt(first));
}

/* Not `__func__`, which the parser declares in front of all, wherever it is used. */
static bool is_written_declaration(tree t)
{
	tree decl;
	return trees_declares(t, &decl) &&
	       !(VAR_P(decl) && DECL_ARTIFICIAL(decl) && TREE_STATIC(decl));
}

bool trees_is_scope_of_array(tree t)
{
	if (trees_is_cplus() || TREE_CODE(t) != BIND_EXPR)
		return false;
	t = BIND_EXPR_BODY(t);
	if (!t || TREE_CODE(t) != STATEMENT_LIST)
		return t && is_written_declaration(t);
	for (tree_stmt_iterator i = tsi_start(t); !tsi_end_p(i) && !markers_is(tsi_stmt(i));
	     tsi_next(&i))
		if (is_written_declaration(tsi_stmt(i)))
			return true;
	return false;
}
