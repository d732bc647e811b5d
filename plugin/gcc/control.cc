/* control.cc - marks inside loops, conditions and scopes (walker.h). */
#include "coroutine.h"
#include "falling.h"
#include "markers.h"
#include "places.h"
#include "source.h"
#include "syntax.h"
#include "trees.h"
#include "walker.h"

static void before(tree *t, tree call)
{
	tree list = NULL_TREE;
	append_to_statement_list_force(call, &list);
	append_to_statement_list_force(*t, &list);
	*t = list;
}

/* Where one expression is expected. */
static void before_value(tree *t, tree call)
{
	*t = build2(COMPOUND_EXPR, TREE_TYPE(*t), call, *t);
	TREE_SIDE_EFFECTS(*t) = 1;
}

/* --- loops --- */

/* A branch or loop body: a list, a block, or a single statement without a marker. */
void walker::body(tree *t)
{
	if (*t)
		statement(t, UNKNOWN_LOCATION);
}

/* Marks each evaluation of a loop's condition, or each iteration if there is none. */
void walker::condition(tree *cond, tree *loop_body, tree m)
{
	if (trees_constant(*cond, true)) {
		/* Of `while (T x = f())` C++ has made `while (1) { T x = f(); if (!x) break; … }`.
		 */
		receiving = cplus ? HEAD : NOTHING;
		body(loop_body);
		receiving = NOTHING;
		if (!*loop_body)
			*loop_body = build_empty_stmt(UNKNOWN_LOCATION);
		before(loop_body, m);
		return;
	}
	/* `while (T x = f())`: the body stands within the condition's BIND_EXPR (C++). */
	if (trees_is_block(*cond))
		body(cond);
	else
		expression(cond);
	before_value(cond, m);
	body(loop_body);
}

/* Of `for (; T x = f();)` C++ has made `for (; true;) { T x = f(); if (!x) break; … }`: what the
 * program has in its body has a marker. */
static bool declares_condition(tree body)
{
	while (body && (TREE_CODE(body) == STATEMENT_LIST || TREE_CODE(body) == BIND_EXPR)) {
		if (TREE_CODE(body) == BIND_EXPR)
			body = BIND_EXPR_BODY(body);
		else
			body = tsi_end_p(tsi_start(body)) ? NULL_TREE : tsi_stmt(tsi_start(body));
	}
	tree decl;
	return body && trees_declares(body, &decl);
}

void walker::for_statement(tree t, location_t where)
{
	body(&TREE_OPERAND(t, 0)); /* C++ may have the init here */
	tree *cond = &TREE_OPERAND(t, 1);
	bool range = trees_is_range_for(t);
	bool asks = !range && (!trees_constant(*cond, true) ||
			       (cplus && declares_condition(TREE_OPERAND(t, 3))));
	location_t outer = range_for;
	range_for = range ? where : UNKNOWN_LOCATION;
	receiving = range ? HEAD : NOTHING;
	condition(cond, &TREE_OPERAND(t, 3),
		  asks ? clause_mark(MEMPROF_STATEMENT_LOOP, where,
				     *cond ? trees_start(*cond) : UNKNOWN_LOCATION)
		       : mark(MEMPROF_STATEMENT_LOOP, where));
	receiving = NOTHING;
	range_for = outer;
	tree *step = &TREE_OPERAND(t, 2);
	if (!*step || range)
		return;
	tree m = clause_mark(MEMPROF_STATEMENT_STEP, where, trees_start(*step));
	expression(step);
	before_value(step, m);
}

/* `do … while (1);` as `for (;; mark) …`: with the mark in its condition the compiler would take it
 * for one that ends, and warn of what comes then. */
static tree endless(tree do_statement, tree m)
{
	tree loop = make_node((enum tree_code)FOR_STMT);
	TREE_TYPE(loop) = void_type_node;
	SET_EXPR_LOCATION(loop, EXPR_LOCATION(do_statement));
	FOR_BODY(loop) = DO_BODY(do_statement);
	FOR_EXPR(loop) = m;
	TREE_SIDE_EFFECTS(loop) = 1;
	return loop;
}

