/* mark.cc - see mark.h. */
#include "mark.h"

#include "cplus.h"

#include <map>
#include <set>
#include <string.h>

static tree declaration;
static int next_id = 1;
static std::map<unsigned, std::vector<mark_statement>> statements; /* by DECL_UID */

static const ggc_root_tab roots[] = {
	{&declaration, 1, sizeof declaration, &gt_ggc_mx_tree_node, &gt_pch_nx_tree_node},
	LAST_GGC_ROOT_TAB};

static tree make_declaration(void)
{
	tree type = build_function_type_list(void_type_node, integer_type_node, integer_type_node,
					     integer_type_node, integer_type_node,
					     const_ptr_type_node, NULL_TREE);
	tree decl =
		build_decl(UNKNOWN_LOCATION, FUNCTION_DECL, get_identifier("__memcc_mark"), type);
	TREE_PUBLIC(decl) = 1;
	DECL_EXTERNAL(decl) = 1;
	DECL_ARTIFICIAL(decl) = 1;
	/* And leaf: a mark must not end its block in functions with setjmp. */
	TREE_NOTHROW(decl) = 1;
	DECL_ATTRIBUTES(decl) = tree_cons(get_identifier("leaf"), NULL_TREE, NULL_TREE);
	return decl;
}

tree mark_declaration(void)
{
	if (!declaration) {
		register_callback("memcc", PLUGIN_REGISTER_GGC_ROOTS, NULL, (void *)roots);
		declaration = make_declaration();
	}
	return declaration;
}

mark_statement mark_new(unsigned kind, const char *file, unsigned line, unsigned column)
{
	/* Kept by us: the compiler collects what only we know of. */
	static std::set<std::string> files;
	return {next_id++, kind, line, column, files.insert(file).first->c_str()};
}

std::vector<mark_statement> &mark_statements_of(tree function)
{
	return statements[DECL_UID(function)];
}

/* The bodies of a constructor are copies of one that was marked; what frees an object calls one. */
static tree marked_as(tree function)
{
	tree origin = DECL_ABSTRACT_ORIGIN(function);
	return origin && DECL_ABSTRACT_P(origin) && !cplus_deletes_object(function) ? origin
										    : function;
}

const std::vector<mark_statement> *mark_statements(tree function)
{
	auto found = statements.find(DECL_UID(marked_as(function)));
	return found == statements.end() ? NULL : &found->second;
}

bool mark_any(void)
{
	return !statements.empty();
}

tree mark_call(const mark_statement &s, unsigned extra)
{
	tree file = build_string_literal(strlen(s.file) + 1, s.file);
	tree call = build_call_expr(mark_declaration(), 5, build_int_cst(integer_type_node, s.id),
				    build_int_cst(integer_type_node, s.kind | extra),
				    build_int_cst(integer_type_node, s.line),
				    build_int_cst(integer_type_node, s.column), file);
	TREE_SIDE_EFFECTS(call) = 1;
	return call;
}

bool mark_same_place(const mark_statement &a, const mark_statement &b)
{
	return a.kind == b.kind && a.line == b.line && a.column == b.column &&
	       strcmp(a.file, b.file) == 0;
}

int mark_index(const std::vector<mark_statement> &all, tree call)
{
	if (!call || TREE_CODE(call) != CALL_EXPR || get_callee_fndecl(call) != mark_declaration())
		return -1;
	for (size_t n = 0; n < all.size(); n++)
		if (all[n].id == (int)tree_to_shwi(CALL_EXPR_ARG(call, 0)))
			return (int)n;
	return -1;
}

bool mark_is(const gimple *stmt)
{
	return is_gimple_call(stmt) && gimple_call_fndecl(stmt) == mark_declaration();
}

mark_statement mark_read(const gimple *call)
{
	mark_statement s;
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
