/* options.h - what the driver tells a plugin, and which functions are chosen. Knows no compiler.
 *
 * The driver passes each -fmemprof… option on as key=value:
 *   select=all                        every function
 *   functions=GLOB,GLOB…              by name
 *   list=FILE                         fun:GLOB, src:GLOB, '!' in front excludes, '#' comments
 *   mode=inline|calls
 *   verbose=1                         say on stderr what was chosen
 *   directory=DIR                     in which the compiler runs, for descriptions
 * In every value '%' and '=' come as %25 and %3d (GCC accepts no second '=' in an option).
 * Globs are exact, whole-name fnmatch patterns. Later list lines win over earlier ones.
 */
#ifndef MEMCC_OPTIONS_H
#define MEMCC_OPTIONS_H
#include <stdbool.h>
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif

struct mcc_options {
	bool all, calls, verbose;
	const char *directory; /* never null after mcc_options_done */
};
extern struct mcc_options mcc_options;

/* One key=value. Returns null, or what is wrong with it (static or allocated text, one line). */
const char *mcc_options_set(const char *key, const char *value);
void mcc_options_done(void);

/* What the source says of a function. */
enum mcc_mark { MCC_MARK_NONE, MCC_MARK_PROFILE, MCC_MARK_NO_PROFILE };

/* What a user may call a function. In C all are the same, and all but the first may be null. */
struct mcc_names {
	const char *bare; /* "f", "operator+", "~box" */
	/* As reports show it, without parameters: "ns::box::f" for all instances of a template and
	 * whatever inline namespaces are around; "(anonymous namespace)::f", "f()::<lambda>". */
	const char *qualified;
	const char *symbol;  /* linkage name */
	const char *spelled; /* as the compiler writes it */
};

/* Whether to profile. `file` is the source path as the compiler prints it.
 * no_profile wins over everything, an exclusion over a choice, an attribute over lists. */
bool mcc_select(enum mcc_mark mark, const struct mcc_names *function, const char *file);

/* Whether nothing but attributes can choose a function (so the unit may hold none). */
bool mcc_select_by_attribute_only(void);

/* Functions of the C library and the compilers that neither allocate, nor free, nor call back,
 * and always return, so that no statement need be announced for them. */
bool mcc_function_is_harmless(const char *symbol);

#ifdef __cplusplus
}
#endif
#endif
