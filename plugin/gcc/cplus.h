/* cplus.h - what only the C++ front end knows of a function. */
#ifndef MEMCC_GCC_CPLUS_H
#define MEMCC_GCC_CPLUS_H
#include "compat.h"

/* Whether the compiler wrote the body: implicit or `= default` constructors, destructors and
 * assignments. Of C functions false. */
bool cplus_made_by_compiler(tree function);

/* Whether importers of the module that is compiled may be given the body. */
bool cplus_goes_into_module(tree function);

/* Constructors and destructors are compiled as functions for whole objects and for bases. Whether
 * this is one of these and not what was written; and whether it is the one that frees the object
 * too, by calling a destructor and operator delete. */
bool cplus_is_clone(tree function);
bool cplus_deletes_object(tree function);

/* Whether its symbol can be made already: a lambda in a default argument of a lambda is named after
 * one that is not there yet. */
bool cplus_has_symbol(tree function);

/* struct mcc_names: `bare` and `qualified`. And as the profile has it, which is as the compiler
 * writes it with parameters, but without inline namespaces. */
std::string cplus_bare_name(tree function);
std::string cplus_qualified_name(tree function);
std::string cplus_display_name(tree function);

/* `auto [a, b] = …`: the variable that is initialised, which has no name; and those that have. */
bool cplus_is_bound(tree decl);
bool cplus_is_binding(tree decl);

/* What a lambda's captures begin with in a template, a list, or null. */
tree cplus_captures(tree t);

/* A constexpr function as C++11 knows it: the compiler takes it for no such function if its body
 * holds anything but a return. */
bool cplus_only_returns(tree function);

/* With which main ends, whatever was written, or null. */
tree cplus_implicit_return(tree function);

/* Of a coroutine: the function that its body has become; and of that, the coroutine. Or null. */
tree cplus_coroutine_actor(tree function);
tree cplus_coroutine_ramp(tree function);

/* What a constructor initialises. */
struct cplus_subobject {
	tree what;        /* FIELD_DECL, or a base's type */
	std::string name; /* of the member; as the base was named in the class's head */
	bool is_virtual;  /* a base of whole objects only */
	bool alternative; /* one of a union's members */
	bool has_default; /* a default member initialiser */
	bool constructs;  /* by a default constructor that is not trivial */
};

bool cplus_is_constructor(tree function);
/* In the order in which they are initialised. */
std::vector<cplus_subobject> cplus_subobjects(tree constructor);
/* What of these a tree initialises; the class itself: all, by another constructor; null: nothing.
 */
tree cplus_initialises(tree constructor, tree t);
/* Whether its body is for whole objects only. */
bool cplus_asks_for_whole_object(tree condition);
/* What a class calls a type by that name, or null. */
tree cplus_alias(tree constructor, const char *name);

#endif
