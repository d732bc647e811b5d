/* boundary.cc - marks where source statements begin (the rule stands in ../README.md).
 *
 *   before   # DEBUG BEGIN_STMT (file:3:2)        after   __memcc_mark (7, PLAIN, 3, 2, "file");
 *            p = malloc (n);                              p = malloc (n);
 *
 * Runs at PLUGIN_PRE_GENERICIZE, on the tree the parser has just finished: statements are still
 * statements there, and the parser's markers (markers.h) say where each begins.
 *
 * To debug: -fdump-tree-original shows the marks.
 */
#include "boundary.h"

#include "coroutine.h"
#include "cplus.h"
#include "definition.h"
#include "falling.h"
#include "initialisers.h"
#include "markers.h"
#include "places.h"
#include "source.h"
#include "syntax.h"
#include "trees.h"
#include "walker.h"

walker::walker(tree function)
    : function(function), all(mark_statements_of(function)), cplus(trees_is_cplus()),
      coroutine(coroutine_written(function) != function),
      implicit_return(cplus_implicit_return(function))
{
}

/* Of a loop behind a pragma the parser only knows where something in its head stands. */
static tree place_annotated_loop(tree *t, int *, void *function)
{
	const int code = TREE_CODE(*t);
	location_t head = code == WHILE_STMT || code == FOR_STMT ? trees_annotated_loop(*t)
								 : UNKNOWN_LOCATION;
	expanded_location home;
	if (head == UNKNOWN_LOCATION || from_macro_expansion_at(head) ||
	    !syntax_loop_keyword(definition_of((tree)function), head, &home))
		return NULL_TREE;
	location_t keyword = places_location(head, home);
	if (keyword != UNKNOWN_LOCATION)
		SET_EXPR_LOCATION(*t, keyword);
	return NULL_TREE;
}

void walker::run(void)
{
	if (DECL_STRUCT_FUNCTION(function))
		outermost_end = DECL_STRUCT_FUNCTION(function)->function_end_locus;
	tree *body = &DECL_SAVED_TREE(function), *statements = body;
	if (coroutine)
		statements = coroutine_statements(body);
	if (!statements)
		return;
	walk_tree_without_duplicates(statements, place_annotated_loop, function);
	initialisers_mark(function, all);
	statement(statements, UNKNOWN_LOCATION);
	if (coroutine)
		coroutine_mark_borders(body, statements);
}

/* --- marks --- */

tree walker::mark_at(unsigned kind, expanded_location home)
{
	all.push_back(mark_new(kind, home.file ? home.file : "", home.line, home.column));
	current = (int)all.size() - 1;
	return mark_call(all.back(), 0);
}

/* Where a user would look: the use of the outermost macro, as diagnostics print it. */
tree walker::mark(unsigned kind, location_t location)
{
	expanded_location home = expand_location(location);
	if (!home.file)
		home = expand_location(definition_of(function));
	return mark_at(kind, home);
}

/* --- expressions: only statement expressions matter in them --- */

tree walker::visit_expression(tree *t, int *walk, void *self)
{
	walker *w = (walker *)self;
	if (TYPE_P(*t)) {
		*walk = 0;
		return NULL_TREE;
	}
	switch ((int)TREE_CODE(*t)) {
	case STATEMENT_LIST:
	case BIND_EXPR:
	case STMT_EXPR:
		*walk = 0;
		w->statement_expression(t);
		break;
	case TARGET_EXPR:
		if (tree initial = TARGET_EXPR_INITIAL(*t))
			if (TREE_CODE(initial) == BIND_EXPR ||
			    TREE_CODE(initial) == STATEMENT_LIST) {
				*walk = 0;
				w->statement_expression(t);
			}
		break;
	case LAMBDA_EXPR:
	case SIZEOF_EXPR: /* evaluates nothing */
	case ALIGNOF_EXPR:
	case NOEXCEPT_EXPR:
		*walk = 0;
		break;
	default:
		break;
	}
	return NULL_TREE;
}

void walker::expression(tree *t)
{
	if (*t)
		walk_tree_without_duplicates(t, visit_expression, this);
}

/* Whether the first statement in it stands in a macro's replacement list. */
static bool of_macro(tree t)
{
	tree first = markers_first(t);
	return first && trees_from_macro_body(EXPR_LOCATION(first));
}

