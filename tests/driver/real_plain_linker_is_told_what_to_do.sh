# A profiled object that another compiler links: what is missing says so by its name. In a C project whose
# tests are C++, CXX=memc++ or pkg-config's words are enough.
. "$(dirname "$0")/support.bash"
real gcc-12
write_program
cat >main.cc <<'EOF'
#include <cstdio>
#include "work.h"

int main()
{
	std::printf("%d\n", work(10) != nullptr);
}
EOF
get memcc -fmemprof -O2 -c work.c
ar rcs libwork.a work.o
try g++-12 main.cc work.o -o plain
[[ $status != 0 && $err == *link_with_memcc* ]] || die "$last: status $status: $err"
try g++-12 main.cc -L. -lwork -o plain
[[ $status != 0 && $err == *link_with_memcc* ]] || die "$last: status $status: $err"
get memc++ main.cc work.o -o mixed
runs_and_counts ./mixed
get memc++ main.cc libwork.a -o mixed
runs_and_counts ./mixed
if command -v pkg-config >/dev/null; then
	export PKG_CONFIG_PATH=$build/lib/pkgconfig
	get g++-12 main.cc work.o $(pkg-config --libs memcc) -o plain
	runs_and_counts ./plain
fi
