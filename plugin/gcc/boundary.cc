/* boundary.cc - marks where source statements begin (the rule stands in ../README.md).
 *
 *   before   # DEBUG BEGIN_STMT (file:3:2)        after   __memcc_mark (7, PLAIN, 3, 2, "file");
 *            p = malloc (n);                              p = malloc (n);
 *
 * Runs at PLUGIN_PRE_GENERICIZE, on the tree the parser has just finished: statements are still
 * statements there. The parser's own statement markers say where each begins; they are present
 * because plugin.cc asks for them at every -O level. A body without markers (an instance of a
 * C++ template) falls back on the locations of the trees.
 *
 * To debug: -fdump-tree-original shows the marks.
 */
#include "boundary.h"

#include "source.h"

#include "profile.h"

#include <map>
#include <string.h>

namespace
{

tree mark_declaration;
int next_id = 1;
std::map<unsigned, std::vector<boundary_statement>> statements; /* by DECL_UID */

const ggc_root_tab roots[] = {
	{&mark_declaration, 1, sizeof mark_declaration, &gt_ggc_mx_tree_node, &gt_pch_nx_tree_node},
	LAST_GGC_ROOT_TAB};

tree make_mark_declaration(void)
{
	tree type = build_function_type_list(void_type_node, integer_type_node, integer_type_node,
					     integer_type_node, integer_type_node,
					     const_ptr_type_node, NULL_TREE);
	tree decl =
		build_decl(UNKNOWN_LOCATION, FUNCTION_DECL, get_identifier("__memcc_mark"), type);
	TREE_PUBLIC(decl) = 1;
	DECL_EXTERNAL(decl) = 1;
	DECL_ARTIFICIAL(decl) = 1;
	TREE_NOTHROW(decl) =
		1; /* and leaf: a mark must not end its block in functions with setjmp */
	DECL_ATTRIBUTES(decl) = tree_cons(get_identifier("leaf"), NULL_TREE, NULL_TREE);
	return decl;
}

/* Where a user would look: the use of the outermost macro, as diagnostics print it. */
expanded_location home_of(location_t location)
{
	return expand_location(location);
}

location_t start_of(tree t)
{
	location_t location = EXPR_LOCATION(t);
	return location == UNKNOWN_LOCATION ? location : get_start(location);
}

/* Whether the token stands in the replacement list of a macro (not in an argument of its use). */
bool from_macro_body(location_t location)
{
	if (!from_macro_expansion_at(location))
		return false;
	location_t spelled =
		linemap_resolve_location(line_table, location, LRK_SPELLING_LOCATION, NULL);
	location_t defined =
		linemap_resolve_location(line_table, location, LRK_MACRO_DEFINITION_LOCATION, NULL);
	return spelled == defined;
}

class marker
{
      public:
	explicit marker(tree function)
	    : function(function), all(statements[DECL_UID(function)]), cplus(lang_GNU_CXX())
	{
	}

	void run(void)
	{
		tree *body = &DECL_SAVED_TREE(function);
		guided = has_marker(*body);
		outermost_end = DECL_STRUCT_FUNCTION(function)
					? DECL_STRUCT_FUNCTION(function)->function_end_locus
					: UNKNOWN_LOCATION;
		statement(body, UNKNOWN_LOCATION);
	}

      private:
	tree function;
	std::vector<boundary_statement> &all;
	bool cplus, guided = false;
	location_t outermost_end = UNKNOWN_LOCATION;
	int current = -1; /* index in `all` of the statement being walked */

	static tree find_marker(tree *t, int *, void *)
	{
		return TREE_CODE(*t) == DEBUG_BEGIN_STMT ? *t : NULL_TREE;
	}
	static bool has_marker(tree body)
	{
		return walk_tree_without_duplicates(&body, find_marker, NULL) != NULL_TREE;
	}

	/* --- marks --- */

