# -E gives the text that the compiler alone would give; dependencies, too.
. "$(dirname "$0")/support.bash"
real gcc-12
write_program
for source in work.c main.c; do
	for options in -E '-E -P' '-E -dM' -M -MM; do
		get gcc-12 -D__MEMCC__=1 -idirafter "$build/include" $options $source
		plain=$out
		get memcc -fmemprof $options $source
		equal "$out" "$plain" "$options $source"
	done
done
get memcc -E work.c
get memcc -fmemprof -MD -MF work.d -c work.c
grep -q 'work.o: work.c.*' work.d || die "no dependencies"
get memcc -fmemprof -E work.c -o work.i
get memcc -fmemprof main.c work.i -o program
runs_and_counts ./program
get memcc -fmemprof -fsyntax-only work.c
[[ -z $out$err ]] || die "$out$err"
get memcc -fmemprof work.h
[[ -e work.h.gch ]] || die "no precompiled header"
get memcc -fmemprof main.c work.c -o program
runs_and_counts ./program