/* `({ … })`, as BIND_EXPR, or TARGET_EXPR <value, BIND_EXPR>, or C++'s STMT_EXPR. */
void walker::statement_expression(tree *t)
{
	if (!markers_first(*t))
		return;
	if (of_macro(*t)) {
		markers_strip(*t);
		return;
	}
	int outer = current;
	tree *inner = t;
	if (TREE_CODE(*t) == TARGET_EXPR)
		inner = &TARGET_EXPR_INITIAL(*t);
	else if ((int)TREE_CODE(*t) == STMT_EXPR)
		inner = &TREE_OPERAND(*t, 0);
	size_t outer_value = value_scope;
	value_scope = cplus && !VOID_TYPE_P(TREE_TYPE(*t)) ? scopes.size() + 1 : 0;
	statement(inner, UNKNOWN_LOCATION);
	value_scope = outer_value;
	current = outer;
	if (outer >= 0)
		*t = resumed(*t, mark_call(all[outer], MARK_RESUME));
}

static tree sequence(tree type, tree first, tree then)
{
	tree both = build2(COMPOUND_EXPR, type, first, then);
	TREE_SIDE_EFFECTS(both) = 1;
	return both;
}

bool walker::can_be_resumed(tree type)
{
	return !cplus || INTEGRAL_TYPE_P(type) || POINTER_TYPE_P(type) || SCALAR_FLOAT_TYPE_P(type);
}

/* Evaluates, resumes the statement outside, and has the value. */
tree walker::resumed(tree t, tree resume)
{
	tree type = TREE_TYPE(t);
	if (TREE_CODE(t) == TARGET_EXPR) {
		if (cplus && RECORD_OR_UNION_TYPE_P(type))
			return t;
		/* The value is in the target's slot already. */
		return sequence(type, t, sequence(type, resume, TARGET_EXPR_SLOT(t)));
	}
	if (VOID_TYPE_P(type))
		return sequence(void_type_node, t, resume);
	if (!can_be_resumed(type))
		return t;
	tree value = save_expr(t);
	return sequence(type, value, sequence(type, resume, value));
}

/* Below something that has had its mark: what it declares, and what it consists of. */
void walker::nested(tree *t)
{
	tree decl;
	if (!trees_declares(*t, &decl))
		statement(t, UNKNOWN_LOCATION);
	else if (tree *initialiser = trees_initialiser(decl))
		expression(initialiser);
}

/* --- groups --- */

/* In C no marker stands before a loop that a pragma stands before: what belongs to it of the group
 * so far. */
walker::group walker::take_init(group &g, location_t loop)
{
	group init;
	if (!g.empty() && linemap_location_before_p(line_table, loop, trees_start(g.back()))) {
		init.push_back(g.back());
		g.pop_back();
	}
	return init;
}

/* A list of statements: each group between two markers is one source statement. */
void walker::list(tree *t, location_t inherited)
{
	group old, result;
	for (tree_stmt_iterator i = tsi_start(*t); !tsi_end_p(i); tsi_next(&i))
		old.push_back(tsi_stmt(i));
	size_t n = 0;
	while (n < old.size()) {
		/* The marker of the first may stand before the list. */
		location_t where = n == 0 ? inherited : UNKNOWN_LOCATION;
		if (markers_is(old[n])) {
			where = EXPR_LOCATION(old[n]);
			receiving = NOTHING;
			if (markers_keep)
				result.push_back(old[n]);
			n++;
		}
		group g;
		while (n < old.size() && !markers_is(old[n])) {
			if (location_t loop =
				    cplus ? UNKNOWN_LOCATION : trees_annotated_loop(old[n])) {
				group init = take_init(g, loop);
				one_statement(g, where, result);
				g = init;
				where = loop;
			}
			g.push_back(old[n++]);
		}
		one_statement(g, where, result);
	}
	falling_keep_quiet(result);
	/* A statement expression's value, which may be of another type than its last statement. */
	tree type = TREE_TYPE(*t);
	*t = alloc_stmt_list();
	for (tree s : result)
		append_to_statement_list_force(s, t);
	TREE_TYPE(*t) = type;
}

