# With no plugin for the compiler, the error names it and those there are.
. "$(dirname "$0")/support.bash"
pretend
pretend_compiler clang-15 clang 15
pretend_compiler gcc-4 gcc 4
mkdir libraries/gcc-13 libraries/clang-9
touch libraries/clang-9/memcc.so

try "$memcc" --memcc-cc=clang-15 -fmemprof -c a.c
refused "no plugin for clang 15 (clang-15)" "there are: clang-9, clang-14, gcc-12"
try "$memcc" --memcc-cc=gcc-4 -fmemprof a.c
refused "no plugin for gcc 4 (gcc-4)"
[[ $err != *gcc-13* ]] || die "gcc-13 has no plugin but is listed: $err"
get "$memcc" --memcc-cc=clang-15 -c a.c
get "$memcc" --memcc-cc=clang-15 -fmemprof a.o

rm -r libraries/{gcc,clang}-*
try "$memcc" -fmemprof -c a.c
refused "no plugin for gcc 12 (gcc-12)" "none at all in $work/libraries"
printf '#!/bin/sh\necho no macros here\n' >pretended/tcc
chmod +x pretended/tcc
try "$memcc" --memcc-cc=tcc -fmemprof -c a.c
refused "'tcc'" "which compiler it is"
printf '#!/bin/sh\nexec cat /dev/urandom | head -c 100000\n' >pretended/noise
chmod +x pretended/noise
try "$memcc" --memcc-cc=noise -fmemprof -c a.c
refused "'noise'"
