/* markers.h - the parser's own statement markers (DEBUG_BEGIN_STMT), which say where each source
 * statement begins; plugin.cc asks for them at every -O level.
 *
 * Templates: the parser puts markers into a template, but instances are made without them. So as
 * soon as a template is parsed its markers become hints to the branch predictor that predict
 * nothing, which are copied into each instance, and there they become markers again. Where the body
 * may hold nothing but a return, the return itself is moved to where its marker stands.
 */
#ifndef MEMCC_GCC_MARKERS_H
#define MEMCC_GCC_MARKERS_H
#include "compat.h"

/* The user had asked for markers himself (-g): they must stay. */
extern bool markers_keep;

bool markers_is(tree t);
/* The first below, or null. */
tree markers_first(tree t);
/* Where the last below stands. */
location_t markers_last_location(tree t);

/* Removes those that the parser was asked for on our behalf. */
void markers_strip(tree body);

/* A template's body, just parsed; and an instance's, before its markers are looked at. */
void markers_save(tree function);
void markers_restore(tree function);

#endif