	static tree call_of(const boundary_statement &s, unsigned extra)
	{
		tree file = build_string_literal(strlen(s.file) + 1, s.file);
		tree call = build_call_expr(boundary_mark_declaration(), 5,
					    build_int_cst(integer_type_node, s.id),
					    build_int_cst(integer_type_node, s.kind | extra),
					    build_int_cst(integer_type_node, s.line),
					    build_int_cst(integer_type_node, s.column), file);
		TREE_SIDE_EFFECTS(call) = 1;
		return call;
	}

	tree mark_at(unsigned kind, const char *file, unsigned line, unsigned column)
	{
		boundary_statement s = {next_id++, kind, line, column,
					IDENTIFIER_POINTER(get_identifier(file))};
		all.push_back(s);
		current = (int)all.size() - 1;
		return call_of(s, 0);
	}

	tree mark(unsigned kind, location_t location)
	{
		expanded_location home = home_of(location);
		if (!home.file)
			home = home_of(DECL_SOURCE_LOCATION(function));
		return mark_at(kind, home.file ? home.file : "", home.line, home.column);
	}

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

	/* --- expressions: only statement expressions matter in them --- */

	static tree visit_expression(tree *t, int *walk, void *self)
	{
		marker *m = (marker *)self;
		if (TYPE_P(*t)) {
			*walk = 0;
			return NULL_TREE;
		}
		switch ((int)TREE_CODE(*t)) {
		case STATEMENT_LIST:
		case BIND_EXPR:
		case STMT_EXPR:
			*walk = 0;
			m->statement_expression(t);
			break;
		case TARGET_EXPR:
			if (tree initial = TARGET_EXPR_INITIAL(*t))
				if (TREE_CODE(initial) == BIND_EXPR ||
				    TREE_CODE(initial) == STATEMENT_LIST) {
					*walk = 0;
					m->statement_expression(t);
				}
			break;
		case LAMBDA_EXPR:
			*walk = 0;
			break;
		default:
			break;
		}
		return NULL_TREE;
	}

	void expression(tree *t)
	{
		if (*t)
			walk_tree_without_duplicates(t, visit_expression, this);
	}

	static tree first_marker_location(tree t)
	{
		return walk_tree_without_duplicates(&t, find_marker, NULL);
	}

	/* `({ … })`, as BIND_EXPR, or TARGET_EXPR <value, BIND_EXPR>, or C++'s STMT_EXPR. */
	void statement_expression(tree *t)
	{
		tree first = first_marker_location(*t);
		if (!first || from_macro_body(EXPR_LOCATION(first))) {
			if (first)
				strip(*t);
			return;
		}
		int outer = current;
		tree *inner = t;
		if (TREE_CODE(*t) == TARGET_EXPR)
			inner = &TARGET_EXPR_INITIAL(*t);
		else if ((int)TREE_CODE(*t) == STMT_EXPR)
			inner = &TREE_OPERAND(*t, 0);
		statement(inner, UNKNOWN_LOCATION);
		current = outer;
		if (outer < 0)
			return;
		tree resume = call_of(all[outer], BOUNDARY_RESUME);
		tree type = TREE_TYPE(*t);
		if (TREE_CODE(*t) == TARGET_EXPR) {
			/* The value is in the target's slot already: evaluate, resume, read. */
			tree slot = TARGET_EXPR_SLOT(*t);
			if (cplus && CLASS_TYPE_P_safe(type))
				return;
			tree rest = build2(COMPOUND_EXPR, type, resume, slot);
			TREE_SIDE_EFFECTS(rest) = 1;
			*t = build2(COMPOUND_EXPR, type, *t, rest);
			TREE_SIDE_EFFECTS(*t) = 1;
		} else if (VOID_TYPE_P(type)) {
			*t = build2(COMPOUND_EXPR, void_type_node, *t, resume);
			TREE_SIDE_EFFECTS(*t) = 1;
		} else if (!cplus || SCALAR_TYPE_P_safe(type)) {
			tree value = save_expr(*t);
			tree rest = build2(COMPOUND_EXPR, type, resume, value);
			TREE_SIDE_EFFECTS(rest) = 1;
			*t = build2(COMPOUND_EXPR, type, value, rest);
			TREE_SIDE_EFFECTS(*t) = 1;
		}
	}

