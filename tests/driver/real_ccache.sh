# Under ccache, in either order: hits give the same program; another plugin or compiler is no hit.
. "$(dirname "$0")/support.bash"
real gcc-12
command -v ccache >/dev/null || skip "no ccache"
write_program
export CCACHE_DIR=$work/cache
hits() {
	ccache --print-stats | awk '$1 == "direct_cache_hit" || $1 == "preprocessed_cache_hit" {sum += $2} END {print sum + 0}'
}

# A copy of the installation, whose plugin can change.
get cmake --install "$build" --prefix "$work/prefix"
export PATH=$work/prefix/bin:$PATH

ways=('ccache memcc' 'memcc')
check() {
	local compiler=$1 plugin=prefix/lib/memcc/$1/memcc.so
	for way in "${ways[@]}"; do
		rm -rf cache
		export MEMCC_CC=$compiler
		export CCACHE_COMPILERCHECK='%compiler% --memcc-id'
		[[ $way == memcc ]] && unset CCACHE_COMPILERCHECK && MEMCC_CC="ccache $compiler"
		build_once() {
			get $way -fmemprof -O2 -c work.c -o work.o
			get $way -fmemprof -O2 -c main.c -o main.o
			get $way -fmemprof main.o work.o -o program
			runs_and_counts ./program
		}
		build_once
		equal "$(hits)" 0 "$way: at first"
		build_once
		equal "$(hits)" 2 "$way: the second time"
		touch -d '2001-01-01' $plugin
		printf x >>$plugin
		build_once
		equal "$(hits)" 2 "$way: with another plugin"
		get $way -fmemprof=all -O2 -c main.c -o main.o
		equal "$(hits)" 2 "$way: with another option"
	done
}

check gcc-12
if have clang-16; then
	check clang-16
fi
