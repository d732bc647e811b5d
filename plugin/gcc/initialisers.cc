/* initialisers.cc - see initialisers.h.
 *
 * Of a member that is initialised the tree knows where its name stands, of a base it does not, and
 * some make no tree at all: these are looked for in the source. Trees that initialise the same
 * share a mark; what has none belongs to what is before it (the pointers to virtual functions).
 */
#include "initialisers.h"

#include "cplus.h"
#include "markers.h"
#include "places.h"
#include "source.h"
#include "trees.h"

#include "cpplib.h"

namespace
{

class initialisers
{
      public:
	initialisers(tree function, std::vector<mark_statement> &all);
	void run(void);

      private:
	struct item : cplus_subobject {
		const source_initialiser *written; /* null: not, or only the tree knows where */
		explicit item(const cplus_subobject &s) : cplus_subobject(s), written(NULL) {}
	};

	tree function;
	std::vector<mark_statement> &all;
	bool was_read; /* there is a text */
	expanded_location home;
	std::vector<source_initialiser> written;
	std::vector<item> items;
	size_t next = 0;        /* the first that is not done yet */
	bool ended = false;     /* the body proper has begun */
	tree *innermost = NULL; /* where it would */

	bool stands_in_text(void) const;
	void name_members(std::vector<bool> &taken);
	void name_bases(std::vector<bool> &taken);
	bool names(const source_initialiser &text, const item &i) const;

