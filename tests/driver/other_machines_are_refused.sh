# -fmemprof for a machine that the runtime is not made for is an error; without it, it is not.
. "$(dirname "$0")/support.bash"
pretend
try "$memcc" -m32 -fmemprof -c a.c
refused -m32 gcc-12
get "$memcc" -m32 -c a.c
exactly gcc-12 -m32 -c a.c
get "$memcc" -m64 -fmemprof -c a.c
has -m64 -c a.c
