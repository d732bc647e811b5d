/* initialisers.h - marks in front of what a constructor initialises.
 *
 *   A(int n) : base(n), p(new int[n]) { … }
 *
 * The parser puts no markers there: the initialisations are what stands in the body before the
 * first one, in the order in which they are done.
 */
#ifndef MEMCC_GCC_INITIALISERS_H
#define MEMCC_GCC_INITIALISERS_H
#include "compat.h"
#include "mark.h"

/* Adds to what is marked in the function already; nothing if it is no constructor. */
void initialisers_mark(tree function, std::vector<mark_statement> &all);

#endif
