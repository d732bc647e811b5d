# Without -fmemprof the compiler gets the user's words as they are, whatever they are.
. "$(dirname "$0")/support.bash"
pretend

get "$memcc" -c a.c -o 'a b.o' -O2
exactly gcc-12 -c a.c -o 'a b.o' -O2
get "$memcc" a.o -lm
exactly gcc-12 a.o -lm
get "$memcc" -fno-memprof a.c -static -shared
exactly gcc-12 a.c -static -shared
get "$memcc" -c -- -odd.c
exactly gcc-12 -c -- -odd.c
get "$memcc"
exactly gcc-12

# An argument of another option is none of ours, even if it looks so.
for option in -o -D -MF -MT -Xlinker -Xassembler -Xpreprocessor -Xclang -include -T -u -z -aux-info --param; do
	get "$memcc" "$option" -fmemprof a.c
	exactly gcc-12 "$option" -fmemprof a.c
done
get "$memcc" -fmemprof -c a.c -o -fmemprof=nonsense
has -o -fmemprof=nonsense
# The last word may lack its argument: the compiler shall complain, not we.
get "$memcc" -c a.c -o
exactly gcc-12 -c a.c -o
