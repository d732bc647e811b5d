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
	touch libraries/libmemcc_{rt.a,rt.so,rt_static.a,rt_nohooks.a,module.a}
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
