# MEMCC_CC may hold a launcher; --memcc-launch makes memcc one.
. "$(dirname "$0")/support.bash"
pretend
printf '#!/bin/bash\nprintf "%%s\\n" launched "$@"\n' >pretended/cache
chmod +x pretended/cache
mkdir 'with blank'
cp pretended/gcc-12 'with blank/gcc-12'

get env MEMCC_CC='cache --quiet gcc-12' "$memcc" -c a.c -fmemprof
has launched --quiet gcc-12
has "-fplugin=$work/libraries/gcc-12/memcc.so"
get env MEMCC_CC='cache gcc-12' "$memcxx" a.o
has launched g++-12 a.o
try env MEMCC_CC='nocache gcc-12' "$memcc" a.o
refused "'nocache' not found"
get env MEMCC_CC="$work/with blank/gcc-12" "$memcc" a.o
exactly gcc-12 a.o

get "$memcc" --memcc-launch clang++-14 -c a.cc -fmemprof
has "-fplugin=$work/libraries/clang-14/memcc.so"
has -c a.cc
get "$memcc" --memcc-launch "$memcc" -c a.c
exactly gcc-12 -c a.c
get "$memcc" --memcc-launch "$memcxx" -c a.c
exactly g++-12 -c a.c
try "$memcc" --memcc-launch
refused --memcc-launch