/* What computes the array's size stands in front of its scope. */
static void move_size_into_scope(std::vector<tree> &g, size_t n)
{
	tree decl;
	if (g.size() < n + 2 || !trees_is_scope_of_array(g.back()))
		return;
	tree scope = g.back(), list = alloc_stmt_list();
	g.pop_back();
	size_t end = g.size();
	while (end > n && !trees_declares(g[end - 1], &decl))
		end--;
	for (size_t i = end; i < g.size(); i++)
		append_to_statement_list_force(g[i], &list);
	append_to_statement_list_force(BIND_EXPR_BODY(scope), &list);
	BIND_EXPR_BODY(scope) = list;
	g.resize(end);
	g.push_back(scope);
}

void walker::one_statement(group &g, location_t where, group &result)
{
	size_t n = 0;
	while (n < g.size() && trees_is_label(g[n]))
		result.push_back(g[n++]);
	move_size_into_scope(g, n);
	bool declaration = false, loop = false;
	tree control = NULL_TREE;
	for (size_t i = n; i < g.size(); i++) {
		tree decl;
		if (location_t annotated = cplus ? trees_annotated_loop(g[i]) : UNKNOWN_LOCATION)
			where = annotated;
		if (cplus && !control && where != UNKNOWN_LOCATION)
			control = trees_hold_control(g[i], where);
		declaration |= trees_declares(g[i], &decl);
		loop |= (int)TREE_CODE(g[i]) == FOR_STMT;
	}
	if (loop)
		for_group(g, n, where, result);
	else if (declaration && control)
		header_group(g, n, control, result);
	else if (declaration)
		declaration_group(g, n, result);
	else
		plain_group(g, n, where, result);
}

/* A clause of a `for`: where the text says, since an instance's trees do not know their places; or
 * where they say. */
tree walker::clause_mark(unsigned kind, location_t loop, location_t start)
{
	const int clause = kind == MEMPROF_STATEMENT_INIT   ? 0
			   : kind == MEMPROF_STATEMENT_LOOP ? 1
							    : 2;
	expanded_location home;
	if (from_macro_expansion_at(loop) || !syntax_for_clause(loop, clause, &home))
		return mark(kind, start != UNKNOWN_LOCATION ? start : loop);
	return mark_at(kind, home);
}

/* [init] FOR_STMT [label] */
void walker::for_group(group &g, size_t n, location_t where, group &result)
{
	/* (What a head declares has a mark for all.) */
	bool marked = receiving == HEAD, declared = false;
	for (tree t : g)
		if (!receiving && (int)TREE_CODE(t) == FOR_STMT && trees_is_range_for(t)) {
			result.push_back(mark(MEMPROF_STATEMENT_INIT, EXPR_LOCATION(t)));
			marked = true;
		}
	for (; n < g.size(); n++) {
		tree t = g[n];
		if ((int)TREE_CODE(t) == FOR_STMT) {
			statement(&t, EXPR_LOCATION(t));
			marked = true;
		} else if (TREE_CODE(t) != PREDICT_EXPR && !trees_is_label(t)) {
			tree decl;
			bool declares = trees_declares(t, &decl);
			declared |= declares;
			if (!marked && !(declares && !trees_initialised(decl))) {
				result.push_back(
					clause_mark(MEMPROF_STATEMENT_INIT, where,
						    declared ? UNKNOWN_LOCATION : trees_start(t)));
				marked = true;
			}
			nested(&t);
		}
		result.push_back(t);
	}
}

/* C++: what the head of a condition or loop declares, then that. */
void walker::header_group(group &g, size_t n, tree control, group &result)
{
	memprof_statement_kind kind = trees_kind(control);
	if (kind == MEMPROF_STATEMENT_LOOP)
		kind = MEMPROF_STATEMENT_INIT;
	bool clause = (int)TREE_CODE(control) == FOR_STMT && !trees_is_range_for(control);
	result.push_back(clause ? clause_mark(kind, EXPR_LOCATION(control), UNKNOWN_LOCATION)
				: mark(kind, EXPR_LOCATION(control)));
	receiving = HEAD;
	for (; n < g.size(); n++) {
		tree t = g[n];
		nested(&t);
		result.push_back(t);
	}
	receiving = NOTHING;
}

