/* cplus.cc - see cplus.h. The only room that includes the C++ front end's header: its macros look
 * into trees, but none of its functions and variables may be named, since C's compiler has none of
 * them; but where it is sure to run, and weakly (compat.h).
 */
/* clang-format off: it has to come before what the others include */
#include "gcc-plugin.h"
#include "tree.h"
#include "cp/cp-tree.h"
/* clang-format on */

#include "cplus.h"

#include "trees.h"

#include <string.h>

bool cplus_made_by_compiler(tree function)
{
	if (!trees_is_cplus() || !DECL_LANG_SPECIFIC(function))
		return false;
	/* What a lambda is called by is artificial too, but its body was written. */
	return DECL_DEFAULTED_FN(function) ||
	       (DECL_ARTIFICIAL(function) &&
		strcmp(IDENTIFIER_POINTER(DECL_NAME(function)), "operator()"));
}

bool cplus_goes_into_module(tree function)
{
	return trees_is_cplus() && module_has_cmi_p() &&
	       (DECL_DECLARED_INLINE_P(function) || DECL_COMDAT(function) ||
		(DECL_LANG_SPECIFIC(function) && DECL_TEMPLOID_INSTANTIATION(function)));
}

/* The compiler's names for them, which no program can write. */
static bool is_named(tree function, const char *name)
{
	return trees_is_cplus() && DECL_NAME(function) &&
	       !strcmp(IDENTIFIER_POINTER(DECL_NAME(function)), name);
}

bool cplus_is_clone(tree function)
{
	return is_named(function, "__ct_base ") || is_named(function, "__ct_comp ") ||
	       is_named(function, "__dt_base ") || is_named(function, "__dt_comp ") ||
	       cplus_deletes_object(function);
}

bool cplus_deletes_object(tree function)
{
	return is_named(function, "__dt_del ");
}

/* Whether it is a lambda's class that has no operator() yet. */
static bool is_unfinished(tree context)
{
	if (!TYPE_P(context) || !LAMBDA_TYPE_P(context))
		return false;
	for (tree member = TYPE_FIELDS(context); member; member = DECL_CHAIN(member))
		if (is_named(member, "operator()"))
			return false;
	return true;
}

bool cplus_has_symbol(tree function)
{
	if (DECL_ASSEMBLER_NAME_SET_P(function) || !trees_is_cplus())
		return true;
	for (tree c = DECL_CONTEXT(function); c; c = get_containing_scope(c))
		if (is_unfinished(c))
			return false;
	return true;
}

/* ---- names ---- */

static std::string type_name(tree type)
{
	if (LAMBDA_TYPE_P(type))
		return "<lambda>";
	/* As `typedef struct { … } name` gives it one. */
	tree name = TYPE_NAME(type);
	name = name && DECL_P(name) ? DECL_NAME(name) : name;
	return name && !IDENTIFIER_ANON_P(name) ? IDENTIFIER_POINTER(name) : "(anonymous)";
}

static tree scope_of(tree t)
{
	return TYPE_P(t) ? TYPE_CONTEXT(t) : DECL_CONTEXT(t);
}

static bool is_in_lambda(tree function)
{
	tree type = scope_of(function);
	return type && CLASS_TYPE_P(type) && LAMBDA_TYPE_P(type);
}

/* The compiler writes `operator new []`, with a blank. */
static std::string without_blank(std::string name)
{
	for (const char *what : {"operator new []", "operator delete []"}) {
		size_t at = name.find(what);
		if (at != std::string::npos)
			name.erase(at + strlen(what) - strlen(" []"), 1);
	}
	return name;
}

std::string cplus_bare_name(tree function)
{
	tree name = DECL_NAME(function);
	if (!trees_is_cplus() || !name)
		return lang_hooks.decl_printable_name(function, 0);
	if (IDENTIFIER_CDTOR_P(name) && TYPE_P(scope_of(function)))
		return (IDENTIFIER_DTOR_P(name) ? "~" : "") + type_name(scope_of(function));
	if (IDENTIFIER_CONV_OP_P(name))
		return lang_hooks.decl_printable_name(function, 0);
	return without_blank(IDENTIFIER_POINTER(name));
}

