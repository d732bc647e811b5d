# A plugin that lies in another compiler's place is refused in one line that names both versions.
. "$(dirname "$0")/support.bash"
compilers=()
for compiler in gcc-11 gcc-12 clang-14 clang-16 clang-19; do
	have "$compiler" || continue
	compilers+=("$compiler")
done
((${#compilers[@]} > 1)) || skip "there are not two plugins"
echo 'int main(void) { return 0; }' >a.c

for compiler in "${compilers[@]}"; do
	for other in "${compilers[@]}"; do
		[[ $other != "$compiler" && ${other%-*} == "${compiler%-*}" ]] || continue
		mkdir -p libraries/$compiler
		cp "$build/lib/memcc/$other/memcc.so" libraries/$compiler/
		try env MEMCC_LIBDIR="$work/libraries" "$memcc" --memcc-cc=$compiler -fmemprof -c a.c
		[[ $status == 1 ]] || die "$last: status $status: $err"
		grep -qiE "this plugin is for (gcc|clang) ${other#*-}, but the compiler is (gcc|clang) ${compiler#*-}" err.txt ||
			die "$last, with the plugin of $other: $err"
	done
done