bool walker::is_hidden(tree decl) const
{
	return trees_is_hidden(decl) || (coroutine && coroutine_keeps(decl));
}

/* Declarators and what belongs to them: sizes and hidden variables before, construction after. */
void walker::declaration_group(group &g, size_t n, group &result)
{
	while (n < g.size()) {
		size_t end = n;
		tree decl = NULL_TREE;
		while (end < g.size() && (!trees_declares(g[end], &decl) || is_hidden(decl)))
			end++;
		if (end == g.size()) { /* no declarator any more */
			for (; n < g.size(); n++) {
				tree t = g[n];
				statement(&t, UNKNOWN_LOCATION);
				result.push_back(t);
			}
			return;
		}
		/* C++: construction follows the DECL_EXPR, up to the next one. */
		size_t next = end + 1;
		bool constructed = false;
		tree other;
		while (cplus && next < g.size() && !trees_declares(g[next], &other))
			constructed |= (int)TREE_CODE(g[next++]) != CLEANUP_STMT;
		if (!receiving && (trees_initialised(decl) ||
				   (cplus && constructed && TREE_CODE(decl) == VAR_DECL)))
			result.push_back(
				mark(MEMPROF_STATEMENT_DECLARATION, DECL_SOURCE_LOCATION(decl)));
		for (; n < next; n++) {
			tree t = g[n];
			nested(&t);
			result.push_back(t);
		}
	}
}

/* `({ if … });`: where there is a single statement the parser does not note what it stands in. */
static bool is_in_brackets(tree t, location_t where)
{
	if (!trees_is_block(t))
		return false;
	/* Also in a system's header, which expand_location_to_spelling_point never shows. */
	return source_says_brackets(expand_location(places_spelled(where)));
}

/* Of a block's first statement, if no marker stands before it. */
static location_t unmarked_start(tree t)
{
	if (!trees_begin_unmarked(t))
		return UNKNOWN_LOCATION;
	while (trees_is_block(t))
		if (TREE_CODE(t) == STATEMENT_LIST)
			t = tsi_stmt(tsi_start(t));
		else
			t = TREE_CODE(t) == BIND_EXPR ? BIND_EXPR_BODY(t) : TREE_OPERAND(t, 0);
	return EXPR_LOCATION(t);
}

void walker::plain_group(group &g, size_t n, location_t where, group &result)
{
	bool marked = where == UNKNOWN_LOCATION;
	/* Of `return f();` without a value C++ makes two trees. */
	bool returns = cplus && !g.empty() && TREE_CODE(g.back()) == RETURN_EXPR &&
		       g.back() != implicit_return;
	for (; n < g.size(); n++) {
		tree t = g[n];
		if (trees_is_label(t) || TREE_CODE(t) == PREDICT_EXPR ||
		    TREE_CODE(t) == DECL_EXPR || trees_does_nothing(t) || t == implicit_return) {
			result.push_back(t);
			if (current >= 0 && coroutine_goes_on(t))
				result.push_back(mark_call(all[current], MARK_RESUME));
			continue;
		}
		if (!cplus && (trees_is_void_statement_expression(t) ||
			       (!marked && is_in_brackets(t, where)))) {
			if (!marked)
				result.push_back(mark(MEMPROF_STATEMENT_PLAIN, where));
			marked = true;
			location_t first = unmarked_start(t);
			if (of_macro(t) || trees_from_macro_body(first))
				markers_strip(t);
			else
				statement(&t, first);
		} else if (trees_is_block(t)) {
			bool header = !marked &&
				      (trees_hold_control(t, where) || trees_begin_unmarked(t));
			statement(&t, header ? where : UNKNOWN_LOCATION);
			marked = true;
		} else {
			memprof_statement_kind kind = trees_kind(t);
			bool own = kind == MEMPROF_STATEMENT_LOOP; /* places its mark itself */
			if (!marked && !own) {
				result.push_back(
					mark(returns ? MEMPROF_STATEMENT_RETURN : kind, where));
				marked = true;
			}
			statement(&t, where);
		}
		result.push_back(t);
	}
}

void boundary_instrument(tree function)
{
	walker(function).run(); /* and an entry in mark_statements, even for an empty body */
	mark_keep(function);
}
