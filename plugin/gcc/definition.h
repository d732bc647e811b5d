/* definition.h - where the program defines a function: the declarator's name. Of a C function that
 * a system's header declares first GCC keeps the header's place only. */
#ifndef MEMCC_GCC_DEFINITION_H
#define MEMCC_GCC_DEFINITION_H
#include "compat.h"

/* PLUGIN_START_PARSE_FUNCTION: not merged yet with what was declared before. */
void definition_begun(tree declarator);
/* The last begun outside of any other is this one. */
void definition_parsed(tree function);

location_t definition_of(tree function);
/* Whether it is a library's: not one whose name is merely a macro of its headers. */
bool definition_in_system_header(tree function);

#endif
