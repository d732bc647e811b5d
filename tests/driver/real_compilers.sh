# Each compiler that we have a plugin for: compile and link, in one step and in two, C and C++,
# optimised at link time, shared, static and under sanitizers; without a warning.
. "$(dirname "$0")/support.bash"
write_program
sed -e 's/<stdio.h>/<iostream>/' -e 's/printf.*/std::cout << (work(10) != nullptr) << std::endl;/' main.c >main.cc

# Runs a memcc command that must not say anything.
silently() {
	get "$@"
	[[ -z $out$err ]] || die "$compiler: $last: $out$err"
}

linked() {
	silently memcc -fmemprof "$@" main.c work.c -o program
	runs_and_counts ./program
}

check_compiler() {
	local lto=-flto
	linked
	linked -O2 -g
	linked -static
	linked -fmemprof-mode=calls
	if [[ $compiler == clang-* ]]; then
		lto="-flto -fuse-ld=lld"
		command -v "ld.lld-${compiler#clang-}" >/dev/null || lto=
		[[ ! $lto ]] || lto="-flto -fuse-ld=$(type -P "ld.lld-${compiler#clang-}")"
		[[ ! $lto ]] || lto+=" -Wno-unused-command-line-argument"
	fi
	linked $lto -O2
	silently memcc -fmemprof -c -O1 work.c
	silently memcc -fmemprof -c main.c
	silently memcc -fmemprof main.o work.o -o program
	runs_and_counts ./program
	silently memcc -fmemprof -E work.c -o work.i
	silently memcc -fmemprof -fPIC -shared work.i -o libwork.so
	silently memcc -fmemprof main.c -L. -lwork -Wl,-rpath,"$work" -o program
	runs_and_counts ./program
	silently memcc -fmemprof -S work.c -o work.s
	silently memcc -fmemprof main.o work.s -o program
	runs_and_counts ./program
	silently memcc -fmemprof -fsyntax-only work.c main.c
	if command -v "${compiler/gcc/g++}" >/dev/null; then
		silently memc++ -fmemprof=all -O1 main.cc work.o -o program
		runs_and_counts ./program
	fi
}

each_compiler gcc-11 gcc-12 clang-14 clang-16 clang-19