/* Of `do … while (co_await …)` C++ has made `do { …; if (!co_await …) break; } while (true)`: takes
 * what it has put behind the body. */
tree walker::rewritten_end(tree loop_body)
{
	if (!coroutine || TREE_CODE(loop_body) != STATEMENT_LIST)
		return NULL_TREE;
	tree_stmt_iterator last = tsi_last(loop_body);
	if (tsi_end_p(last) || tsi_one_before_end_p(tsi_start(loop_body)) ||
	    markers_first(tsi_stmt(last)) || !coroutine_awaits(tsi_stmt(last)))
		return NULL_TREE;
	tree end = tsi_stmt(last);
	tsi_prev(&last);
	if (markers_is(tsi_stmt(last)))
		return NULL_TREE;
	tsi_next(&last);
	tsi_delink(&last);
	return end;
}

void walker::do_statement(tree *statement, location_t where)
{
	tree t = *statement;
	tree *cond = &TREE_OPERAND(t, 0);
	location_t last = markers_last_location(TREE_OPERAND(t, 1));
	tree end = rewritten_end(TREE_OPERAND(t, 1));
	body(&TREE_OPERAND(t, 1));
	if (trees_constant(*cond, false) && *cond)
		return;
	location_t loop = EXPR_LOCATION(t); /* C: that of its body */
	location_t start = *cond ? trees_start(*cond) : UNKNOWN_LOCATION;
	if (start == UNKNOWN_LOCATION)
		start = last != UNKNOWN_LOCATION ? last : where;
	expanded_location home = expand_location(start);
	syntax_while(loop, !cplus, &home);
	tree m = mark_at(MEMPROF_STATEMENT_LOOP, home);
	if (end) {
		body(&end);
		tree list = NULL_TREE;
		append_to_statement_list_force(TREE_OPERAND(t, 1), &list);
		append_to_statement_list_force(m, &list);
		append_to_statement_list_force(end, &list);
		TREE_OPERAND(t, 1) = list;
		return;
	}
	expression(cond);
	if (trees_constant(*cond, true) && !TREE_SIDE_EFFECTS(*cond))
		*statement = endless(t, m);
	else
		before_value(cond, m);
}

/* --- scopes --- */

/* Null if there is none. */
static tree *last_statement(tree *t)
{
	if (!*t || TREE_CODE(*t) != STATEMENT_LIST)
		return *t ? t : NULL;
	tree_stmt_iterator last = tsi_last(*t);
	while (!tsi_end_p(last) && markers_is(tsi_stmt(last)))
		tsi_prev(&last);
	return tsi_end_p(last) ? NULL : tsi_stmt_ptr(last);
}

/* A destructor ends with a mere note that the object is dead. */
static bool releases(tree cleanup)
{
	if (!cleanup || TREE_CODE(cleanup) == VOID_CST)
		return false;
	if (TREE_CODE(cleanup) == COND_EXPR)
		return releases(TREE_OPERAND(cleanup, 1)) || releases(TREE_OPERAND(cleanup, 2));
	return TREE_CODE(cleanup) != MODIFY_EXPR || !TREE_CLOBBER_P(TREE_OPERAND(cleanup, 1));
}

/* What a scope falls off its end by: the last thing in the innermost of those that end here. */
static tree last_in(tree t)
{
	for (;;) {
		tree *last = last_statement(&t);
		if (!last)
			return NULL_TREE;
		switch ((int)TREE_CODE(*last)) {
		case BIND_EXPR:
			t = BIND_EXPR_BODY(*last);
			break;
		case CLEANUP_STMT:
		case TRY_FINALLY_EXPR:
			t = TREE_OPERAND(*last, 0);
			break;
		default:
			return *last;
		}
	}
}

/* The end of a scope that releases something: reached only by falling off it. A mark
 * where control cannot come would make the cleanup fall through. */
