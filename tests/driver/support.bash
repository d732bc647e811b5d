# support.bash - for the tests of memcc. Sourced as: . support.bash, with the script's own arguments
# BUILD-DIRECTORY WORK-DIRECTORY.
#
# Leaves the test in an empty working directory. `pretend` gives it a compiler that only prints its
# words, and libraries that are empty files; without it all is real.

set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
build=$1
work=$2
memcc=$build/bin/memcc
memcxx=$build/bin/memc++
memprof=$build/bin/memprof
rm -rf "$work"
mkdir -p "$work"
cd "$work"
export TMPDIR=$work/tmp
mkdir "$TMPDIR"
unset MEMCC_CC MEMCC_CXX MEMCC_FLAGS MEMCC_LIBDIR MEMCC_OPTIONS CC CXX CFLAGS CXXFLAGS LDFLAGS MAKEFLAGS

die() {
	printf 'FAILED: %s\n' "$*" >&2
	exit 1
}

skip() {
	printf 'skipped: %s\n' "$*"
	exit 77
}

# A program `$1` that answers the question for the macros as compiler `$2` of version `$3` would,
# and prints its name and words, a line each, otherwise.
pretend_compiler() {
	local path=pretended/$1 kind=$2 version=$3
	{
		printf '#!/bin/bash\nkind=%s version=%s\n' "$kind" "$version"
		cat <<'EOF'
for word; do
	[[ $word == -m32 ]] && small=1
done
if [[ "$* " == *"-dM -E -x c /dev/null "* ]]; then
	echo "#define __GNUC__ $([[ $kind == gcc ]] && echo "$version" || echo 4)"
	[[ $kind == clang ]] && echo "#define __clang_major__ $version"
	[[ ${small-} ]] && echo "#define __i386__ 1" && exit
	echo "#define __$(uname -m)__ 1"
	echo "#define __LP64__ 1"
	exit
fi
printf '%s\n' "${0##*/}" "$@"
EOF
	} >"$path"
	chmod +x "$path"
}

pretend() {
	mkdir -p pretended libraries/gcc-12 libraries/clang-14
	touch libraries/{gcc-12,clang-14}/memcc.so libraries/wrap.rsp libraries/executable.list
	touch libraries/libmemcc_{rt.a,rt.so,rt_static.a,rt_nohooks.a,rt_untold.a,module.a}
	pretend_compiler gcc-12 gcc 12
	pretend_compiler g++-12 gcc 12
	pretend_compiler clang-14 clang 14
	pretend_compiler clang++-14 clang 14
	export MEMCC_LIBDIR=$work/libraries PATH=$work/pretended:$PATH MEMCC_CC=gcc-12
}

# Runs a command and keeps what it said in $out, its complaints in $err, its status in $status.
try() {
	status=0
	"$@" >out.txt 2>err.txt || status=$?
	out=$(<out.txt)
	err=$(<err.txt)
	last="$*"
}

# try, and it has to succeed.
get() {
	try "$@"
	[[ $status == 0 ]] || die "$last: status $status: $err"
}

# The command must fail with status 1 and one line of ours in which all these texts stand.
refused() {
	[[ $status == 1 ]] || die "$last: status $status, not 1: $err"
	[[ $err == "memcc: error: "* && $(wc -l <err.txt) == 1 ]] || die "$last: not one line: $err"
	local text
	for text; do
		[[ $err == *"$text"* ]] || die "$last: '$text' is not in: $err"
	done
}

# The compiler was given these words, one behind the other.
has() {
	local wanted
	wanted=$(printf '%s\n' "$@")
	[[ $'\n'$out$'\n' == *$'\n'"$wanted"$'\n'* ]] || die "$last: no '$*' in: $out"
}

hasnt() {
	local wanted
	wanted=$(printf '%s\n' "$@")
	[[ $'\n'$out$'\n' != *$'\n'"$wanted"$'\n'* ]] || die "$last: '$*' in: $out"
}

# No word of the compiler's contains this.
nowhere() {
	[[ $out != *"$1"* ]] || die "$last: '$1' in: $out"
}

# The words are exactly these, the search for <memprof.h> left out.
exactly() {
	local wanted found
	wanted=$(printf '%s\n' "$@")
	found=$(sed '/^-idirafter$/,+1d' <<<"$out")
	[[ $found == "$wanted" ]] || die "$last: got: $found"
}

equal() {
	[[ $1 == "$2" ]] || die "${3-$last}: '$1' is not '$2'"
}

# From here on for tests with real compilers, plugin and runtime.

# Whether the compiler and a plugin for it are there.
have() {
	command -v "$1" >/dev/null && [[ -e $build/lib/memcc/$1/memcc.so ]]
}

# Skips the test when the compiler or a plugin for it is not there.
real() {
	command -v "$1" >/dev/null || skip "no $1"
	[[ -e $build/lib/memcc/$1/memcc.so ]] || skip "no plugin for $1 was built"
	export MEMCC_CC=$1
	export PATH=$build/bin:$PATH MEMCC_OPTIONS=quiet=1
}

# Runs check_compiler with each of these $compiler that is there, as real does; skips the test when none is.
each_compiler() {
	local compiler checked=0
	for compiler; do
		have "$compiler" || continue
		real "$compiler"
		check_compiler
		checked=1
	done
	((checked)) || skip "no plugin was built"
}

# Sources of a small program: main.c calls, in a library, work(), of which 3 lines are expected.
write_program() {
	cat >work.h <<'EOF'
#ifdef __cplusplus
extern "C"
#endif
char *work(int rounds);
EOF
	cat >work.c <<'EOF'
#include <memprof.h>
#include <stdlib.h>
#include "work.h"

MEMPROF char *work(int rounds)
{
	char *kept = 0;
	for (int i = 0; i < rounds; i++) {
		free(kept);
		kept = malloc(100 + i);
	}
	return kept;
}
EOF
	cat >main.c <<'EOF'
#include <stdio.h>
#include "work.h"

int main(void)
{
	printf("%d\n", work(10) != 0);
	return 0;
}
EOF
}

# The figures of the program's only profile here; then the profile goes.
figures() {
	local profiles=(*.memprof)
	((${#profiles[@]} == 1)) && [[ -e ${profiles[0]} ]] || die "$last: profiles: ${profiles[*]}"
	"$memprof" report --json "${profiles[0]}" >profile.json || die "$last: memprof report failed"
	rm "${profiles[0]}"
	python3 - <<'EOF'
import json
for function in json.load(open('profile.json'))['functions']:
    for line in function['lines']:
        print(function['name'], line['line'], line['occurrences'], line['increment'])
EOF
}

# Runs a program made from write_program's sources and checks what it did and what was recorded.
runs_and_counts() {
	rm -f ./*.memprof
	get "$@"
	equal "$out" 1
	local found
	found=$(figures | grep '^work ')
	for wanted in 'work 9 10 -936' 'work 10 10 1045' 'work 12 1 0'; do
		grep -qx "$wanted" <<<"$found" || die "$last: no '$wanted' in: $found"
	done
}
