# Objects compiled with -fmemprof bring the runtime along wherever they are linked; others do not; files that
# only look like objects do no harm.
. "$(dirname "$0")/support.bash"
real gcc-12
write_program
get memcc -fmemprof -O2 -c main.c work.c
get memcc main.o work.o -o plain_words
runs_and_counts ./plain_words
ar rc libwork.a work.o
get memcc -O2 -c main.c -o other.o
get memcc other.o libwork.a -o from_archive
runs_and_counts ./from_archive
echo "main.o work.o -o from_file" >words
get memcc @words
runs_and_counts ./from_file
get memcc -o behind_dashes -- main.o work.o
runs_and_counts ./behind_dashes
get memcc -static main.o work.o -o static_one
runs_and_counts ./static_one

get memcc -O2 -c main.c work.c
get memcc main.o work.o -o plain
nm plain >symbols
grep -q __memcc symbols && die "a plain program was given the runtime"
get memcc -fmemprof -O2 -c main.c work.c
memcc -fno-memprof main.o work.o -o refused 2>errors && die "-fno-memprof linked profiled objects"
grep -q __memcc errors || die "said: $(cat errors)"

# Hostile: cut short anywhere, or with wild offsets.
survives() {
	status=0
	memcc "$1" -o hostile 2>/dev/null || status=$?
	[ $status -lt 128 ] || die "crashed on $2"
}
size=$(stat -c %s main.o)
for cut in 1 8 20 63 64 65 100 $((size / 2)) $((size - 64)) $((size - 1)); do
	head -c "$cut" main.o >cut.o
	survives cut.o "$cut bytes of an object"
	{ printf '!<arch>\n%-16s%-12s%-6s%-6s%-8s%-10s`\n' x/ 0 0 0 644 9999999999; cat cut.o; } >cut.a
	survives cut.a "an archive with $cut bytes of an object"
done
for offset in 40 58 60 62; do
	cp main.o wild.o
	printf '\xff\xff\xff\xff' | dd of=wild.o bs=1 seek=$offset conv=notrunc 2>/dev/null
	survives wild.o "a wild offset at $offset"
done