void walker::scope_end(tree *t, tree cleanup)
{
	tree *last = last_statement(t);
	int code = last ? (int)TREE_CODE(*last) : 0;
	if (code == CLEANUP_STMT || code == TRY_FINALLY_EXPR)
		return; /* marked inside it */
	if (!falling_may(*t))
		return;
	/* A statement expression's value must stay the last; an object is made where it is needed,
	 * and nothing can come after that. */
	bool value = last && value_scope && value_scope == scopes.size();
	if (value && !can_be_resumed(TREE_TYPE(*last)))
		return;
	int inner = mark_index(all, last_in(*t));
	tree m = scope_end_mark(cleanup);
	if (!m)
		return;
	/* A handler's own end is that of the block in it, which may release something, too. */
	if (inner >= 0 && mark_same_place(all[inner], all.back())) {
		all.pop_back();
		current = inner;
		return;
	}
	if (value) {
		*last = resumed(*last, m);
		return;
	}
	tree list = NULL_TREE;
	append_to_statement_list_force(*t, &list);
	append_to_statement_list_force(m, &list);
	*t = list;
}

/* The tree knows where a scope opens (C), or where its destructors are called or it ends (C++).
 * Null if nothing marks its end: what a condition or a range-for declares goes with its last
 * statement, and so does `if (c) guard g(1);`. */
tree walker::scope_end_mark(tree cleanup)
{
	if (!scopes.empty() && !scopes.back().braces)
		return NULL_TREE;
	if (cplus) {
		location_t end = EXPR_LOCATION(cleanup);
		if (end == UNKNOWN_LOCATION && !scopes.empty())
			end = scopes.back().place;
		location_t spelled = places_spelled(end);
		if (source_ends_statement(spelled))
			return NULL_TREE;
		if (from_macro_expansion_at(end)) {
			if (source_macro_heads_block(expand_location(end)))
				return closing_brace_mark(end);
			return source_begins_loop(spelled) ? NULL_TREE
							   : mark(MEMPROF_STATEMENT_SCOPE_END, end);
		}
		if (source_begins_loop(end) && !syntax_has_brace(end))
			return NULL_TREE;
		/* In an instance nobody knows any more where a loop's body or a handler ends. */
		if (source_heads_block(expand_location(end)))
			return closing_brace_mark(end);
		if (range_for != UNKNOWN_LOCATION && !source_ends_block(expand_location(end)))
			return closing_brace_mark(range_for);
		return mark(MEMPROF_STATEMENT_SCOPE_END, end);
	}
	if (scopes.size() <= 1)
		return mark(MEMPROF_STATEMENT_SCOPE_END, outermost_end);
	return closing_brace_mark(scopes.back().place);
}

tree walker::closing_brace_mark(location_t open)
{
	expanded_location home = expand_location(open);
	syntax_closing_brace(open, &home);
	return mark_at(MEMPROF_STATEMENT_SCOPE_END, home);
}

/* C++'s parser opens a scope not only for what the head of a statement declares, but also for what
 * is declared behind a switch, which lasts to the end of the block. */
void walker::bind(tree t, location_t where)
{
	if (trees_is_scope_of_array(t)) {
		statement(&BIND_EXPR_BODY(t), UNKNOWN_LOCATION);
		return;
	}
	bool head = where != UNKNOWN_LOCATION && (!cplus || trees_hold_control(t, where));
	scopes.push_back({EXPR_LOCATION(t), !head});
	if (where != UNKNOWN_LOCATION && !trees_is_block(BIND_EXPR_BODY(t))) {
		tree list = alloc_stmt_list();
		append_to_statement_list_force(BIND_EXPR_BODY(t), &list);
		BIND_EXPR_BODY(t) = list;
	}
	statement(&BIND_EXPR_BODY(t), where);
	scopes.pop_back();
}

void walker::handler(tree t)
{
	tree *statements = &TREE_OPERAND(t, 1);
	tree m = mark(MEMPROF_STATEMENT_CATCH, EXPR_LOCATION(t));
	receiving = PARAMETER;
	scopes.push_back({EXPR_LOCATION(t), true});
	body(statements);
	scopes.pop_back();
	receiving = NOTHING;
	if (*statements)
		before(statements, m);
}

