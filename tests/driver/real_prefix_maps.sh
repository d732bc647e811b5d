# -ffile-prefix-map and -fdebug-prefix-map rename the build directory and the sources, as in debug
# information; the object does not depend on where it was built, and the source is still told from another.
. "$(dirname "$0")/support.bash"
for compiler in gcc-12 gcc-11 clang-16 clang-14 clang-19; do
	have "$compiler" || continue
	real $compiler
	tried=1
	for folder in first second; do
		rm -rf $folder
		mkdir -p $folder/sub
		cd $folder
		write_program
		get memcc -fmemprof -O2 -ffile-prefix-map="$PWD=." -c "$PWD/work.c" -o sub/work.o
		grep -q "$PWD" sub/work.o && die "$compiler: the build directory is in the object"
		get memcc -fmemprof -O2 -c main.c -o sub/main.o
		get memcc sub/work.o sub/main.o -o program
		cd ..
	done
	cmp first/sub/work.o second/sub/work.o || die "$compiler: the objects differ"
	cd second
	runs_and_counts ./program
	equal "$(python3 -c "import json; print(json.load(open('profile.json'))['functions'][0]['file'])")" ./work.c
	# What does not belong to debug information is no matter; with GCC the last one that fits wins.
	again=()
	[[ $compiler == gcc-* ]] && again=(-fdebug-prefix-map="$PWD=/first")
	get memcc -fmemprof -O2 -fmacro-prefix-map="$PWD=/nowhere" "${again[@]}" \
		-fdebug-prefix-map="$PWD=/last" main.c "$PWD/work.c" -o program
	runs_and_counts ./program
	equal "$(python3 -c "import json; print(json.load(open('profile.json'))['functions'][0]['file'])")" /last/work.c
	get ./program
	echo '/* changed since the build */' >>work.c
	get memprof report --source-dir . ./*.memprof
	[[ "$out$err" == *"changed"* ]] || die "$compiler: a changed source is not said: $out$err"
	cd ..
done
[[ ${tried-} ]] || skip "no compiler"