/* Of what is around a function; empty: it is seen through. */
static std::string scope_name(tree scope)
{
	if (TREE_CODE(scope) == NAMESPACE_DECL) {
		if (!DECL_NAME(scope) || IDENTIFIER_ANON_P(DECL_NAME(scope)))
			return "(anonymous namespace)";
		return DECL_NAMESPACE_INLINE_P(scope) ? "" : IDENTIFIER_POINTER(DECL_NAME(scope));
	}
	if (TYPE_P(scope))
		return type_name(scope);
	if (TREE_CODE(scope) == FUNCTION_DECL)
		return is_in_lambda(scope) ? "" : cplus_bare_name(scope) + "()";
	return "";
}

static bool is_outermost(tree scope)
{
	return !scope || TREE_CODE(scope) == TRANSLATION_UNIT_DECL ||
	       (TREE_CODE(scope) == NAMESPACE_DECL && !scope_of(scope));
}

std::string cplus_qualified_name(tree function)
{
	if (!trees_is_cplus())
		return cplus_bare_name(function);
	std::string name = is_in_lambda(function) ? "" : cplus_bare_name(function);
	for (tree scope = scope_of(function); !is_outermost(scope); scope = scope_of(scope)) {
		std::string outer = scope_name(scope);
		if (!outer.empty())
			name = name.empty() ? outer : outer + "::" + name;
	}
	return name;
}

static bool is_word(char c)
{
	return ISALNUM(c) || c == '_';
}

static void take_out(std::string &text, const std::string &scope)
{
	for (size_t at = 0; (at = text.find(scope, at)) != std::string::npos;)
		if (at > 0 && is_word(text[at - 1]))
			at++;
		else
			text.erase(at, scope.size());
}

static void take_inline_namespaces_out(std::string &text, tree t)
{
	for (tree scope = scope_of(t); !is_outermost(scope); scope = scope_of(scope))
		if (TREE_CODE(scope) == NAMESPACE_DECL && DECL_NAMESPACE_INLINE_P(scope) &&
		    DECL_NAME(scope) && !IDENTIFIER_ANON_P(DECL_NAME(scope)))
			take_out(text, std::string(IDENTIFIER_POINTER(DECL_NAME(scope))) + "::");
}

static bool is_specialisation(tree function)
{
	return DECL_LANG_SPECIFIC(function) && DECL_TEMPLATE_INFO(function) &&
	       DECL_TEMPLATE_SPECIALIZATION(function);
}

static bool is_in_specialisation(tree function)
{
	for (tree scope = scope_of(function); !is_outermost(scope); scope = scope_of(scope))
		if (CLASS_TYPE_P(scope) && CLASSTYPE_TEMPLATE_INFO(scope) &&
		    CLASSTYPE_TEMPLATE_SPECIALIZATION(scope))
			return true;
	return false;
}

/* `(int) const` */
static std::string parameters(const std::string &name)
{
	size_t at = name.rfind(')');
	int depth = 0;
	for (; at < name.size(); at--) {
		depth += (name[at] == ')') - (name[at] == '(');
		if (depth == 0)
			return name.substr(at);
	}
	return "";
}

struct lambda_search {
	location_t place;
	tree found;
};

static tree visit_lambda(tree *t, int *walk, void *data)
{
	lambda_search *search = (lambda_search *)data;
	if (TYPE_P(*t)) {
		*walk = 0;
	} else if (TREE_CODE(*t) == LAMBDA_EXPR) {
		if (LAMBDA_EXPR_LOCATION(*t) == search->place)
			search->found = *t;
	} else if (TREE_CODE(*t) == DECL_EXPR && VAR_P(DECL_EXPR_DECL(*t))) {
		tree first = DECL_INITIAL(DECL_EXPR_DECL(*t));
		if (first && first != error_mark_node)
			walk_tree_without_duplicates(&first, visit_lambda, data);
	}
	return search->found;
}

static tree operator_of(tree lambda)
{
	tree type = LAMBDA_EXPR_CLOSURE(lambda);
	for (tree member = TYPE_FIELDS(type); member; member = DECL_CHAIN(member))
		if (is_named(member, "operator()"))
			return STRIP_TEMPLATE(member);
	return NULL_TREE;
}

static tree written_as(tree function);

/* The compiler links a lambda in an instance to no other: what was written is the lambda at the
 * same place in the template's body. */
