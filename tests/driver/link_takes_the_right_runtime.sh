# Executable, shared, static and sanitized links each get their runtime, behind the inputs.
. "$(dirname "$0")/support.bash"
pretend
lib=$work/libraries

get "$memcc" -fmemprof a.o -o a -lm
exactly gcc-12 a.o -o a -lm -Wl,-u,__memcc_abi_1_link_with_memcc "$lib/libmemcc_rt.a" \
	-Xlinker --dynamic-list -Xlinker "$lib/executable.list"
for option in -shared --shared; do
	get "$memcc" -fmemprof $option a.o
	exactly gcc-12 $option a.o -Wl,-u,__memcc_abi_1_link_with_memcc -Wl,-u,__memcc_delta "$lib/libmemcc_module.a" \
		"$lib/libmemcc_rt.so" -Xlinker -rpath -Xlinker "$lib"
done
for option in -static -static-pie --static; do
	get "$memcc" -fmemprof $option a.o
	exactly gcc-12 $option a.o -Wl,-u,__memcc_abi_1_link_with_memcc "@$lib/wrap.rsp" "$lib/libmemcc_rt_static.a"
done
for option in -static-libgcc -static-libstdc++ -pie -no-pie -rdynamic -fsanitize=undefined '-fsanitize=address -fno-sanitize=all'; do
	get "$memcc" -fmemprof $option a.o
	has "$lib/libmemcc_rt.a"
done
for option in -fsanitize=address -fsanitize=address,leak '-fsanitize=leak -fsanitize=address' -fsanitize=hwaddress; do
	get "$memcc" -fmemprof $option a.o
	has "$lib/libmemcc_rt_nohooks.a"
	hasnt "$lib/libmemcc_rt.a"
done
for option in -fsanitize=undefined,thread -fsanitize=leak -fsanitize=memory '-fsanitize=address,leak -fno-sanitize=address'; do
	get "$memcc" -fmemprof $option a.o
	has "$lib/libmemcc_rt_untold.a"
	hasnt "$lib/libmemcc_rt.a"
done
# -x would make C of our archive.
get "$memcc" -fmemprof -x c a
has -xnone -Wl,-u,__memcc_abi_1_link_with_memcc
get "$memcc" -fmemprof -xc a -x none b.o
nowhere -xnone
# Behind "--" there is no place for options.
get "$memcc" -fmemprof -- -a.c b.o
has ./-a.c b.o -Wl,-u,__memcc_abi_1_link_with_memcc
hasnt --
