# Runtime and linker options come with a link, and only then.
. "$(dirname "$0")/support.bash"
pretend

for stop in -c -S -E -M -MM -fsyntax-only --analyze -emit-ast -r -Wl,-r; do
	get "$memcc" -fmemprof a.c "$stop"
	nowhere libmemcc
	nowhere abi
done
get "$memcc" -fmemprof a.c -Xlinker -r
nowhere libmemcc
for words in a.c a.o 'a.c b.o' '-lm' '-l m' 'a.c -MD -MF d' 'a.c -shared-libgcc' 'a.unknown' '-x c -'; do
	get "$memcc" -fmemprof $words
	has -Wl,-u,__memcc_abi_1_link_with_memcc "$work/libraries/libmemcc_rt.a" -Xlinker --dynamic-list \
		-Xlinker "$work/libraries/executable.list"
done
# Headers alone are precompiled; no input means only talk.
for words in a.h '-x c-header a.c' 'a.h -o a.h.gch' '' -v -dumpversion -print-search-dirs --version '-print-prog-name=ld a.c' -Wl,--version; do
	get "$memcc" -fmemprof $words
	nowhere libmemcc
done
get "$memcc" -fmemprof a.h b.o
has "$work/libraries/libmemcc_rt.a"

rm libraries/libmemcc_rt.a
try "$memcc" -fmemprof a.o
refused libmemcc_rt.a "not completely installed"