static tree lambda_written_as(tree function)
{
	tree around = scope_of(scope_of(function));
	if (!around || TREE_CODE(around) != FUNCTION_DECL)
		return function;
	tree pattern = written_as(around);
	if (pattern == around || !DECL_SAVED_TREE(pattern))
		return function;
	tree lambda = CLASSTYPE_LAMBDA_EXPR(scope_of(function));
	lambda_search search = {LAMBDA_EXPR_LOCATION(lambda), NULL_TREE};
	walk_tree_without_duplicates(&DECL_SAVED_TREE(pattern), visit_lambda, &search);
	tree written = search.found ? operator_of(search.found) : NULL_TREE;
	return written ? written : function;
}

/* What was written, of which this is an instance; or the function itself. */
static tree written_as(tree function)
{
	if (is_in_lambda(function))
		return lambda_written_as(function);
	if (!DECL_LANG_SPECIFIC(function) || !DECL_TEMPLATE_INFO(function) ||
	    TREE_CODE(DECL_TI_TEMPLATE(function)) != TEMPLATE_DECL)
		return function;
	return DECL_TEMPLATE_RESULT(most_general_template(function));
}

/* The compiler names a function after the template that it specialises, and the arguments of a
 * class that does, but not of others. */
static std::string printed_name(tree function)
{
	const bool specialised = is_specialisation(function);
	const int user_wants = flag_pretty_templates;
	std::string name;
	if (is_in_lambda(function))
		function = lambda_written_as(function);
	if (specialised) {
		flag_pretty_templates = 0;
		name = decl_as_string(function, TFF_PLAIN_IDENTIFIER);
		flag_pretty_templates = user_wants;
	} else {
		name = lang_hooks.decl_printable_name(function, 2);
	}
	name = without_blank(name);
	if ((specialised || is_in_specialisation(function)) && !is_in_lambda(function))
		name = cplus_qualified_name(function) + parameters(name);
	return name;
}

std::string cplus_display_name(tree function)
{
	if (!trees_is_cplus())
		return lang_hooks.decl_printable_name(function, 2);
	std::string name = printed_name(function);
	take_inline_namespaces_out(name, function);
	for (tree type = TYPE_ARG_TYPES(TREE_TYPE(function)); type; type = TREE_CHAIN(type)) {
		tree named = TREE_VALUE(type);
		while (INDIRECT_TYPE_P(named))
			named = TREE_TYPE(named);
		take_inline_namespaces_out(name, named);
	}
	return name;
}

/* ---- the rest ---- */

bool cplus_is_bound(tree decl)
{
	return trees_is_cplus() && DECL_DECOMPOSITION_P(decl) && !DECL_DECOMP_BASE(decl);
}

bool cplus_is_binding(tree decl)
{
	return trees_is_cplus() && DECL_DECOMPOSITION_P(decl) && DECL_DECOMP_BASE(decl);
}

tree cplus_captures(tree t)
{
	return trees_is_cplus() && TREE_CODE(t) == LAMBDA_EXPR ? LAMBDA_EXPR_CAPTURE_LIST(t)
							       : NULL_TREE;
}

bool cplus_only_returns(tree function)
{
	if (!trees_is_cplus() || cxx_dialect >= cxx14)
		return false;
	if (!DECL_LANG_SPECIFIC(function) || !DECL_TEMPLATE_INFO(function))
		return DECL_DECLARED_CONSTEXPR_P(function);
	tree pattern = DECL_TEMPLATE_RESULT(DECL_TI_TEMPLATE(function));
	return DECL_DECLARED_CONSTEXPR_P(function) || DECL_DECLARED_CONSTEXPR_P(pattern);
}

tree cplus_coroutine_actor(tree function)
{
	bool may = trees_is_cplus() && DECL_LANG_SPECIFIC(function) && DECL_COROUTINE_P(function);
	return may ? coro_get_actor_function(function) : NULL_TREE;
}

tree cplus_coroutine_ramp(tree function)
{
	bool may = trees_is_cplus() && DECL_LANG_SPECIFIC(function) && DECL_COROUTINE_P(function);
	return may ? coro_get_ramp_function(function) : NULL_TREE;
}

tree cplus_implicit_return(tree function)
{
	if (!trees_is_cplus() || !DECL_MAIN_P(function))
		return NULL_TREE;
	tree body = DECL_SAVED_TREE(function);
	while (TREE_CODE(body) == MUST_NOT_THROW_EXPR || TREE_CODE(body) == EH_SPEC_BLOCK)
		body = TREE_OPERAND(body, 0);
	tree last = expr_last(body);
	return TREE_CODE(last) == RETURN_EXPR ? last : NULL_TREE;
}

