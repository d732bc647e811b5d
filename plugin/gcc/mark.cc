/* mark.cc - see mark.h. */
#include "mark.h"

#include "cplus.h"

#include <map>
#include <set>
#include <string.h>

#include "c-family/c-common.h"

static const char NAME[] = "__memcc_mark";
static const unsigned ARGUMENTS = 5;
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
	tree decl = build_decl(UNKNOWN_LOCATION, FUNCTION_DECL, get_identifier(NAME), type);
	TREE_PUBLIC(decl) = 1;
	DECL_EXTERNAL(decl) = 1;
	DECL_ARTIFICIAL(decl) = 1;
	/* And leaf: a mark must not end its block in functions with setjmp. */
	TREE_NOTHROW(decl) = 1;
	DECL_ATTRIBUTES(decl) = tree_cons(get_identifier("leaf"), NULL_TREE, NULL_TREE);
	return decl;
}

static tree mark_declaration(void)
{
	if (!declaration) {
		register_callback("memcc", PLUGIN_REGISTER_GGC_ROOTS, NULL, (void *)roots);
		declaration = make_declaration();
	}
	return declaration;
}

/* A precompiled header has brought another. */
bool mark_is_declaration(tree decl)
{
	return decl && TREE_CODE(decl) == FUNCTION_DECL && DECL_ARTIFICIAL(decl) &&
	       DECL_EXTERNAL(decl) && DECL_NAME(decl) &&
	       !strcmp(IDENTIFIER_POINTER(DECL_NAME(decl)), NAME);
}

static mark_statement read(tree const *arguments)
{
	mark_statement s;
	s.id = (int)tree_to_shwi(arguments[0]);
	s.kind = (unsigned)tree_to_shwi(arguments[1]);
	s.line = (unsigned)tree_to_shwi(arguments[2]);
	s.column = (unsigned)tree_to_shwi(arguments[3]);
	tree file = arguments[4];
	STRIP_NOPS(file);
	s.file = "";
	if (TREE_CODE(file) == ADDR_EXPR) {
		tree base = get_base_address(TREE_OPERAND(file, 0));
		if (base && TREE_CODE(base) == STRING_CST)
			s.file = TREE_STRING_POINTER(base);
	}
	return s;
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

static const char KEPT[] = "memcc statements"; /* no attribute in a source can be called so */

void mark_keep(tree function)
{
	if (!pch_file)
		return;
	tree list = NULL_TREE;
	for (const mark_statement &s : mark_statements_of(function))
		list = tree_cons(NULL_TREE, mark_call(s, 0), list);
	DECL_ATTRIBUTES(function) =
		tree_cons(get_identifier(KEPT), nreverse(list), DECL_ATTRIBUTES(function));
}

void mark_find_kept(tree function)
{
	tree kept = lookup_attribute(KEPT, DECL_ATTRIBUTES(function));
	if (!kept || statements.count(DECL_UID(function)))
		return;
	std::vector<mark_statement> &all = statements[DECL_UID(function)];
	for (tree list = TREE_VALUE(kept); list; list = TREE_CHAIN(list))
		all.push_back(read(CALL_EXPR_ARGP(TREE_VALUE(list))));
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
	tree call = build_call_expr(mark_declaration(), ARGUMENTS,
				    build_int_cst(integer_type_node, s.id),
				    build_int_cst(integer_type_node, s.kind | extra),
				    build_int_cst(integer_type_node, s.line),
				    build_int_cst(integer_type_node, s.column), file);
	TREE_SIDE_EFFECTS(call) = 1;
	return call;
}

tree mark_border(unsigned kind)
{
	return mark_call({0, kind, 0, 0, ""}, 0);
}

bool mark_same_place(const mark_statement &a, const mark_statement &b)
{
	return a.kind == b.kind && a.line == b.line && a.column == b.column &&
	       strcmp(a.file, b.file) == 0;
}

bool mark_is(tree call)
{
	return call && TREE_CODE(call) == CALL_EXPR && mark_is_declaration(get_callee_fndecl(call));
}

int mark_index(const std::vector<mark_statement> &all, tree call)
{
	if (!mark_is(call))
		return -1;
	for (size_t n = 0; n < all.size(); n++)
		if (all[n].id == (int)tree_to_shwi(CALL_EXPR_ARG(call, 0)))
			return (int)n;
	return -1;
}

bool mark_is(const gimple *stmt)
{
	return is_gimple_call(stmt) && mark_is_declaration(gimple_call_fndecl(stmt));
}

mark_statement mark_read(const gimple *call)
{
	tree arguments[ARGUMENTS];
	for (unsigned n = 0; n < ARGUMENTS; n++)
		arguments[n] = gimple_call_arg(call, n);
	return read(arguments);
}