/* --- all of them --- */

/* A list that a header's BIND_EXPR holds: its own first marker is the init clause's. */
static location_t unless_marked(tree list, location_t where)
{
	tree_stmt_iterator first = tsi_start(list);
	return !tsi_end_p(first) && markers_is(tsi_stmt(first)) ? UNKNOWN_LOCATION : where;
}

static bool is_kept(tree decl)
{
	return decl && DECL_P(decl) && DECL_ARTIFICIAL(decl);
}

void walker::statement(tree *t, location_t where)
{
	if (!*t)
		return;
	/* Directives of OpenMP and OpenACC that have a body (tree.def). */
	if (TREE_CODE(*t) >= OACC_PARALLEL && TREE_CODE(*t) <= OMP_MASTER) {
		body(&TREE_OPERAND(*t, 0));
		return;
	}
	switch ((int)TREE_CODE(*t)) {
	case STATEMENT_LIST:
		list(t, unless_marked(*t, where));
		break;
	case BIND_EXPR:
		bind(*t, where);
		break;
	case FOR_STMT:
		for_statement(*t, where != UNKNOWN_LOCATION ? where : EXPR_LOCATION(*t));
		break;
	case WHILE_STMT:
		condition(&TREE_OPERAND(*t, 0), &TREE_OPERAND(*t, 1),
			  mark(MEMPROF_STATEMENT_LOOP,
			       where != UNKNOWN_LOCATION ? where : EXPR_LOCATION(*t)));
		break;
	case DO_STMT:
		do_statement(t, where);
		break;
	case COND_EXPR:
		expression(&TREE_OPERAND(*t, 0));
		if (VOID_TYPE_P(TREE_TYPE(*t))) {
			body(&TREE_OPERAND(*t, 1));
			body(&TREE_OPERAND(*t, 2));
		} else {
			expression(&TREE_OPERAND(*t, 1));
			expression(&TREE_OPERAND(*t, 2));
		}
		break;
	case IF_STMT:
		expression(&TREE_OPERAND(*t, 0));
		body(&TREE_OPERAND(*t, 1));
		body(&TREE_OPERAND(*t, 2));
		break;
	case SWITCH_STMT:
	case SWITCH_EXPR:
		expression(&TREE_OPERAND(*t, 0));
		body(&TREE_OPERAND(*t, 1));
		falling_drop_marks_before_cases(TREE_OPERAND(*t, 1));
		break;
	case CLEANUP_STMT: {
		/* Nor what a co_await has kept in the frame: it goes with its statement. */
		bool of_scope = receiving != HEAD && !(coroutine && is_kept(TREE_OPERAND(*t, 2)));
		body(&TREE_OPERAND(*t, 0));
		if (!CLEANUP_EH_ONLY(*t) && of_scope && releases(TREE_OPERAND(*t, 1)))
			scope_end(&TREE_OPERAND(*t, 0), TREE_OPERAND(*t, 1));
		break;
	}
	case TRY_FINALLY_EXPR:
		body(&TREE_OPERAND(*t, 0));
		if (releases(TREE_OPERAND(*t, 1)))
			scope_end(&TREE_OPERAND(*t, 0), TREE_OPERAND(*t, 1));
		break;
	case TRY_BLOCK:
		body(&TREE_OPERAND(*t, 0));
		body(&TREE_OPERAND(*t, 1));
		break;
	case HANDLER:
		handler(*t);
		break;
	case MUST_NOT_THROW_EXPR:
	case EH_SPEC_BLOCK:
		body(&TREE_OPERAND(*t, 0));
		break;
	case DECL_EXPR:
		if (tree *initialiser = trees_initialiser(DECL_EXPR_DECL(*t)))
			expression(initialiser);
		break;
	default: {
		int begun = mark_index(all, *t);
		if (begun >= 0) /* one of a constructor's initialisers (initialisers.h) */
			current = begun;
		else
			expression(t);
	}
	}
}
