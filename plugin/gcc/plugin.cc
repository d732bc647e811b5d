/* plugin.cc - GCC's side of memcc: options, attributes, and where the two halves hang.
 *
 *   PLUGIN_START_UNIT     ask the parser for statement markers, at every -O level, -g or not
 *   PLUGIN_PRE_GENERICIZE the body just parsed: choose it or not; marks        (boundary.cc)
 *   PLUGIN_FINISH_PARSE_FUNCTION  a template: keep its markers for its instances (markers.cc)
 *   pass                  before "*build_cgraph_edges": the flow graph exists, exception
 *                         regions are lowered, nothing is optimised yet        (emit.cc)
 *   pass                  before "ehdisp": functions have been inlined   (lower.cc)
 *
 * lto1 loads the plugin too when options are passed on; everything was done before it ran.
 */
#include "boundary.h"
#include "callees.h"
#include "conditionals.h"
#include "coroutine.h"
#include "cplus.h"
#include "definition.h"
#include "emit.h"
#include "lower.h"
#include "mark.h"
#include "markers.h"
#include "places.h"
#include "trees.h"

#include "describe.h"
#include "options.h"

#include <string.h>

int plugin_is_GPL_compatible;

namespace
{

bool user_wants_markers;

tree handle_attribute(tree *node, tree name, tree, int, bool *no_add)
{
	if (TREE_CODE(*node) == FUNCTION_DECL)
		return NULL_TREE;
	warning(OPT_Wattributes, "%qE attribute applies to functions only", name);
	*no_add = true;
	return NULL_TREE;
}

attribute_spec profile_attribute = {"profile",        0,   0, true, false, false, false,
				    handle_attribute, NULL};
attribute_spec no_profile_attribute = {"no_profile",     0,   0, true, false, false, false,
				       handle_attribute, NULL};
const attribute_spec scoped_attributes[] = {
	{"profile", 0, 0, true, false, false, false, handle_attribute, NULL},
	{"no_profile", 0, 0, true, false, false, false, handle_attribute, NULL},
	{NULL, 0, 0, false, false, false, false, NULL, NULL}};

void register_attributes(void *, void *)
{
	register_attribute(&profile_attribute);
	register_attribute(&no_profile_attribute);
	register_scoped_attributes(scoped_attributes, "memprof");
}

/* A call of a profiled function must not be dropped because it is declared const or pure; which
 * functions of other units are profiled is not known here. The C library's are not. */
void forget_purity(void *decl_, void *)
{
	tree decl = (tree)decl_;
	if (!decl || TREE_CODE(decl) != FUNCTION_DECL || fndecl_built_in_p(decl))
		return;
	if (definition_in_system_header(decl) && DECL_NAME(decl) &&
	    mcc_function_is_harmless(IDENTIFIER_POINTER(DECL_NAME(decl))))
		return;
	TREE_READONLY(decl) = 0;
	DECL_PURE_P(decl) = 0;
	DECL_LOOPING_CONST_OR_PURE_P(decl) = 0;
}

enum mcc_mark mark_of(tree function)
{
	tree attributes = DECL_ATTRIBUTES(function);
	if (lookup_attribute("no_profile", attributes))
		return MCC_MARK_NO_PROFILE;
	if (lookup_attribute("profile", attributes))
		return MCC_MARK_PROFILE;
	/* A function within a profiled one is part of it, as in memory_profiler. */
	tree context = decl_function_context(function);
	return context ? mark_of(context) : MCC_MARK_NONE;
}

/* -fmemprof=all means the user's functions: what a library's header defines inline exists at some
 * -O levels only, and what it does belongs to the statement that uses it. */
bool selected(tree function, enum mcc_mark mark, const char *file)
{
	bool all = mcc_options.all;
	if (definition_in_system_header(function))
		mcc_options.all = false;
	const char *symbol = "";
	if (cplus_has_symbol(function))
		symbol = IDENTIFIER_POINTER(DECL_ASSEMBLER_NAME(function));
	std::string bare = cplus_bare_name(function), qualified = cplus_qualified_name(function);
	std::string spelled = lang_hooks.decl_printable_name(function, 1);
	mcc_names names = {bare.c_str(), qualified.c_str(), symbol, spelled.c_str()};
	bool yes = mcc_select(mark, &names, file);
	mcc_options.all = all;
	return yes;
}

bool chosen(tree function)
{
	enum mcc_mark mark = mark_of(function);
	tree attributes = DECL_ATTRIBUTES(function);
	if (lookup_attribute("naked", attributes) || lookup_attribute("ifunc", attributes))
		return false;
	/* A library's copy for inlining, which exists at some -O levels only. */
	if (mark != MCC_MARK_PROFILE && DECL_EXTERNAL(function) &&
	    lookup_attribute("gnu_inline", attributes) && definition_in_system_header(function))
		return false;
	if (cplus_made_by_compiler(function)) /* what it does belongs to who calls it */
		return false;
	if (mark != MCC_MARK_PROFILE && lookup_attribute("no_instrument_function", attributes))
		return false;
	expanded_location where = expand_location(definition_of(function));
	bool yes = selected(function, mark, where.file ? where.file : "");
	if (yes && cplus_goes_into_module(function)) {
		static bool said;
		if (!said)
			inform(DECL_SOURCE_LOCATION(function),
			       "memcc: inline functions of a module are not profiled with GCC");
		said = true;
		return false;
	}
	if (yes && mcc_options.verbose)
		fprintf(stderr, "memcc: profiling %s (%s:%d)\n",
			cplus_display_name(function).c_str(), where.file ? where.file : "?",
			where.line);
	return yes;
}

int user_wants_no_inline;

bool macros_defined, evaluation_paused;

/* With optimisation, C++ works out calls of constexpr functions even where it need not, which would
 * then not be counted. It leaves that if told not to inline; nothing else in the parser asks. */
void pause_evaluation(void *, void *)
{
	if (evaluation_paused || !trees_is_cplus())
		return;
	evaluation_paused = true;
	user_wants_no_inline = flag_no_inline;
	flag_no_inline = 1;
	global_options_set.x_flag_no_inline = 1;
	compat_options_changed();
}

/* A predefined macro tells of -fno-inline. All of them are defined when, after "<built-in>", a file
 * is gone on with. */
void enter_file(void *name, void *)
{
	if (*(const char *)name == '<')
		macros_defined = true;
	else if (macros_defined)
		pause_evaluation(NULL, NULL);
}

/* All is parsed. Functions behind a pragma or with an attribute have options of their own. */
void resume_evaluation(void *, void *)
{
	if (!evaluation_paused)
		return;
	flag_no_inline = user_wants_no_inline;
	compat_options_changed();
	cgraph_node *node;
	FOR_EACH_FUNCTION(node)
	{
		tree own = DECL_FUNCTION_SPECIFIC_OPTIMIZATION(node->decl);
		if (own && TREE_OPTIMIZATION(own)->x_optimize)
			TREE_OPTIMIZATION(own)->x_flag_no_inline = user_wants_no_inline;
	}
}

void start_unit(void *, void *)
{
	user_wants_markers = debug_nonbind_markers_p != 0;
	markers_keep = user_wants_markers;
	conditionals_watch();
	places_watch();
	compat_keep_markers();
}

/* C lowers loops right after this event and would add markers of its own while doing so. */
void pause_markers(void)
{
	if (!user_wants_markers && !strncmp(lang_hooks.name, "GNU C", 5) &&
	    strncmp(lang_hooks.name, "GNU C++", 7))
		debug_nonbind_markers_p = 0;
}

void resume_markers(void *, void *)
{
	debug_nonbind_markers_p = 1;
}

void parsed(tree function)
{
	if (TREE_CODE(function) != FUNCTION_DECL || !DECL_SAVED_TREE(function))
		return;
	definition_parsed(function);
	forget_purity(function, NULL);
	if (seen_error())
		return;
	/* The clones of a constructor get a copy of the marked body, or call it. */
	if (DECL_ABSTRACT_ORIGIN(function) && DECL_ABSTRACT_ORIGIN(function) != function)
		return;
	if (cplus_is_clone(function))
		return;
	tree actor = coroutine_actor(function), body = actor ? actor : function;
	if (!DECL_SAVED_TREE(body)) /* the body has errors */
		return;
	callees_read(function);
	if (actor)
		callees_read(actor);
	if (chosen(function)) {
		markers_restore(body);
		boundary_instrument(body);
		if (actor) { /* calls, and no statement */
			mark_statements_of(function);
			mark_keep(function);
		}
	}
	markers_strip(DECL_SAVED_TREE(body));
	/* GNU C's nested functions have no event of their own. */
	if (cgraph_node *node = cgraph_node::get(function))
		for (node = first_nested_function(node); node; node = next_nested_function(node))
			parsed(node->decl);
}

void start_function(void *decl, void *)
{
	definition_begun((tree)decl);
	forget_purity(decl, NULL);
	resume_markers(NULL, NULL);
}

tree last_parsed; /* only compared */

void pre_genericize(void *decl, void *)
{
	pause_markers();
	last_parsed = (tree)decl;
	parsed((tree)decl);
}

/* Templates alone come here without having been generic before. */
void finish_function(void *decl_, void *)
{
	tree decl = (tree)decl_;
	resume_markers(NULL, NULL);
	if (decl != last_parsed && trees_is_cplus() && DECL_SAVED_TREE(decl))
		markers_save(decl);
	last_parsed = NULL_TREE;
}

bool is_lto(void)
{
	return !strcmp(lang_hooks.name, "GNU GIMPLE");
}

/* Predictive commoning takes counters in another address space for each other. In LTO nobody knows
 * any more who has some. */
void keep_counters_apart(void *gate, void *)
{
	if (!strcmp(current_pass->name, "pcom") && (is_lto() || mark_any()))
		*(bool *)gate = false;
}

bool read_options(plugin_name_args *info)
{
	for (int i = 0; i < info->argc; i++) {
		const char *value = info->argv[i].value ? info->argv[i].value : "";
		if (const char *wrong = mcc_options_set(info->argv[i].key, value)) {
			error("memcc: %s", wrong);
			return false;
		}
	}
	mcc_options_done();
	return true;
}

/* Only the versions matter: configure arguments differ between builds of the same GCC. */
bool version_fits(const plugin_gcc_version *version)
{
	int major = atoi(version->basever);
	if (major == GCCPLUGIN_VERSION_MAJOR)
		return true;
	error("memcc: this plugin is for GCC %d, but the compiler is GCC %d (version %s)",
	      GCCPLUGIN_VERSION_MAJOR, major, version->basever);
	return false;
}

} // namespace