/* --- constructors --- */

bool cplus_is_constructor(tree function)
{
	return trees_is_cplus() && DECL_LANG_SPECIFIC(function) && DECL_CONSTRUCTOR_P(function);
}

static bool constructs(tree type)
{
	while (TREE_CODE(type) == ARRAY_TYPE)
		type = TREE_TYPE(type);
	return CLASS_TYPE_P(type) && TYPE_HAS_COMPLEX_DFLT(type);
}

static std::string name_of(tree identifier)
{
	return identifier ? IDENTIFIER_POINTER(identifier) : "";
}

/* A template's own class, where a base may be named by a parameter; else the class itself. */
static tree pattern_of(tree type)
{
	if (!CLASSTYPE_TEMPLATE_INFO(type))
		return type;
	tree pattern = TREE_TYPE(DECL_TEMPLATE_RESULT(CLASSTYPE_TI_TEMPLATE(type)));
	return TYPE_BINFO(pattern) && BINFO_N_BASE_BINFOS(TYPE_BINFO(pattern)) ==
					      BINFO_N_BASE_BINFOS(TYPE_BINFO(type))
		       ? pattern
		       : type;
}

static void add_bases(std::vector<cplus_subobject> &all, tree type)
{
	vec<tree, va_gc> *shared = CLASSTYPE_VBASECLASSES(type);
	for (unsigned n = 0; n < vec_safe_length(shared); n++) {
		tree base = BINFO_TYPE((*shared)[n]);
		all.push_back({TYPE_MAIN_VARIANT(base), name_of(TYPE_IDENTIFIER(base)), true, false,
			       false, constructs(base)});
	}
	tree written = TYPE_BINFO(pattern_of(type));
	for (unsigned n = 0; n < BINFO_N_BASE_BINFOS(TYPE_BINFO(type)); n++) {
		tree binfo = BINFO_BASE_BINFO(TYPE_BINFO(type), n), base = BINFO_TYPE(binfo);
		tree named = BINFO_TYPE(BINFO_BASE_BINFO(written, n));
		if (!BINFO_VIRTUAL_P(binfo))
			all.push_back({TYPE_MAIN_VARIANT(base), name_of(TYPE_IDENTIFIER(named)),
				       false, false, false, constructs(base)});
	}
}

static void add_members(std::vector<cplus_subobject> &all, tree type, bool alternative)
{
	alternative |= TREE_CODE(type) == UNION_TYPE;
	for (tree f = TYPE_FIELDS(type); f; f = DECL_CHAIN(f)) {
		if (TREE_CODE(f) != FIELD_DECL || DECL_FIELD_IS_BASE(f) || DECL_VIRTUAL_P(f))
			continue;
		if (ANON_AGGR_TYPE_P(TREE_TYPE(f)))
			add_members(all, TREE_TYPE(f), alternative);
		else if (!DECL_ARTIFICIAL(f))
			all.push_back({f, name_of(DECL_NAME(f)), false, alternative,
				       DECL_INITIAL(f) != NULL_TREE, constructs(TREE_TYPE(f))});
	}
}

std::vector<cplus_subobject> cplus_subobjects(tree constructor)
{
	std::vector<cplus_subobject> all;
	add_bases(all, DECL_CONTEXT(constructor));
	add_members(all, DECL_CONTEXT(constructor), false);
	return all;
}

static tree without_conversions(tree t)
{
	while (CONVERT_EXPR_P(t) || TREE_CODE(t) == NON_LVALUE_EXPR)
		t = TREE_OPERAND(t, 0);
	return t;
}

static bool is_this(tree t, tree constructor)
{
	t = without_conversions(t);
	return t == DECL_ARGUMENTS(constructor);
}

/* `(base *)(this + 1)`: an empty base has no field. Null if it is none. */
static tree base_at(tree t, tree constructor)
{
	if (!CONVERT_EXPR_P(t) || !POINTER_TYPE_P(TREE_TYPE(t)))
		return NULL_TREE;
	tree type = TYPE_MAIN_VARIANT(TREE_TYPE(TREE_TYPE(t)));
	if (!CLASS_TYPE_P(type) || type == TYPE_MAIN_VARIANT(DECL_CONTEXT(constructor)))
		return NULL_TREE;
	t = without_conversions(t);
	if (TREE_CODE(t) == POINTER_PLUS_EXPR && TREE_CODE(TREE_OPERAND(t, 1)) == INTEGER_CST)
		t = TREE_OPERAND(t, 0);
	return is_this(t, constructor) ? type : NULL_TREE;
}

