# A file cut at any byte, foreign, empty, random, huge: an answer or one clear line, never a crash.
. "$(dirname "$0")/support.bash"

cat >whole.dat <<'DATA'
CMDLINE ./program with arguments
MEMPROF 1 rss 0.1 4242
MEM 1.500000 1700000000.1000
HEAP 1024 1700000000.1000
CHLD 77 2.250000 1700000000.1000
HIGH rss 9.000000 1700000000.2000
MEM 2.500000 1700000000.2000
FUNC main.work 1.5 1700000000.1 2.5 1700000000.2 0
LINE 1700000000.2 4096 work main.c:7
MARK 2.0 1700000000.2 half way
END 1700000000.3 exit 0
DATA
size=$(stat -c %s whole.dat)
for ((cut = 0; cut <= size; cut++)); do
	head -c "$cut" whole.dat >cut.dat
	"$memprof" plot --terminal cut.dat >out 2>err
	status=$?
	[ $status -le 1 ] || fail "cut at $cut: status $status"
	[ $status = 0 ] || grep -q '^memprof: error: cut.dat: ' err || fail "cut at $cut: $(cat err)"
done
expect "the whole file" $status 0

: >empty.dat
head -c 100000 /dev/urandom >random.dat
cp "$memprof" foreign.dat
head -c 3000000 /dev/zero | tr '\0' 'M' >line.dat
printf 'MEM 1 1\nMEM 2 2\nFUNC d 1 1 1 1e300 0\nFUNC d 1 1 1 1e14 0\nHIGH rss 1e14 1.5\nMEM nan 1\nMEM inf 2\nMEM 1e400 3\nMEM -1e308 -1e308\nMEM 1e308 1e308\nCHLD -1 1 1\nFUNC a 1 9 1 2 0\nFUNC b 1 1 1 2 -5\nFUNC c 1 1 1 2 99999999999\nLINE 1 1 f\nHIGH\nMEM\n\nMEM 1.0\nMEM  1 2\n' >odd.dat
printf "MEM 1 1\\nMEM 2 2\\nLINE 1 1 f main.c:1\\nLINE 1 2 %s %s:9\\n" $(head -c 900 /dev/zero | tr "\\0" n) $(head -c 900 /dev/zero | tr "\\0" p) >names.dat
for file in names empty random foreign line odd . /dev/null missing; do
	[ -e "$file" ] || file=$file.dat
	for command in "plot --terminal" "plot -o x.svg" peak "peak --func f"; do
		timeout 20 "$memprof" $command "$file" >out 2>err
		status=$?
		[ $status -le 1 ] || fail "$command $file: status $status"
	done
done
"$memprof" plot --terminal missing.dat 2>err && fail "a missing file is no error"
[ "$(wc -l <err)" = 1 ] || fail "more than one line: $(cat err)"

# 10^6 samples in seconds.
awk 'BEGIN { print "CMDLINE big"; for (i = 0; i < 1000000; i++)
	printf "MEM %.6f %.4f\n", 100 + i % 1000 / 10 + i / 1e5, 1.7e9 + i / 10 }' >huge.dat
before=$(date +%s%N)
"$memprof" plot --terminal huge.dat >out || fail "huge"
if command -v gnuplot >/dev/null; then
	"$memprof" plot -o huge.png huge.dat >/dev/null || fail "huge.png"
fi
took=$((($(date +%s%N) - before) / 1000000))
echo "two plots of a million samples: $took ms"
[ "$took" -lt 15000 ] || fail "too slow"
exit 0
