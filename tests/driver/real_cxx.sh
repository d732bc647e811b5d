# memc++ compiles and links C++ with profiled C in it.
. "$(dirname "$0")/support.bash"
real gcc-12
command -v g++-12 >/dev/null || skip "no g++-12"
write_program
sed -e 's/<stdio.h>/<iostream>/' -e 's/printf.*/std::cout << (work(10) != nullptr) << std::endl;/' main.c >main.cc
for options in '' -O2 -fmemprof=all '-fmemprof=all -O2' -static; do
	get memcc -fmemprof -c work.c
	get memc++ -fmemprof $options main.cc work.o -o program
	runs_and_counts ./program
	get memc++ $options -fno-memprof -c main.cc
done