	static bool CLASS_TYPE_P_safe(tree type)
	{
		return RECORD_OR_UNION_TYPE_P(type);
	}
	static bool SCALAR_TYPE_P_safe(tree type)
	{
		return INTEGRAL_TYPE_P(type) || POINTER_TYPE_P(type) || SCALAR_FLOAT_TYPE_P(type);
	}

	/* --- statements --- */

	static bool is_label(tree t)
	{
		return TREE_CODE(t) == LABEL_EXPR || TREE_CODE(t) == CASE_LABEL_EXPR;
	}

	static bool constant_truth(tree c, bool truth)
	{
		if (!c)
			return truth;
		STRIP_NOPS(c);
		while (TREE_CODE(c) == CLEANUP_POINT_EXPR || TREE_CODE(c) == EXCESS_PRECISION_EXPR)
			c = TREE_OPERAND(c, 0);
		if (TREE_CODE(c) != INTEGER_CST)
			return false;
		return integer_zerop(c) ? !truth : truth;
	}

	/* A list of statements: each group between two markers is one source statement. */
	void list(tree *t, location_t inherited)
	{
		std::vector<tree> old;
		for (tree_stmt_iterator i = tsi_start(*t); !tsi_end_p(i); tsi_next(&i))
			old.push_back(tsi_stmt(i));
		std::vector<tree> result;
		size_t n = 0;
		bool first = true;
		while (n < old.size()) {
			location_t where = UNKNOWN_LOCATION;
			if (TREE_CODE(old[n]) == DEBUG_BEGIN_STMT) {
				where = EXPR_LOCATION(old[n]);
				if (keep_markers())
					result.push_back(old[n]);
				n++;
			} else if (first && inherited != UNKNOWN_LOCATION) {
				where = inherited; /* the marker stands before this list */
			}
			first = false;
			std::vector<tree> group;
			while (n < old.size() && TREE_CODE(old[n]) != DEBUG_BEGIN_STMT) {
				group.push_back(old[n++]);
				if (!guided)
					break;
			}
			if (!guided && !group.empty())
				where = unguided_location(group[0]);
			one_statement(group, where, result);
		}
		*t = NULL_TREE;
		tree fresh = alloc_stmt_list();
		for (tree s : result)
			append_to_statement_list_force(s, &fresh);
		*t = fresh;
	}

	static bool keep_markers(void)
	{
		return boundary_keep_markers;
	}

	location_t unguided_location(tree t)
	{
		switch ((int)TREE_CODE(t)) {
		case BIND_EXPR:
		case STATEMENT_LIST:
		case TRY_BLOCK:
		case CLEANUP_STMT:
		case MUST_NOT_THROW_EXPR:
		case EH_SPEC_BLOCK:
			return UNKNOWN_LOCATION;
		case DECL_EXPR:
			return DECL_SOURCE_LOCATION(DECL_EXPR_DECL(t));
		case CLEANUP_POINT_EXPR:
		case EXPR_STMT: {
			tree inner = TREE_OPERAND(t, 0);
			location_t l = inner && EXPR_P(inner) ? unguided_location(inner)
							      : UNKNOWN_LOCATION;
			return l != UNKNOWN_LOCATION ? l : start_of(t);
		}
		case RETURN_EXPR: {
			/* A template's has none, but what it returns does. */
			location_t l = start_of(t);
			tree value = TREE_OPERAND(t, 0);
			if (l == UNKNOWN_LOCATION && value && EXPR_P(value))
				l = start_of(value);
			if (l == UNKNOWN_LOCATION && value &&
			    (TREE_CODE(value) == INIT_EXPR || TREE_CODE(value) == MODIFY_EXPR) &&
			    EXPR_P(TREE_OPERAND(value, 1)))
				l = start_of(TREE_OPERAND(value, 1));
			return l;
		}
		default:
			return start_of(t);
		}
	}

