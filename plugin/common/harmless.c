/* harmless.c - the functions for whose calls no statement need be announced.
 *
 * In the list: what the C library and the compilers' support libraries define and what neither
 * allocates, nor frees, nor calls back into the program, and always returns.
 * Not in it, though they look like it: strdup and getline (allocate), printf and its family (stdio
 * may allocate buffers), qsort and bsearch (call back), strcoll and wcscoll (may allocate), mbrtowc
 * and setlocale (may load a locale), localtime, gmtime and mktime (read the time zone), strerror
 * (may allocate), setjmp (returns twice), __stack_chk_fail (does not return).
 * Only names that the C standard or the implementation reserves, or that compilers treat as
 * built-in: a program's own function of another name must not be taken for the library's.
 */
#include <stdlib.h>
#include <string.h>

#include "options.h"

/* In strcmp order. */
/* clang-format off */
static const char *const harmless[] = {
	"_ZSt18_Rb_tree_decrementPKSt18_Rb_tree_node_base",
	"_ZSt18_Rb_tree_decrementPSt18_Rb_tree_node_base",
	"_ZSt18_Rb_tree_incrementPKSt18_Rb_tree_node_base",
	"_ZSt18_Rb_tree_incrementPSt18_Rb_tree_node_base",
	"_ZSt28_Rb_tree_rebalance_for_erasePSt18_Rb_tree_node_baseRS_",
	"_ZSt29_Rb_tree_insert_and_rebalancebPSt18_Rb_tree_node_baseS0_RS_", "__addtf3",
	"__ashldi3", "__ashlti3", "__ashrdi3", "__ashrti3", "__atomic_compare_exchange",
	"__atomic_compare_exchange_1", "__atomic_compare_exchange_16",
	"__atomic_compare_exchange_2", "__atomic_compare_exchange_4",
	"__atomic_compare_exchange_8", "__atomic_exchange", "__atomic_exchange_1",
	"__atomic_exchange_16", "__atomic_exchange_2", "__atomic_exchange_4",
	"__atomic_exchange_8", "__atomic_fetch_add_1", "__atomic_fetch_add_16",
	"__atomic_fetch_add_2", "__atomic_fetch_add_4", "__atomic_fetch_add_8",
	"__atomic_fetch_and_1", "__atomic_fetch_and_16", "__atomic_fetch_and_2",
	"__atomic_fetch_and_4", "__atomic_fetch_and_8", "__atomic_fetch_nand_1",
	"__atomic_fetch_nand_16", "__atomic_fetch_nand_2", "__atomic_fetch_nand_4",
	"__atomic_fetch_nand_8", "__atomic_fetch_or_1", "__atomic_fetch_or_16",
	"__atomic_fetch_or_2", "__atomic_fetch_or_4", "__atomic_fetch_or_8",
	"__atomic_fetch_sub_1", "__atomic_fetch_sub_16", "__atomic_fetch_sub_2",
	"__atomic_fetch_sub_4", "__atomic_fetch_sub_8", "__atomic_fetch_xor_1",
	"__atomic_fetch_xor_16", "__atomic_fetch_xor_2", "__atomic_fetch_xor_4",
	"__atomic_fetch_xor_8", "__atomic_is_lock_free", "__atomic_load", "__atomic_load_1",
	"__atomic_load_16", "__atomic_load_2", "__atomic_load_4", "__atomic_load_8",
	"__atomic_store", "__atomic_store_1", "__atomic_store_16", "__atomic_store_2",
	"__atomic_store_4", "__atomic_store_8", "__bswapdi2", "__bswapsi2", "__clrsbdi2",
	"__clrsbsi2", "__clrsbti2", "__clzdi2", "__clzsi2", "__clzti2", "__cmpdi2", "__cmptf2",
	"__cmpti2", "__ctype_b_loc", "__ctype_get_mb_cur_max", "__ctype_tolower_loc",
	"__ctype_toupper_loc", "__ctzdi2", "__ctzsi2", "__ctzti2", "__cxa_guard_release",
	"__divdc3", "__divdi3", "__divmoddi4", "__divmodti4", "__divsc3", "__divtc3", "__divtf3",
	"__divti3", "__divxc3", "__dynamic_cast", "__eqtf2", "__errno_location",
	"__explicit_bzero_chk", "__extenddftf2", "__extendhfsf2", "__extendsftf2", "__extendxftf2",
	"__ffsdi2", "__ffssi2", "__ffsti2", "__finite", "__finitef", "__finitel", "__fixdfti",
	"__fixsfti", "__fixtfdi", "__fixtfsi", "__fixtfti", "__fixunsdfti", "__fixunssfti",
	"__fixunstfdi", "__fixunstfsi", "__fixunstfti", "__fixunsxfti", "__fixxfti", "__floatditf",
	"__floatsitf", "__floattidf", "__floattisf", "__floattitf", "__floattixf", "__floatunditf",
	"__floatunsitf", "__floatuntidf", "__floatuntisf", "__floatuntitf", "__floatuntixf",
	"__fpclassify", "__fpclassifyf", "__fpclassifyl", "__getf2", "__gnu_f2h_ieee",
	"__gnu_h2f_ieee", "__gttf2", "__isinf", "__isinff", "__isinfl", "__isnan", "__isnanf",
	"__isnanl", "__isoc23_strtoimax", "__isoc23_strtol", "__isoc23_strtoll",
	"__isoc23_strtoul", "__isoc23_strtoull", "__isoc23_strtoumax", "__issignaling", "__letf2",
	"__lshrdi3", "__lshrti3", "__lttf2", "__memcpy_chk", "__memmove_chk", "__mempcpy_chk",
	"__memset_chk", "__moddi3", "__modti3", "__muldc3", "__muldi3", "__mulsc3", "__multc3",
	"__multf3", "__multi3", "__mulxc3", "__negdi2", "__negtf2", "__negti2", "__netf2",
	"__paritydi2", "__paritysi2", "__parityti2", "__popcountdi2", "__popcountsi2",
	"__popcountti2", "__powidf2", "__powisf2", "__powitf2", "__powixf2", "__signbit",
	"__signbitf", "__signbitl", "__stpcpy_chk", "__stpncpy_chk", "__strcat_chk",
	"__strcpy_chk", "__strncat_chk", "__strncpy_chk", "__subtf3", "__truncdfhf2",
	"__truncsfhf2", "__trunctfdf2", "__trunctfsf2", "__trunctfxf2", "__ucmpdi2", "__ucmpti2",
	"__udivdi3", "__udivmoddi4", "__udivmodti4", "__udivti3", "__umoddi3", "__umodti3",
	"__unordtf2", "abs", "acos", "acosf", "acosh", "acoshf", "acoshl", "acosl", "asin",
	"asinf", "asinh", "asinhf", "asinhl", "asinl", "atan", "atan2", "atan2f", "atan2l",
	"atanf", "atanh", "atanhf", "atanhl", "atanl", "atof", "atoi", "atol", "atoll", "bcmp",
	"bcopy", "bzero", "cabs", "cabsf", "cabsl", "cacos", "cacosf", "cacosh", "cacoshf",
	"cacoshl", "cacosl", "carg", "cargf", "cargl", "casin", "casinf", "casinh", "casinhf",
	"casinhl", "casinl", "catan", "catanf", "catanh", "catanhf", "catanhl", "catanl", "cbrt",
	"cbrtf", "cbrtl", "ccos", "ccosf", "ccosh", "ccoshf", "ccoshl", "ccosl", "ceil", "ceilf",
	"ceill", "cexp", "cexpf", "cexpl", "cimag", "cimagf", "cimagl", "clock", "clock_getres",
	"clock_gettime", "clog", "clogf", "clogl", "conj", "conjf", "conjl", "copysign",
	"copysignf", "copysignl", "cos", "cosf", "cosh", "coshf", "coshl", "cosl", "cpow", "cpowf",
	"cpowl", "cproj", "cprojf", "cprojl", "creal", "crealf", "creall", "csin", "csinf",
	"csinh", "csinhf", "csinhl", "csinl", "csqrt", "csqrtf", "csqrtl", "ctan", "ctanf",
	"ctanh", "ctanhf", "ctanhl", "ctanl", "difftime", "div", "erf", "erfc", "erfcf", "erfcl",
	"erff", "erfl", "exp", "exp10", "exp10f", "exp10l", "exp2", "exp2f", "exp2l", "expf",
	"expl", "explicit_bzero", "expm1", "expm1f", "expm1l", "fabs", "fabsf", "fabsl", "fdim",
	"fdimf", "fdiml", "feclearexcept", "fegetenv", "fegetround", "feholdexcept", "fesetenv",
	"fesetround", "fetestexcept", "ffs", "ffsl", "ffsll", "finite", "finitef", "finitel",
	"floor", "floorf", "floorl", "fma", "fmaf", "fmal", "fmax", "fmaxf", "fmaxl", "fmin",
	"fminf", "fminl", "fmod", "fmodf", "fmodl", "frexp", "frexpf", "frexpl", "getegid",
	"getenv", "geteuid", "getgid", "getpid", "getppid", "getrusage", "gettid", "gettimeofday",
	"getuid", "htonl", "htons", "hypot", "hypotf", "hypotl", "ilogb", "ilogbf", "ilogbl",
	"imaxabs", "imaxdiv", "isalnum", "isalpha", "isascii", "isblank", "iscntrl", "isdigit",
	"isgraph", "isinf", "isinff", "isinfl", "islower", "isnan", "isnanf", "isnanl", "isprint",
	"ispunct", "isspace", "isupper", "iswalnum", "iswalpha", "iswblank", "iswcntrl",
	"iswdigit", "iswgraph", "iswlower", "iswprint", "iswpunct", "iswspace", "iswupper",
	"iswxdigit", "isxdigit", "labs", "ldexp", "ldexpf", "ldexpl", "ldiv", "lgamma", "lgammaf",
	"lgammal", "llabs", "lldiv", "llrint", "llrintf", "llrintl", "llround", "llroundf",
	"llroundl", "log", "log10", "log10f", "log10l", "log1p", "log1pf", "log1pl", "log2",
	"log2f", "log2l", "logb", "logbf", "logbl", "logf", "logl", "lrint", "lrintf", "lrintl",
	"lround", "lroundf", "lroundl", "memccpy", "memchr", "memcmp", "memcpy", "memmem",
	"memmove", "mempcpy", "memrchr", "memset", "modf", "modff", "modfl", "nearbyint",
	"nearbyintf", "nearbyintl", "nextafter", "nextafterf", "nextafterl", "nexttoward",
	"nexttowardf", "nexttowardl", "ntohl", "ntohs", "pow", "powf", "powl", "rand", "rand_r",
	"rawmemchr", "remainder", "remainderf", "remainderl", "remquo", "remquof", "remquol",
	"rint", "rintf", "rintl", "round", "roundeven", "roundevenf", "roundevenl", "roundf",
	"roundl", "scalbln", "scalblnf", "scalblnl", "scalbn", "scalbnf", "scalbnl",
	"secure_getenv", "sin", "sincos", "sincosf", "sincosl", "sinf", "sinh", "sinhf", "sinhl",
	"sinl", "sqrt", "sqrtf", "sqrtl", "srand", "stpcpy", "stpncpy", "strcasecmp", "strcasestr",
	"strcat", "strchr", "strchrnul", "strcmp", "strcpy", "strcspn", "strlcat", "strlcpy",
	"strlen", "strncasecmp", "strncat", "strncmp", "strncpy", "strnlen", "strpbrk", "strrchr",
	"strsep", "strspn", "strstr", "strtod", "strtof", "strtoimax", "strtok", "strtok_r",
	"strtol", "strtold", "strtoll", "strtoul", "strtoull", "strtoumax", "tan", "tanf", "tanh",
	"tanhf", "tanhl", "tanl", "tgamma", "tgammaf", "tgammal", "time", "times", "toascii",
	"tolower", "toupper", "towlower", "towupper", "trunc", "truncf", "truncl", "wcpcpy",
	"wcpncpy", "wcscat", "wcschr", "wcscmp", "wcscpy", "wcscspn", "wcslen", "wcsncat",
	"wcsncmp", "wcsncpy", "wcsnlen", "wcspbrk", "wcsrchr", "wcsspn", "wcsstr", "wcstok",
	"wmemchr", "wmemcmp", "wmemcpy", "wmemmove", "wmempcpy", "wmemset",
};
/* clang-format on */

static int compare(const void *symbol, const void *entry)
{
	return strcmp(symbol, *(const char *const *)entry);
}

bool mcc_function_is_harmless(const char *symbol)
{
	static const char prefix[] = "__builtin_";

	if (!strncmp(symbol, prefix, sizeof prefix - 1))
		symbol += sizeof prefix - 1;
	return bsearch(symbol, harmless, sizeof harmless / sizeof *harmless, sizeof *harmless,
		       compare) != NULL;
}
