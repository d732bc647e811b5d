# -fno-memprof turns off and forgets; what comes later counts.
. "$(dirname "$0")/support.bash"
pretend
get "$memcc" -c a.c -fmemprof=all -fno-memprof
exactly gcc-12 -c a.c
get "$memcc" -c a.c -fmemprof=all -fno-memprof -fmemprof
has -D__MEMCC__=1
nowhere select=all
get "$memcc" -c a.c -fno-memprof -fmemprof=all
has -fplugin-arg-memcc-select=all
get "$memcc" a.o -fmemprof -fno-memprof
exactly gcc-12 a.o