int plugin_init(plugin_name_args *info, plugin_gcc_version *version)
{
	register_callback(info->base_name, PLUGIN_OVERRIDE_GATE, keep_counters_apart, NULL);
	if (is_lto())
		return 0;
	if (!version_fits(version) || !read_options(info))
		return 0; /* the error is told; the compiler ends by itself */
	if (flag_tm) {    /* in a transaction nothing may be done that cannot be undone */
		inform(UNKNOWN_LOCATION, "memcc: with %<-fgnu-tm%> nothing is profiled");
		return 0;
	}
	mcc_description_written = remap_debug_filename;
	flag_allocation_dce = 0; /* operator new; malloc and its like: callees.cc */
	register_pass_info pass = {emit_make_pass(), "*build_cgraph_edges", 1,
				   PASS_POS_INSERT_BEFORE};
	register_pass_info late = {lower_make_pass(), "ehdisp", 1, PASS_POS_INSERT_BEFORE};
	register_callback(info->base_name, PLUGIN_ATTRIBUTES, register_attributes, NULL);
	register_callback(info->base_name, PLUGIN_START_UNIT, start_unit, NULL);
	register_callback(info->base_name, PLUGIN_START_PARSE_FUNCTION, start_function, NULL);
	register_callback(info->base_name, PLUGIN_FINISH_PARSE_FUNCTION, finish_function, NULL);
	register_callback(info->base_name, PLUGIN_FINISH_DECL, forget_purity, NULL);
	register_callback(info->base_name, PLUGIN_PRE_GENERICIZE, pre_genericize, NULL);
	register_callback(info->base_name, PLUGIN_INCLUDE_FILE, enter_file, NULL);
	register_callback(info->base_name, PLUGIN_START_PARSE_FUNCTION, pause_evaluation, NULL);
	register_callback(info->base_name, PLUGIN_ALL_IPA_PASSES_START, resume_evaluation, NULL);
	register_callback(info->base_name, PLUGIN_PASS_MANAGER_SETUP, NULL, &pass);
	register_callback(info->base_name, PLUGIN_PASS_MANAGER_SETUP, NULL, &late);
	return 0;
}