	static bool declares(tree t, tree *decl)
	{
		if (TREE_CODE(t) == CLEANUP_POINT_EXPR)
			t = TREE_OPERAND(t, 0);
		if (TREE_CODE(t) != DECL_EXPR)
			return false;
		*decl = DECL_EXPR_DECL(t);
		return true;
	}

	static bool variable_size(tree decl)
	{
		return TREE_CODE(decl) == VAR_DECL && !TREE_STATIC(decl) && !DECL_EXTERNAL(decl) &&
		       TREE_CODE(TREE_TYPE(decl)) == ARRAY_TYPE &&
		       (!TYPE_SIZE(TREE_TYPE(decl)) ||
			TREE_CODE(TYPE_SIZE(TREE_TYPE(decl))) != INTEGER_CST);
	}

	/* The loop or condition that a BIND_EXPR or list was made for: a control tree whose
	 * location is the marker's. */
	static bool holds_control(tree t, location_t where)
	{
		if (!t)
			return false;
		switch ((int)TREE_CODE(t)) {
		case BIND_EXPR:
			return holds_control(BIND_EXPR_BODY(t), where);
		case STATEMENT_LIST:
			for (tree_stmt_iterator i = tsi_start(t); !tsi_end_p(i); tsi_next(&i))
				if (holds_control(tsi_stmt(i), where))
					return true;
			return false;
		case CLEANUP_STMT:
		case TRY_FINALLY_EXPR:
			return holds_control(TREE_OPERAND(t, 0), where);
		case FOR_STMT:
		case WHILE_STMT:
		case DO_STMT:
		case SWITCH_STMT:
		case IF_STMT:
		case RANGE_FOR_STMT:
			return EXPR_LOCATION(t) == where;
		default:
			return false;
		}
	}

	/* A block that the parser put round a single statement: its marker stands in front. */
	static bool begins_unmarked(tree t)
	{
		while (t && TREE_CODE(t) == BIND_EXPR)
			t = BIND_EXPR_BODY(t);
		if (!t || TREE_CODE(t) != STATEMENT_LIST)
			return t && !is_block(t) && TREE_CODE(t) != DEBUG_BEGIN_STMT;
		tree_stmt_iterator first = tsi_start(t);
		if (tsi_end_p(first) || TREE_CODE(tsi_stmt(first)) == DEBUG_BEGIN_STMT)
			return false;
		return !is_block(tsi_stmt(first)) || begins_unmarked(tsi_stmt(first));
	}

	void one_statement(std::vector<tree> &group, location_t where, std::vector<tree> &result)
	{
		size_t n = 0;
		while (n < group.size() && is_label(group[n]))
			result.push_back(group[n++]);
		if (n == group.size())
			return;
		bool declaration = false, loop = false;
		for (size_t i = n; i < group.size(); i++) {
			tree decl;
			if (declares(group[i], &decl))
				declaration = true;
			if ((int)TREE_CODE(group[i]) == FOR_STMT)
				loop = true;
		}
		if (loop)
			for_group(group, n, where, result);
		else if (declaration)
			declaration_group(group, n, result);
		else
			plain_group(group, n, where, result);
	}

	/* [init] FOR_STMT */
	void for_group(std::vector<tree> &group, size_t n, location_t where,
		       std::vector<tree> &result)
	{
		bool marked = false;
		for (; n < group.size(); n++) {
			tree t = group[n];
			if ((int)TREE_CODE(t) == FOR_STMT) {
				statement(&t, EXPR_LOCATION(t));
			} else if (TREE_CODE(t) != PREDICT_EXPR) {
				tree decl;
				if (!marked && !(declares(t, &decl) && !initialised(decl))) {
					/* With a declaration the marker is the clause's own. */
					location_t l = declares(t, &decl) ? where : start_of(t);
					result.push_back(mark(MEMPROF_STATEMENT_INIT,
							      l != UNKNOWN_LOCATION ? l : where));
					marked = true;
				}
				nested_value(&t);
			}
			result.push_back(t);
		}
	}

