/* places.h - which line of which file a location is in, whatever `#line` says: text is read there.
 */
#ifndef MEMCC_GCC_PLACES_H
#define MEMCC_GCC_PLACES_H
#include "compat.h"

/* Takes note, from the start of the unit, of `#line` and `#include`. */
void places_watch(void);

/* Where what comes from a macro stands in its definition or arguments; where the macro is used. */
location_t places_spelled(location_t location);
location_t places_use(location_t location);

/* Of a macro's use, if it comes from a macro. */
expanded_location places_of(location_t location);

/* What diagnostics call a place in the file of `location`, not before it. */
expanded_location places_shown(location_t location, int line, int column);

/* What the compiler would call a place so shown, which is not behind `location`. */
location_t places_location(location_t location, expanded_location shown);

#endif
