# make -j with CC=memcc.
. "$(dirname "$0")/support.bash"
real gcc-12
command -v make >/dev/null || skip "no make"
write_program
cat >Makefile <<'EOF'
CFLAGS = -O2 -fmemprof
OBJECTS = main.o $(addsuffix .o,$(addprefix part,1 2 3 4 5 6 7 8))
program: $(OBJECTS) libwork.a
	$(CC) $(CFLAGS) $^ $(LDLIBS) -o $@
libwork.a: libwork.a(work.o)
$(OBJECTS) work.o: work.h
EOF
for part in 1 2 3 4 5 6 7 8; do
	echo "int part$part(void) { return $part; }" >part$part.c
done
get make -j4 CC=memcc
runs_and_counts ./program
