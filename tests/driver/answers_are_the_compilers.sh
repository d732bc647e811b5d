# Questions are answered by the compiler itself, with -fmemprof as without.
. "$(dirname "$0")/support.bash"
command -v gcc-12 >/dev/null || skip "no gcc-12"
export MEMCC_CC=gcc-12
export MEMCC_LIBDIR=$work/nothing-there

for question in --version -dumpversion -dumpfullversion -dumpmachine -dumpspecs --help --target-help \
	--help=warnings -print-search-dirs -print-file-name=libc.so -print-prog-name=ld \
	-print-libgcc-file-name -print-multi-os-directory -v '-v -dumpversion' '-### -dumpmachine' \
	'-Q --help=optimizers -O2'; do
	status=0
	gcc-12 $question >wanted.txt 2>&1 || status=$?
	wanted=$status
	for ours in '' -fmemprof -fmemprof=all; do
		status=0
		"$memcc" $ours $question >got.txt 2>&1 || status=$?
		equal "$status" "$wanted" "$question"
		sed -Ei 's/cc[[:alnum:]]{6}\b//g' wanted.txt got.txt
		cmp -s wanted.txt got.txt || die "memcc $ours $question: $(diff wanted.txt got.txt)"
	done
done
get "$memcc" --memcc-version
[[ $out =~ ^memcc\ [0-9]+\.[0-9]+\.[0-9]+$ ]] || die "version: $out"
get "$memcc" --memcc-help
for option in $(grep -o '{"-f[a-z=-]*"' "$here/../../driver/memcc/ours.c" | tr -d '{"'); do
	[[ $out == *"$option"* ]] || die "--memcc-help does not tell of $option"
done