	tree mark(unsigned kind, expanded_location place);
	tree mark_written(const source_initialiser &text);
	tree mark_item(const item &i, tree t);
	void pass(size_t end, std::vector<tree> &marks);
	void finish(std::vector<tree> &marks);
	void advance(tree t, std::vector<tree> &marks);
	void statement(tree *t);
	void list(tree *t);
};

/* As it was defined then. */
static bool holds_block(const line_map_macro *use)
{
	for (unsigned i = 0; i < MACRO_MAP_NUM_MACRO_TOKENS(use); i++)
		if (source_ends_block(
			    expand_location(places_spelled(MACRO_MAP_LOCATIONS(use)[2 * i]))))
			return true;
	return false;
}

/* A macro with arguments may hold all of the constructor; one without is its name. Of one that is
 * gone it is not known which it was. */
static bool is_whole_macro(location_t place)
{
	const line_map_macro *outermost = NULL;
	while (linemap_location_from_macro_expansion_p(line_table, place)) {
		outermost = linemap_check_macro(linemap_lookup(line_table, place));
		place = outermost->expansion;
	}
	if (!outermost)
		return false;
	return cpp_macro_p(outermost->macro) ? cpp_fun_like_macro_p(outermost->macro)
					     : holds_block(outermost);
}

initialisers::initialisers(tree function, std::vector<mark_statement> &all)
    : function(function), all(all), was_read(false),
      home(expand_location(DECL_SOURCE_LOCATION(function)))
{
	for (const cplus_subobject &s : cplus_subobjects(function))
		items.emplace_back(s);
	was_read = !is_whole_macro(DECL_SOURCE_LOCATION(function)) && stands_in_text();
	if (!was_read)
		return;
	home = source_behind_scopes(home);
	written = source_initialisers(home);
	std::vector<bool> taken(written.size(), false);
	name_members(taken);
	name_bases(taken);
}

/* Its name, or that of what it is in. Text that was preprocessed before may say something else. */
bool initialisers::stands_in_text(void) const
{
	if (from_macro_expansion_at(DECL_SOURCE_LOCATION(function)))
		return true; /* of which only the name is a macro's */
	for (tree scope = DECL_CONTEXT(function); scope; scope = get_containing_scope(scope)) {
		tree name = TYPE_P(scope)   ? TYPE_IDENTIFIER(scope)
			    : DECL_P(scope) ? DECL_NAME(scope)
					    : NULL_TREE;
		if (name && source_says(home, IDENTIFIER_POINTER(name)))
			return true;
	}
	return source_says(home, "::");
}

void initialisers::name_members(std::vector<bool> &taken)
{
	for (item &i : items)
		for (size_t n = 0; n < written.size(); n++)
			if (TREE_CODE(i.what) == FIELD_DECL && !taken[n] &&
			    written[n].name == i.name) {
				i.written = &written[n];
				taken[n] = true;
				break;
			}
}

bool initialisers::names(const source_initialiser &text, const item &i) const
{
	return text.name == i.name || text.name == IDENTIFIER_POINTER(TYPE_IDENTIFIER(i.what)) ||
	       cplus_alias(function, text.name.c_str()) == i.what;
}

/* By name; and what is left, named in another way, in order. */
void initialisers::name_bases(std::vector<bool> &taken)
{
	std::vector<item *> bases;
	for (item &i : items)
		if (TYPE_P(i.what))
			bases.push_back(&i);
	for (item *i : bases)
		for (size_t n = 0; n < written.size() && !i->written; n++)
			if ((!taken[n] || written[n].pack) && names(written[n], *i)) {
				i->written = &written[n];
				taken[n] = true;
			}
	size_t n = 0;
	for (item *i : bases) {
		while (n < written.size() && taken[n])
			n++;
		if (i->written || n == written.size())
			continue;
		i->written = &written[n];
		if (!written[n].pack)
			taken[n] = true;
	}
}

/* --- marks --- */

tree initialisers::mark(unsigned kind, expanded_location place)
{
	all.push_back(mark_new(kind, place.file ? place.file : "", place.line, place.column));
	return mark_call(all.back(), 0);
}

tree initialisers::mark_written(const source_initialiser &text)
{
	expanded_location place = home;
	place.line = text.line;
	place.column = text.column;
	return mark(MEMPROF_STATEMENT_PLAIN, place);
}

static tree visit_member(tree *t, int *, void *field)
{
	return TREE_CODE(*t) == COMPONENT_REF && TREE_OPERAND(*t, 1) == field ? *t : NULL_TREE;
}

/* Where its initialiser stands, if the tree knows that. Of one that is not written it has another
 * place, where something else stands; but it may be that nothing can be done unless it is written.
 */
static location_t place_of(const cplus_subobject &member, tree t)
{
	tree reference = t ? walk_tree_without_duplicates(&t, visit_member, member.what) : t;
	location_t place = reference ? EXPR_LOCATION(reference) : UNKNOWN_LOCATION;
	if (!member.has_default && !member.constructs)
		return place;
	expanded_location spelled = expand_location(places_spelled(place));
	return source_says(spelled, member.name.c_str()) ? place : UNKNOWN_LOCATION;
}

/* Null if nothing is to be done, as far as the class tells. */
tree initialisers::mark_item(const item &i, tree t)
{
	if (!t && (i.is_virtual || (i.alternative && !i.written)))
		return NULL_TREE;
	/* (Of an array whose elements need nothing there is a tree all the same.) */
	if (was_read && !i.written && !i.constructs && !i.has_default &&
	    TREE_CODE(i.what) == FIELD_DECL && TREE_CODE(TREE_TYPE(i.what)) == ARRAY_TYPE)
		return NULL_TREE;
	if (TREE_CODE(i.what) == FIELD_DECL)
		if (location_t place = place_of(i, t))
			return mark(MEMPROF_STATEMENT_PLAIN, expand_location(place));
	if (i.written)
		return mark_written(*i.written);
	if (i.has_default)
		return mark(MEMPROF_STATEMENT_DECLARATION,
			    expand_location(DECL_SOURCE_LOCATION(i.what)));
	return t || i.constructs ? mark(MEMPROF_STATEMENT_PLAIN, home) : NULL_TREE;
}

/* --- the body --- */

/* Those that make no tree. */
void initialisers::pass(size_t end, std::vector<tree> &marks)
{
	for (; next < end; next++)
		if (tree m = mark_item(items[next], NULL_TREE))
			marks.push_back(m);
}

void initialisers::finish(std::vector<tree> &marks)
{
	pass(items.size(), marks);
	ended = true;
}

void initialisers::advance(tree t, std::vector<tree> &marks)
{
	tree what = cplus_initialises(function, t);
	if (!what)
		return;
	if (what == TYPE_MAIN_VARIANT(DECL_CONTEXT(function))) {
		marks.push_back(written.empty() ? mark(MEMPROF_STATEMENT_PLAIN, home)
						: mark_written(written[0]));
		next = items.size();
		return;
	}
	size_t found = next;
	while (found < items.size() && items[found].what != what)
		found++;
	if (found == items.size())
		return;
	pass(found, marks);
	if (tree m = mark_item(items[next++], t))
		marks.push_back(m);
}

static bool begins_body(tree t)
{
	return markers_is(t) || trees_is_label(t);
}

void initialisers::list(tree *t)
{
	for (tree_stmt_iterator i = tsi_start(*t); !tsi_end_p(i) && !ended; tsi_next(&i)) {
		std::vector<tree> marks;
		if (begins_body(tsi_stmt(i)))
			finish(marks);
		else if (trees_is_block(tsi_stmt(i)) || (int)TREE_CODE(tsi_stmt(i)) == IF_STMT)
			statement(tsi_stmt_ptr(i));
		else
			advance(tsi_stmt(i), marks);
		for (tree m : marks)
			tsi_link_before(&i, m, TSI_SAME_STMT);
	}
}

void initialisers::statement(tree *t)
{
	if (!*t)
		return;
	switch ((int)TREE_CODE(*t)) {
	case STATEMENT_LIST:
		innermost = t;
		list(t);
		break;
	case BIND_EXPR:
		statement(&BIND_EXPR_BODY(*t));
		break;
	case CLEANUP_STMT:
	case TRY_FINALLY_EXPR:
	case TRY_BLOCK:
	case MUST_NOT_THROW_EXPR:
	case EH_SPEC_BLOCK:
		statement(&TREE_OPERAND(*t, 0));
		break;
	case IF_STMT:
		if (cplus_asks_for_whole_object(TREE_OPERAND(*t, 0))) {
			tree *outer = innermost;
			statement(&TREE_OPERAND(*t, 1));
			innermost = outer;
		}
		break;
	default: {
		tree list = NULL_TREE;
		append_to_statement_list_force(*t, &list);
		*t = list;
		statement(t);
	}
	}
}

void initialisers::run(void)
{
	std::vector<tree> marks;
	statement(&DECL_SAVED_TREE(function));
	if (!ended)
		finish(marks);
	for (tree m : marks)
		append_to_statement_list_force(m,
					       innermost ? innermost : &DECL_SAVED_TREE(function));
}

} // namespace

void initialisers_mark(tree function, std::vector<mark_statement> &all)
{
	if (cplus_is_constructor(function))
		initialisers(function, all).run();
}
