# Every format, several runs, window, slope, flame; hostile names run nothing.
. "$(dirname "$0")/support.bash"
need_gnuplot

# $1: file, $2: command
make() {
	awk -v command="$2" 'BEGIN {
		print "CMDLINE " command; print "MEMPROF 1 rss 0.1 1"
		for (i = 0; i < 600; i++) printf "MEM %.6f %.4f\nHEAP %d %.4f\n", 10 + i / 20, 1.7e9 + i / 10, (5 + i / 20) * 1048576, 1.7e9 + i / 10
		for (i = 0; i < 9; i++) printf "FUNC main.f%d 10 %.4f 30 %.4f %d\n", i % 3, 1.7e9 + i * 6, 1.7e9 + i * 6 + 4, i % 3
		for (i = 1; i < 59; i += 2) printf "LINE %.4f %d grow main.c:7\nLINE %.4f 100 stay main.c:9\n", 1.7e9 + i, i * 500000, 1.7e9 + i
		print "MARK 12 1700000030.0 half'\''way `touch run1`" }' >"$1"
}
make a.dat "prog 'a b' \`touch run2\` \$x %s it's"
make b.dat "other"
for format in png svg pdf; do
	"$memprof" plot -o a.$format a.dat >out || fail "$format"
	grep -q "^staircase" out || fail "no reading"
	for options in "-s" "-f" "-n" "-w 10,20" "-f -s -w 5,50"; do
		"$memprof" plot $options -o b.$format a.dat >/dev/null || fail "$format $options"
	done
	"$memprof" plot -o ab.$format a.dat b.dat >/dev/null || fail "$format of two"
	[ "$(stat -c %s a.$format)" -gt 8000 ] || fail "$format is too small to be a plot"
done
expect "png" "$(head -c 8 a.png | od -An -tx1 | tr -d ' \n')" 89504e470d0a1a0a
expect "pdf" "$(head -c 5 a.pdf)" "%PDF-"
/usr/bin/python3 - <<'PYTHON' || fail "svg"
import xml.dom.minidom as dom
text = lambda name: " ".join("".join(n.data for n in t.childNodes if n.nodeType == n.TEXT_NODE) or
    "".join(c.firstChild.data for c in t.getElementsByTagName("tspan") if c.firstChild)
    for t in dom.parse(name).getElementsByTagName("text"))
a = text("a.svg")
for wanted in ("peak 39.950 MiB", "main.c:7", "growth", "floor: +", "+20.", "staircase", "main.f0", "memory (MiB)"):
    assert wanted in a, (wanted, a)
assert "other (rss)" in text("ab.svg")
PYTHON
"$memprof" plot -o '|touch run3.png' a.dat >/dev/null || fail "odd name"
[ -e '|touch run3.png' ] || fail "odd name was not taken as a name"
[ -z "$(ls | grep ^run)" ] || fail "a name was run as a command: $(ls)"
"$memprof" plot -o a.gif a.dat 2>err && fail "unknown format"
"$memprof" plot -w 1000,2000 -o x.png a.dat 2>err && fail "a window behind the end"
grep -q "error: --window 1000,2000: there is nothing after 59.9 s" err || fail "said: $(cat err)"
printf "MEM 1 1\nMEM 2 100\nMEM 1 200\n" >gap.dat
"$memprof" plot -w 20,30 -o x.png gap.dat >/dev/null 2>err || fail "no sample in the window: $(cat err)"
[ ! -s err ] || fail "said: $(cat err)"
"$memprof" plot -w 5 -o x.png a.dat 2>err && fail "half a window"
PATH=/nonexistent "$memprof" plot -o x.png a.dat 2>err && fail "without gnuplot"
grep -q "gnuplot" err || fail "said: $(cat err)"

# Without an output name: a window where gnuplot can open one, of whichever kind it has.
mkdir -p fake
cat >fake/gnuplot <<'SH'
#!/bin/sh
read first
echo "$first" >>asked
case $first in *"terminal wxt"*) cat >script ;; *) exit 1 ;; esac
SH
chmod +x fake/gnuplot
PATH=$PWD/fake:$PATH DISPLAY=:0 "$memprof" plot a.dat >out || fail "window"
grep -q "^plot " script || fail "nothing was drawn in the window: $(cat asked)"
grep -q "^staircase" out || fail "a window leaves out the reading"
rm script
DISPLAY='' WAYLAND_DISPLAY='' PATH=$PWD/fake:$PATH "$memprof" plot a.dat >out || fail "no display"
[ ! -e script ] && grep -q "│\||" out || fail "not in the terminal"

# Thousands of children, and of functions: the largest are drawn, at once.
awk 'BEGIN { print "CMDLINE make"; for (i = 0; i < 20000; i++) {
	printf "MEM %d %.1f\nCHLD %d %d %.1f\n", 10 + i % 7, 1.7e9 + i, 1000 + i, i % 997, 1.7e9 + i
	printf "FUNC main.g%d 1 %.1f 2 %.1f 0\n", i, 1.7e9 + i, 1.7e9 + i + 1 } }' >many.dat
before=$(date +%s)
"$memprof" plot -o many.svg many.dat >/dev/null && "$memprof" plot -f -o many2.svg many.dat >/dev/null || fail "many"
[ $(($(date +%s) - before)) -lt 20 ] || fail "many children or functions take too long"
grep -q "the 16 largest of 20000 descendants" many.svg || fail "does not say that children are left out"

slope=$("$memprof" plot -s --terminal a.dat | sed -n 's/.*slope \([0-9.]*\) MiB.*/\1/p' | head -1)
expect "slope" "$slope" 0.50000
exit 0
