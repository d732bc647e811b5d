# Together with sanitizers and --coverage a profiled program runs and counts its lines.
. "$(dirname "$0")/support.bash"
real gcc-12
write_program
counts() {
	rm -f ./*.memprof
	get ./program
	equal "$out" 1
	figures | grep -q '^work 10 10 ' || die "$last: $(cat profile.json)"
}
for options in -fsanitize=undefined -fsanitize=address -fsanitize=address,undefined -fsanitize=thread -fsanitize=leak --coverage -pg; do
	get memcc -fmemprof $options -O1 main.c work.c -o program
	export ASAN_OPTIONS=detect_leaks=0 LSAN_OPTIONS=exitcode=0
	counts
done
