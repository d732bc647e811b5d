# Blanks, commas, '=' and '%' in directories change nothing.
. "$(dirname "$0")/support.bash"
pretend
for name in 'a b' 'a,b' 'a=b' '100%' 'quote"s' $'line\nend'; do
	mkdir "$name"
	mv libraries "$name/libraries"
	export MEMCC_LIBDIR=$work/$name/libraries
	(
		cd "$name"
		get "$memcc" -fmemprof a.c -shared
		has "$MEMCC_LIBDIR/libmemcc_rt.so" -Xlinker -rpath -Xlinker "$MEMCC_LIBDIR"
		has "-fplugin=$MEMCC_LIBDIR/gcc-12/memcc.so"
		coded=${PWD//%/%25}
		has "-fplugin-arg-memcc-directory=${coded//=/%3d}"
	)
	mv "$name/libraries" libraries
done
