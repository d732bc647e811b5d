# Only C and C++ get the plugin, told by -x or the name; mixed with others, all do.
. "$(dirname "$0")/support.bash"
pretend

for name in a.c a.i a.ii a.cc a.cpp a.cxx a.C a.c++ a.h a.hpp dir.s/a.c; do
	get "$memcc" -fmemprof -c "$name"
	has -D__MEMCC__=1
done
for name in a.s a.S a.f90 a.F a.adb a.d a.go a.m a.mm a.ll a.o a.c.o a.a libx.so.1 c dir.c/a; do
	get "$memcc" -fmemprof -c "$name"
	nowhere -fplugin
done
for language in c c++ c-header c++-header cpp-output c++-cpp-output; do
	get "$memcc" -fmemprof -c -x $language a.unknown
	has -D__MEMCC__=1
	get "$memcc" -fmemprof -c -x$language -
	has -D__MEMCC__=1
	get "$memcc" -fmemprof -c --language=$language -
	has -D__MEMCC__=1
done
for language in assembler assembler-with-cpp f95 ada objective-c ir; do
	get "$memcc" -fmemprof -c -x $language a.c
	nowhere -fplugin
done
get "$memcc" -fmemprof -c -x assembler a.c -x none b.c
has -D__MEMCC__=1
get "$memcc" -fmemprof -c a.s b.c
has -D__MEMCC__=1
