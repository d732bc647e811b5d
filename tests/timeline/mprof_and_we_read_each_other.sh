# Debian's mprof plots our files, with flame and peak; we read its.
. "$(dirname "$0")/support.bash"
need_mprof

"$memprof" run --quiet -T 0.05 "$programs/spike" 'an argument' '$x$' $'two\nlines' || fail "run"
"$memprof" run --quiet -T 0.05 -M -C "$programs/family" || fail "run"
/usr/bin/python3-mprof list >theirs
"$memprof" list | awk '{ print $1, $2, $3, $4 }' >ours
diff theirs ours || fail "the lists differ"
for file in mprofile_*.dat; do
	mprof plot -o theirs.png "$file" || fail "mprof plot $file"
	[ -s theirs.png ] || fail "mprof plot made no picture of $file"
	ours=$("$memprof" peak "$file" | grep -v Heap | sort)
	grep -v ^HIGH "$file" >sampled.dat # mprof knows samples only
	expect "peak of $file" "$("$memprof" peak sampled.dat | cut -f2- | sort)" \
		"$(mprof peak sampled.dat | grep -v '^Using' | cut -f2- | sort)"
done

# Functions: brackets as the sampler writes them.
cp sampled.dat calls.dat
start=$(awk '/^MEM / { print $3; exit }' calls.dat)
awk -v t="$start" 'BEGIN {
	printf "FUNC main.work 1.5 %.4f 20 %.4f 0\n", t + 0.1, t + 1.5
	printf "FUNC parse.ns::Parser<int,char>::run(char*) 2 %.4f 10 %.4f 1\n", t + 0.2, t + 0.8 }' >>calls.dat
mprof plot -o flat.png calls.dat || fail "mprof plot with functions"
mprof plot --flame -o flame.png calls.dat || fail "mprof plot --flame"
expect "peak --func" "$("$memprof" peak --func main.work calls.dat)" \
	"$(mprof peak --func main.work calls.dat | grep -v '^Using' | head -1)"

# And theirs.
cat >prog.py <<'PYTHON'
@profile
def work():
    x = [0] * 3000000
    import time; time.sleep(0.5)
    return len(x)
work()
PYTHON
mprof run -T 0.02 -o theirs.dat prog.py >/dev/null || fail "mprof run"
"$memprof" plot --terminal theirs.dat >out || fail "their file"
grep -q "__main__.work" out || fail "their bracket is lost"
expect "their peak" "$("$memprof" peak theirs.dat | head -1)" "$(mprof peak theirs.dat | grep -v '^Using' | head -1)"
PATH=/usr/bin:$PATH "$memprof" run --quiet --python -T 0.02 -o python.dat prog.py || fail "run --python"
grep -q "^FUNC __main__.work" python.dat || fail "--python gives no brackets"
grep -q "^MEM " python.dat || fail "--python gives no samples"
exit 0