	static bool initialised(tree decl)
	{
		if (TREE_CODE(decl) != VAR_DECL || DECL_EXTERNAL(decl) || DECL_ARTIFICIAL(decl))
			return false;
		if (TREE_STATIC(decl))
			return false;
		return DECL_INITIAL(decl) != NULL_TREE || variable_size(decl);
	}

	/* Declarators and the expressions that belong to them (sizes before, construction after).
	 */
	void declaration_group(std::vector<tree> &group, size_t n, std::vector<tree> &result)
	{
		while (n < group.size()) {
			size_t end = n;
			tree decl = NULL_TREE;
			while (end < group.size() && !declares(group[end], &decl))
				end++;
			if (end == group.size()) { /* no declarator any more */
				for (; n < group.size(); n++) {
					tree t = group[n];
					statement(&t, UNKNOWN_LOCATION);
					result.push_back(t);
				}
				return;
			}
			/* C++: construction follows the DECL_EXPR, up to the next one. */
			size_t next = end + 1;
			bool constructed = false;
			tree other;
			if (cplus)
				while (next < group.size() && !declares(group[next], &other)) {
					int code = (int)TREE_CODE(group[next]);
					if (code != CLEANUP_STMT)
						constructed = true;
					next++;
				}
			bool wanted = initialised(decl) ||
				      (cplus && constructed && TREE_CODE(decl) == VAR_DECL);
			if (wanted)
				result.push_back(mark(MEMPROF_STATEMENT_DECLARATION,
						      DECL_SOURCE_LOCATION(decl)));
			for (; n < next; n++) {
				tree t = group[n];
				if (n == end && TREE_CODE(decl) == VAR_DECL && DECL_INITIAL(decl) &&
				    !TREE_STATIC(decl))
					expression(&DECL_INITIAL(decl));
				else
					nested(&t);
				result.push_back(t);
			}
		}
	}

	static bool is_block(tree t)
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

	void plain_group(std::vector<tree> &group, size_t n, location_t where,
			 std::vector<tree> &result)
	{
		bool marked = where == UNKNOWN_LOCATION;
		for (; n < group.size(); n++) {
			tree t = group[n];
			if (is_label(t) || TREE_CODE(t) == PREDICT_EXPR) {
				result.push_back(t);
				continue;
			}
			if (is_block(t)) {
				bool header =
					!marked && (holds_control(t, where) || begins_unmarked(t));
				statement(&t, header ? where : UNKNOWN_LOCATION);
				marked = true;
			} else {
				memprof_statement_kind kind = kind_of(t);
				bool own =
					kind == MEMPROF_STATEMENT_LOOP; /* places its mark itself */
				if (!marked && !own) {
					result.push_back(mark(kind, where));
					marked = true;
				}
				statement(&t, where);
			}
			result.push_back(t);
		}
	}

