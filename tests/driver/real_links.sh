# One program, linked in every way: it runs and its figures are the same.
. "$(dirname "$0")/support.bash"
real gcc-12
write_program

for options in '' -pie -no-pie '-no-pie -fno-pie' -O0 -O3 -g -flto '-flto -O2' -static '-static -O2' -static-pie -rdynamic \
	-pipe -save-temps -fuse-ld=gold -fuse-ld=lld '-Wl,--gc-sections -ffunction-sections' -fPIC -s -Wl,-z,now \
	-mcmodel=large '-mcmodel=large -no-pie -fno-pie' '-mcmodel=large -no-pie -fno-pie -O2' \
	'-ffunction-sections -Wl,--gc-sections -fuse-ld=gold' '-ffunction-sections -Wl,--gc-sections -fuse-ld=lld'; do
	linker=${options##*-fuse-ld=}
	[[ $options != *-fuse-ld=* ]] || command -v "ld.$linker" >/dev/null || continue
	get memcc -fmemprof $options main.c work.c -o program
	[[ -z $err ]] || die "$last: $err"
	runs_and_counts ./program
	# And in steps.
	get memcc -fmemprof $options -c main.c -o main.o
	get memcc -fmemprof $options -c work.c -o work.o
	get memcc -fmemprof $options main.o work.o -o program
	runs_and_counts ./program
done

# A static library; an object linked of objects; assembler in between.
rm -f libwork.a
ar rc libwork.a work.o
get memcc -fmemprof main.o -L. -lwork -o program
runs_and_counts ./program
get memcc -fmemprof -r main.o work.o -o both.o
get memcc -fmemprof both.o -o program
runs_and_counts ./program
get memcc -fmemprof -S work.c
get memcc -fmemprof main.c work.s -o program
runs_and_counts ./program
# A shared library, profiled or used by a program that is not.
get memcc -fmemprof -fPIC -shared work.c -o libwork.so
get memcc -fmemprof main.c -L. -lwork -Wl,-rpath,"$work" -o program
runs_and_counts ./program
# (In a program that is not, the C library's malloc comes first, unless the runtime is preloaded.)
get gcc-12 main.c -L. -lwork -Wl,-rpath,"$work" -o program
runs_and_counts env LD_PRELOAD="$build/lib/memcc/libmemcc_rt.so" ./program
# Standard input, -x, @file.
runs_from_stdin() {
	memcc -fmemprof -x c - main.c -o program <work.c
}
get runs_from_stdin
get ./program
echo '-fmemprof -O2 main.c work.c -o program' >words.rsp
get memcc @words.rsp
runs_and_counts ./program
# Only the object to be profiled has to be compiled with it; the link knows it by itself.
get memcc -c main.c
get memcc -fmemprof -c work.c
get memcc -fmemprof main.o work.o -o program
runs_and_counts ./program
get memcc main.o work.o -o program
runs_and_counts ./program
