/* options.c - the table of options.h.
 *
 * Made from the manuals and `--help=separate` of GCC and from Clang's driver. An option with a
 * separate argument has to be here; tests/driver/option_table.c checks the table's own rules and
 * asks the installed compilers.
 */
#include "options.h"
#include <stdlib.h>
#include <string.h>

enum { LONGEST_PREFIX = 20 }; /* of the names that may go on */

#define NEXT(name, means)                                                                          \
	{                                                                                          \
		name, TAKES_NEXT, MEANS_##means                                                    \
	}
#define EXACT(name, means)                                                                         \
	{                                                                                          \
		name, 0, MEANS_##means                                                             \
	}
#define PREFIX(name, means)                                                                        \
	{                                                                                          \
		name, IS_PREFIX, MEANS_##means                                                     \
	}
#define PAIR(name, means)                                                                          \
	{                                                                                          \
		name, IS_PREFIX | ALSO_NEXT, MEANS_##means                                         \
	}
#define BOTH(name, means)                                                                          \
	{                                                                                          \
		name, IS_PREFIX | TAKES_NEXT, MEANS_##means                                        \
	}

const struct option option_table[] = {
	EXACT("--", INPUTS),
	EXACT("--analyze", NO_LINK),
	NEXT("--analyzer-output", NOTHING),
	EXACT("--assemble", NO_LINK),
	NEXT("--assert", NOTHING),
	EXACT("--compile", NO_LINK),
	NEXT("--config", NOTHING),
	NEXT("--define-macro", NOTHING),
	EXACT("--dependencies", NO_LINK),
	NEXT("--dump", NOTHING),
	NEXT("--dumpbase", NOTHING),
	NEXT("--dumpbase-ext", NOTHING),
	NEXT("--dumpdir", NOTHING),
	NEXT("--entry", NOTHING),
	NEXT("--for-assembler", NOTHING),
	NEXT("--for-linker", NOTHING),
	NEXT("--force-link", NOTHING),
	EXACT("--help", INFORMATION),
	PREFIX("--help=", INFORMATION),
	NEXT("--imacros", NOTHING),
	NEXT("--include", NOTHING),
	NEXT("--include-directory", NOTHING),
	NEXT("--include-directory-after", NOTHING),
	NEXT("--include-prefix", NOTHING),
	NEXT("--include-with-prefix", NOTHING),
	NEXT("--include-with-prefix-after", NOTHING),
	NEXT("--include-with-prefix-before", NOTHING),
	NEXT("--language", LANGUAGE),
	PREFIX("--language=", LANGUAGE),
	NEXT("--library-directory", NOTHING),
	NEXT("--output", NOTHING),
	NEXT("--output-pch=", NOTHING),
	NEXT("--param", NOTHING),
	EXACT("--precompile", NO_LINK),
	NEXT("--prefix", NOTHING),
	EXACT("--preprocess", NO_LINK),
	PREFIX("--print-", INFORMATION),
	NEXT("--serialize-diagnostics", NOTHING),
	EXACT("--shared", SHARED),
	NEXT("--specs", NOTHING),
	EXACT("--static", STATIC),
	EXACT("--static-pie", STATIC),
	NEXT("--sysroot", NOTHING),
	EXACT("--target-help", INFORMATION),
	PREFIX("--target=", TARGET),
	NEXT("--undefine-macro", NOTHING),
	EXACT("--user-dependencies", NO_LINK),
	EXACT("--version", INFORMATION),
	NEXT("--vfsoverlay", NOTHING),
	NEXT("-A", NOTHING),
	NEXT("-B", NOTHING),
	NEXT("-D", NOTHING),
	EXACT("-E", NO_LINK),
	NEXT("-F", NOTHING),
	NEXT("-G", NOTHING),
	NEXT("-Hd", NOTHING),
	NEXT("-Hf", NOTHING),
	NEXT("-I", NOTHING),
	NEXT("-J", NOTHING),
	NEXT("-L", NOTHING),
	EXACT("-M", NO_LINK),
	NEXT("-MF", NOTHING),
	NEXT("-MJ", NOTHING),
	EXACT("-MM", NO_LINK),
	NEXT("-MQ", NOTHING),
	NEXT("-MT", NOTHING),
	EXACT("-S", NO_LINK),
	NEXT("-T", NOTHING),
	NEXT("-Tbss", NOTHING),
	NEXT("-Tdata", NOTHING),
	NEXT("-Ttext", NOTHING),
	NEXT("-U", NOTHING),
	PREFIX("-Wl,", LINKER),
	NEXT("-Xanalyzer", NOTHING),
	PAIR("-Xarch_", NOTHING),
	NEXT("-Xassembler", NOTHING),
	NEXT("-Xclang", NOTHING),
	NEXT("-Xcuda-fatbinary", NOTHING),
	NEXT("-Xcuda-ptxas", NOTHING),
	NEXT("-Xf", NOTHING),
	NEXT("-Xlinker", LINKER),
	NEXT("-Xoffload-linker", NOTHING),
	NEXT("-Xopenmp-target", NOTHING),
	PAIR("-Xopenmp-target=", NOTHING),
	NEXT("-Xpreprocessor", NOTHING),
	NEXT("-arch", NOTHING),
	NEXT("-arcmt-migrate-report-output", NOTHING),
	NEXT("-aux-info", NOTHING),
	NEXT("-b", NOTHING),
	EXACT("-c", NO_LINK),
	EXACT("-cc1", INFORMATION),
	EXACT("-cc1as", INFORMATION),
	NEXT("-ccc-arcmt-migrate", NOTHING),
	NEXT("-ccc-gcc-name", NOTHING),
	NEXT("-ccc-install-dir", NOTHING),
	NEXT("-ccc-objcmt-migrate", NOTHING),
	NEXT("-cxx-isystem", NOTHING),
	NEXT("-darwin-target-variant", NOTHING),
	NEXT("-darwin-target-variant-triple", NOTHING),
	NEXT("-dependency-dot", NOTHING),
	NEXT("-dependency-file", NOTHING),
	NEXT("-dsym-dir", NOTHING),
	NEXT("-dumpbase", NOTHING),
	NEXT("-dumpbase-ext", NOTHING),
	NEXT("-dumpdir", NOTHING),
	EXACT("-dumpfullversion", INFORMATION),
	EXACT("-dumpmachine", INFORMATION),
	EXACT("-dumpspecs", INFORMATION),
	EXACT("-dumpversion", INFORMATION),
	NEXT("-e", NOTHING),
	EXACT("-emit-ast", NO_LINK),
	NEXT("-fdebug-compilation-dir", NOTHING),
	NEXT("-fexperimental-openacc-macro-override", NOTHING),
	NEXT("-filelist", NOTHING),
	NEXT("-fintrinsic-modules-path", NOTHING),
	NEXT("-fmodules-user-build-path", NOTHING),
	PREFIX("-fno-sanitize=", NO_SANITIZE),
	NEXT("-framework", NOTHING),
	PREFIX("-fsanitize=", SANITIZE),
	EXACT("-fsyntax-only", NO_LINK),
	NEXT("-ftrapv-handler", NOTHING),
	NEXT("-gcc-toolchain", NOTHING),
	NEXT("-gen-cdb-fragment-path", NOTHING),
	NEXT("-gnatO", NOTHING),
	NEXT("-h", NOTHING),
	NEXT("-hlsl-entry", NOTHING),
	NEXT("-iapinotes-modules", NOTHING),
	NEXT("-idirafter", NOTHING),
	NEXT("-iframework", NOTHING),
	NEXT("-iframeworkwithsysroot", NOTHING),
	NEXT("-imacros", NOTHING),
	NEXT("-imultiarch", NOTHING),
	NEXT("-imultilib", NOTHING),
	NEXT("-include", NOTHING),
	NEXT("-include-pch", NOTHING),
	NEXT("-iprefix", NOTHING),
	NEXT("-iquote", NOTHING),
	NEXT("-isysroot", NOTHING),
	NEXT("-isystem", NOTHING),
	NEXT("-isystem-after", NOTHING),
	NEXT("-ivfsoverlay", NOTHING),
	NEXT("-iwithprefix", NOTHING),
	NEXT("-iwithprefixbefore", NOTHING),
	NEXT("-iwithsysroot", NOTHING),
	BOTH("-l", LIBRARY),
	EXACT("-m16", TARGET),
	EXACT("-m32", TARGET),
	EXACT("-m64", TARGET),
	NEXT("-meabi", NOTHING),
	NEXT("-mllvm", NOTHING),
	NEXT("-mmlir", NOTHING),
	NEXT("-module-dependency-dir", NOTHING),
	NEXT("-mthread-model", NOTHING),
	EXACT("-mx32", TARGET),
	NEXT("-o", NOTHING),
	PREFIX("-print-", INFORMATION),
	EXACT("-r", RELOCATABLE),
	NEXT("-resource-dir", NOTHING),
	NEXT("-rpath", NOTHING),
	NEXT("-serialize-diagnostics", NOTHING),
	EXACT("-shared", SHARED),
	NEXT("-specs", NOTHING),
	EXACT("-static", STATIC),
	EXACT("-static-pie", STATIC),
	NEXT("-stdlib++-isystem", NOTHING),
	NEXT("-target", TARGET),
	NEXT("-u", NOTHING),
	NEXT("-validator-version", NOTHING),
	EXACT("-verify-pch", NO_LINK),
	NEXT("-vfsoverlay", NOTHING),
	NEXT("-working-directory", NOTHING),
	NEXT("-wrapper", NOTHING),
	BOTH("-x", LANGUAGE),
	NEXT("-z", NOTHING),
};
const size_t option_count = sizeof option_table / sizeof *option_table;

/* Compares the first `length` characters of a word with a whole name. */
static int compare(const char *word, size_t length, const char *name)
{
	int order = strncmp(word, name, length);

	if (order == 0 && name[length])
		return -1;
	return order;
}

static const struct option *find_exactly(const char *word, size_t length)
{
	size_t low = 0, high = option_count;

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = compare(word, length, option_table[middle].name);

		if (order == 0)
			return &option_table[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

const struct option *option_find(const char *word)
{
	size_t length = strlen(word);
	const struct option *found = find_exactly(word, length);

	/* Only prefixes are left; a long word costs no more than a short one. */
	for (length = length > LONGEST_PREFIX ? LONGEST_PREFIX : length; !found && length > 1;
	     length--) {
		found = find_exactly(word, length);
		if (found && !(found->takes & IS_PREFIX))
			found = NULL;
	}
	return found;
}