	static memprof_statement_kind kind_of(tree t)
	{
		switch ((int)TREE_CODE(t)) {
		case CLEANUP_POINT_EXPR:
		case EXPR_STMT:
			return TREE_OPERAND(t, 0) && EXPR_P(TREE_OPERAND(t, 0))
				       ? kind_of(TREE_OPERAND(t, 0))
				       : MEMPROF_STATEMENT_PLAIN;
		case COND_EXPR:
			return VOID_TYPE_P(TREE_TYPE(t)) ? MEMPROF_STATEMENT_IF
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

	/* Statements below something that has had its mark. */
	void nested(tree *t)
	{
		if (is_block(*t))
			statement(t, UNKNOWN_LOCATION);
		else
			expression(t);
	}
	void nested_value(tree *t)
	{
		tree decl;
		if (declares(*t, &decl)) {
			if (TREE_CODE(decl) == VAR_DECL && DECL_INITIAL(decl) && !TREE_STATIC(decl))
				expression(&DECL_INITIAL(decl));
		} else
			nested(t);
	}

	/* A branch or loop body: a list, a block, or a single statement without a marker. */
	void body(tree *t)
	{
		if (*t)
			statement(t, UNKNOWN_LOCATION);
	}

	/* Marks each evaluation of a loop's condition, or each iteration if there is none. */
	void condition(tree *cond, tree *loop_body, location_t where)
	{
		if (constant_truth(*cond, true)) {
			tree m = mark(MEMPROF_STATEMENT_LOOP, where);
			body(loop_body);
			if (!*loop_body)
				*loop_body = build_empty_stmt(UNKNOWN_LOCATION);
			before(loop_body, m);
			return;
		}
		tree m = mark(MEMPROF_STATEMENT_LOOP, where);
		/* `while (T x = f())`: the body stands within the condition's BIND_EXPR (C++). */
		if (is_block(*cond))
			body(cond);
		else
			expression(cond);
		before_value(cond, m);
		body(loop_body);
	}

	void for_statement(tree t, location_t where)
	{
		body(&TREE_OPERAND(t, 0)); /* C++ may have the init here */
		tree *cond = &TREE_OPERAND(t, 1);
		location_t c = *cond ? start_of(*cond) : UNKNOWN_LOCATION;
		if (c == UNKNOWN_LOCATION || constant_truth(*cond, true) || range_for(t))
			c = where;
		condition(cond, &TREE_OPERAND(t, 3), c);
		tree *step = &TREE_OPERAND(t, 2);
		if (!*step || range_for(t))
			return;
		location_t s = start_of(*step);
		tree m = mark(MEMPROF_STATEMENT_STEP, s != UNKNOWN_LOCATION ? s : where);
		expression(step);
		before_value(step, m);
	}

	/* A range-for is lowered already: its hidden variables have no names of the user's. */
	static bool range_for(tree t)
	{
		tree cond = TREE_OPERAND(t, 1);
		return cond && walk_tree_without_duplicates(&cond, hidden_variable, NULL);
	}
	static tree hidden_variable(tree *t, int *, void *)
	{
		return VAR_P(*t) && DECL_ARTIFICIAL(*t) && DECL_NAME(*t) &&
				       !strncmp(IDENTIFIER_POINTER(DECL_NAME(*t)), "__for_", 6)
			       ? *t
			       : NULL_TREE;
	}

	static tree visit_last(tree *t, int *, void *last)
	{
		if (TREE_CODE(*t) == DEBUG_BEGIN_STMT)
			*(location_t *)last = EXPR_LOCATION(*t);
		return NULL_TREE;
	}
	static location_t last_marker(tree body)
	{
		location_t last = UNKNOWN_LOCATION;
		walk_tree_without_duplicates(&body, visit_last, &last);
		return last;
	}

	void do_statement(tree t, location_t where)
	{
		tree *cond = &TREE_OPERAND(t, 0);
		location_t last = last_marker(TREE_OPERAND(t, 1));
		body(&TREE_OPERAND(t, 1));
		if (constant_truth(*cond, false) && *cond)
			return;
		location_t start = *cond ? start_of(*cond) : UNKNOWN_LOCATION;
		bool in_macro = from_macro_expansion_at(start != UNKNOWN_LOCATION ? start : where);
		if (last == UNKNOWN_LOCATION)
			last = where;
		expanded_location home = home_of(start != UNKNOWN_LOCATION ? start : last);
		unsigned line = home.line, column = home.column;
		if (home.file && !in_macro) {
			if (start != UNKNOWN_LOCATION)
				source_while_before(home, &line, &column);
			else
				source_while_after(home, &line, &column);
		}
		tree m = mark_at(MEMPROF_STATEMENT_LOOP, home.file ? home.file : "", line, column);
		expression(cond);
		before_value(cond, m);
	}

	static tree last_statement(tree t)
	{
		if (!t || TREE_CODE(t) != STATEMENT_LIST)
			return t;
		tree_stmt_iterator last = tsi_last(t);
		while (!tsi_end_p(last) && TREE_CODE(tsi_stmt(last)) == DEBUG_BEGIN_STMT)
			tsi_prev(&last);
		return tsi_end_p(last) ? NULL_TREE : tsi_stmt(last);
	}

	/* The end of a scope that releases something: reached only by falling off it. A mark
	 * where control cannot come would make the cleanup fall through. */
	void scope_end(tree *t, tree cleanup)
	{
		tree last = last_statement(*t);
		int code = last ? (int)TREE_CODE(last) : 0;
		if (code == CLEANUP_STMT || code == TRY_FINALLY_EXPR)
			return; /* marked inside it */
		if (code == BREAK_STMT || code == CONTINUE_STMT || !block_may_fallthru(*t))
			return;
		tree m = scope_end_mark(cleanup);
		tree list = NULL_TREE;
		append_to_statement_list_force(*t, &list);
		append_to_statement_list_force(m, &list);
		*t = list;
	}

	/* The tree knows where a scope opens (C) or where its destructors are called (C++). */
	tree scope_end_mark(tree cleanup)
	{
		if (scopes.size() <= 1)
			return mark(MEMPROF_STATEMENT_SCOPE_END, outermost_end);
		location_t open = scopes.back();
		if (cplus && start_of(cleanup) != UNKNOWN_LOCATION)
			return mark(MEMPROF_STATEMENT_SCOPE_END, start_of(cleanup));
		expanded_location from = home_of(open);
		unsigned line = from.line, column = from.column;
		if (from.file && !from_macro_expansion_at(open))
			source_closing_brace(from, &line, &column);
		return mark_at(MEMPROF_STATEMENT_SCOPE_END, from.file ? from.file : "", line,
			       column);
	}
	std::vector<location_t> scopes; /* where the open scopes begin */

	void bind(tree t, location_t where)
	{
		scopes.push_back(EXPR_LOCATION(t));
		if (where != UNKNOWN_LOCATION && !is_block(BIND_EXPR_BODY(t))) {
			tree list = alloc_stmt_list();
			append_to_statement_list_force(BIND_EXPR_BODY(t), &list);
			BIND_EXPR_BODY(t) = list;
		}
		statement(&BIND_EXPR_BODY(t), where);
		scopes.pop_back();
	}

	/* `where`: the keyword of the control statement that this tree is or holds, if known. */
	void statement(tree *t, location_t where)
	{
		if (!*t)
			return;
		switch ((int)TREE_CODE(*t)) {
		case STATEMENT_LIST:
			list(t, UNKNOWN_LOCATION_unless_control(*t, where));
			break;
		case BIND_EXPR:
			bind(*t, where);
			break;
		case FOR_STMT:
			for_statement(*t, where != UNKNOWN_LOCATION ? where : EXPR_LOCATION(*t));
			break;
		case WHILE_STMT:
			condition(&TREE_OPERAND(*t, 0), &TREE_OPERAND(*t, 1),
				  where != UNKNOWN_LOCATION ? where : EXPR_LOCATION(*t));
			break;
		case DO_STMT:
			do_statement(*t, where);
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
			break;
		case CLEANUP_STMT:
			body(&TREE_OPERAND(*t, 0));
			if (!TREE_LANG_FLAG_0(*t)) /* not only on exceptions */
				scope_end(&TREE_OPERAND(*t, 0), TREE_OPERAND(*t, 1));
			break;
		case TRY_FINALLY_EXPR:
			body(&TREE_OPERAND(*t, 0));
			scope_end(&TREE_OPERAND(*t, 0), TREE_OPERAND(*t, 1));
			break;
		case TRY_BLOCK:
			body(&TREE_OPERAND(*t, 0));
			body(&TREE_OPERAND(*t, 1));
			break;
		case HANDLER: {
			tree *handler = &TREE_OPERAND(*t, 1);
			tree m = mark(MEMPROF_STATEMENT_CATCH, EXPR_LOCATION(*t));
			body(handler);
			if (*handler)
				before(handler, m);
			break;
		}
		case MUST_NOT_THROW_EXPR:
		case EH_SPEC_BLOCK:
			body(&TREE_OPERAND(*t, 0));
			break;
		case OMP_PARALLEL:
		case OMP_TASK:
		case OMP_SINGLE:
		case OMP_MASTER:
		case OMP_CRITICAL:
		case OMP_SECTIONS:
		case OMP_SECTION:
		case OMP_FOR:
		case OMP_SIMD:
			body(&TREE_OPERAND(*t, 0));
			break;
		case DECL_EXPR: {
			tree decl = DECL_EXPR_DECL(*t);
			if (TREE_CODE(decl) == VAR_DECL && DECL_INITIAL(decl) && !TREE_STATIC(decl))
				expression(&DECL_INITIAL(decl));
			break;
		}
		default:
			expression(t);
			break;
		}
	}

	/* A list that a header's BIND_EXPR holds: its own first marker is the init clause's. */
	static location_t UNKNOWN_LOCATION_unless_control(tree list, location_t where)
	{
		if (where == UNKNOWN_LOCATION)
			return where;
		tree_stmt_iterator first = tsi_start(list);
		if (!tsi_end_p(first) && TREE_CODE(tsi_stmt(first)) == DEBUG_BEGIN_STMT)
			return UNKNOWN_LOCATION;
		return where;
	}

	/* --- markers that nobody else wants --- */

	static tree visit_strip(tree *t, int *, void *)
	{
		if (TREE_CODE(*t) != STATEMENT_LIST)
			return NULL_TREE;
		for (tree_stmt_iterator i = tsi_start(*t); !tsi_end_p(i);)
			if (TREE_CODE(tsi_stmt(i)) == DEBUG_BEGIN_STMT)
				tsi_delink(&i);
			else
				tsi_next(&i);
		return NULL_TREE;
	}

      public:
	static void strip(tree t)
	{
		walk_tree_without_duplicates(&t, visit_strip, NULL);
	}
	static bool lang_GNU_CXX(void)
	{
		return !strncmp(lang_hooks.name, "GNU C++", 7);
	}
};

} // namespace

bool boundary_keep_markers;

tree boundary_mark_declaration(void)
{
	if (!mark_declaration) {
		register_callback("memcc", PLUGIN_REGISTER_GGC_ROOTS, NULL, (void *)roots);
		mark_declaration = make_mark_declaration();
	}
	return mark_declaration;
}

void boundary_instrument(tree function)
{
	marker(function).run(); /* and an entry in `statements`, even for an empty body */
}

void boundary_strip(tree function)
{
	if (DECL_SAVED_TREE(function))
		marker::strip(DECL_SAVED_TREE(function));
}

const std::vector<boundary_statement> *boundary_statements(tree function)
{
	auto found = statements.find(DECL_UID(function));
	return found == statements.end() ? NULL : &found->second;
}

boundary_statement boundary_read_mark(const gimple *call)
{
	boundary_statement s;
	s.id = (int)tree_to_shwi(gimple_call_arg(call, 0));
	s.kind = (unsigned)tree_to_shwi(gimple_call_arg(call, 1));
	s.line = (unsigned)tree_to_shwi(gimple_call_arg(call, 2));
	s.column = (unsigned)tree_to_shwi(gimple_call_arg(call, 3));
	tree file = gimple_call_arg(call, 4);
	STRIP_NOPS(file);
	s.file = "";
	if (TREE_CODE(file) == ADDR_EXPR) {
		tree base = get_base_address(TREE_OPERAND(file, 0));
		if (base && TREE_CODE(base) == STRING_CST)
			s.file = TREE_STRING_POINTER(base);
	}
	return s;
}
