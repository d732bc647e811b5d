# Every -fmemprof option arrives at the plugin as a key and a value, for both compilers.
. "$(dirname "$0")/support.bash"
pretend
printf 'fun:*\n' >list.txt

for compiler in gcc-12 clang-14; do
	export MEMCC_CC=$compiler
	get "$memcc" -c a.c -fmemprof
	has "-fplugin=$work/libraries/$compiler/memcc.so" "-fplugin-arg-memcc-directory=$work"
	has -D__MEMCC__=1
	nowhere select=
	nowhere mode=
	get "$memcc" -c a.c -fmemprof=all -fmemprof-functions='f*,g' -fmemprof-list=list.txt \
		-fmemprof-mode=calls -fmemprof-verbose
	has -fplugin-arg-memcc-select=all '-fplugin-arg-memcc-functions=f*,g' \
		"-fplugin-arg-memcc-list=$work/list.txt" -fplugin-arg-memcc-mode=calls \
		-fplugin-arg-memcc-verbose=1
	nowhere -fmemprof
done

# Each of them alone turns profiling on.
for option in -fmemprof=all -fmemprof-functions=f -fmemprof-list=list.txt -fmemprof-mode=inline -fmemprof-verbose; do
	get "$memcc" -c a.c "$option"
	has -D__MEMCC__=1
done
# GCC would stumble over a second '=', so it is coded.
get "$memcc" -c a.c -fmemprof-functions='operator==,100%'
has '-fplugin-arg-memcc-functions=operator%3d%3d,100%25'
