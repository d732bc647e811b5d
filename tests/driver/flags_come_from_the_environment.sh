# MEMCC_FLAGS adds options of ours before the command line's.
. "$(dirname "$0")/support.bash"
pretend
get env MEMCC_FLAGS='-fmemprof=all  "-fmemprof-functions=a b"' "$memcc" -c a.c
has -fplugin-arg-memcc-select=all '-fplugin-arg-memcc-functions=a b'
get env MEMCC_FLAGS=-fmemprof=all "$memcc" -c a.c -fno-memprof
exactly gcc-12 -c a.c
get env MEMCC_FLAGS= "$memcc" -c a.c
exactly gcc-12 -c a.c
try env MEMCC_FLAGS='-fmemprof -O2' "$memcc" -c a.c
refused MEMCC_FLAGS "'-O2'"
try env MEMCC_FLAGS='-fmemproof' "$memcc" -c a.c
refused "'-fmemproof'"