static bool is_virtual_base(tree field)
{
	if (!DECL_FIELD_IS_BASE(field))
		return false;
	vec<tree, va_gc> *shared = CLASSTYPE_VBASECLASSES(DECL_CONTEXT(field));
	for (unsigned n = 0; n < vec_safe_length(shared); n++)
		if (SAME_BINFO_TYPE_P(BINFO_TYPE((*shared)[n]), TREE_TYPE(field)))
			return true;
	return false;
}

/* `this->a.b` initialises what has a name of that; of bases the one nearest to the class, or a
 * virtual one, which without data stands in another base. */
static tree subobject_of(tree reference, tree constructor)
{
	std::vector<tree> path; /* backwards */
	while (TREE_CODE(reference) == COMPONENT_REF) {
		path.push_back(TREE_OPERAND(reference, 1));
		reference = without_conversions(TREE_OPERAND(reference, 0));
	}
	if (TREE_CODE(reference) != INDIRECT_REF ||
	    !is_this(TREE_OPERAND(reference, 0), constructor))
		return NULL_TREE;
	while (path.size() > 1 && ANON_AGGR_TYPE_P(TREE_TYPE(path.back())))
		path.pop_back();
	if (DECL_VIRTUAL_P(path.back()))
		return NULL_TREE;
	for (tree field : path)
		if (is_virtual_base(field))
			return TYPE_MAIN_VARIANT(TREE_TYPE(field));
	return DECL_FIELD_IS_BASE(path.back()) ? TYPE_MAIN_VARIANT(TREE_TYPE(path.back()))
					       : path.back();
}

static tree visit_initialised(tree *t, int *, void *constructor_)
{
	tree constructor = (tree)constructor_, own = DECL_CONTEXT(constructor);
	if (TREE_CODE(*t) == COMPONENT_REF)
		return subobject_of(*t, constructor);
	if (TREE_CODE(*t) == CALL_EXPR && call_expr_nargs(*t) > 0 &&
	    is_this(CALL_EXPR_ARG(*t, 0), constructor)) {
		tree callee = without_conversions(CALL_EXPR_FN(*t));
		if (TREE_CODE(callee) == ADDR_EXPR)
			callee = TREE_OPERAND(callee, 0);
		if (TREE_CODE(callee) == FUNCTION_DECL && DECL_CONSTRUCTOR_P(callee))
			return TYPE_MAIN_VARIANT(DECL_CONTEXT(callee));
	}
	/* It delegates to one that makes the object a value of a call. */
	if (TREE_CODE(*t) == INIT_EXPR && TREE_CODE(TREE_OPERAND(*t, 0)) == INDIRECT_REF &&
	    TYPE_MAIN_VARIANT(TREE_TYPE(TREE_OPERAND(*t, 0))) == TYPE_MAIN_VARIANT(own) &&
	    is_this(TREE_OPERAND(TREE_OPERAND(*t, 0), 0), constructor))
		return TYPE_MAIN_VARIANT(own);
	return base_at(*t, constructor);
}

tree cplus_initialises(tree constructor, tree t)
{
	return walk_tree_without_duplicates(&t, visit_initialised, constructor);
}

bool cplus_asks_for_whole_object(tree condition)
{
	while (condition && TREE_CODE_CLASS(TREE_CODE(condition)) != tcc_declaration &&
	       EXPR_P(condition))
		condition = TREE_OPERAND(condition, 0);
	return condition && TREE_CODE(condition) == PARM_DECL && DECL_NAME(condition) &&
	       !strcmp(IDENTIFIER_POINTER(DECL_NAME(condition)), "__in_chrg");
}

tree cplus_alias(tree constructor, const char *name)
{
	for (tree f = TYPE_FIELDS(DECL_CONTEXT(constructor)); f; f = DECL_CHAIN(f))
		if (TREE_CODE(f) == TYPE_DECL && DECL_NAME(f) &&
		    !strcmp(IDENTIFIER_POINTER(DECL_NAME(f)), name))
			return TYPE_MAIN_VARIANT(TREE_TYPE(f));
	return NULL_TREE;
}
