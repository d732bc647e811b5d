# The page holds everything: no address in it but the license's and the script's own names.
. "$(dirname "$0")/support.bash"
[ -e "$build/lib/memcc/html/uplot.js" ] || skip "built without npm"

printf 'CMDLINE a </script><script>alert(1)</script>\n' >a.dat
awk 'BEGIN { for (i = 0; i < 300; i++) printf "MEM %.6f %.4f\n", 10 + i % 50, 1.7e9 + i / 10
	print "FUNC main.<img/src=x> 10 1700000001.0 20 1700000005.0 0" }' >>a.dat
"$memprof" plot -o a.html a.dat >out || fail "html"
grep -q '^sawtooth' out || fail "no reading"
expect "scripts that end" "$(grep -o '</script>' a.html | wc -l)" 2
grep -qiE '<(link|img|iframe|object|embed)|src=|@import|url\(' <(sed 's/^const DATA.*//' a.html) &&
	fail "the page refers to something outside"
grep -q "default-src 'none'" a.html || fail "the page does not forbid requests"

# Without uPlot it says why.
mkdir -p elsewhere/bin elsewhere/lib/memcc
cp "$memprof" elsewhere/bin
elsewhere/bin/memprof plot -o b.html a.dat 2>err && fail "a page without uPlot"
grep -q "built without npm" err || fail "said: $(cat err)"
[ ! -e b.html ] || fail "half a page was left"
exit 0
