# 64 MiB for 50 ms, sampled every 0.5 s: peak, reading and plot know of it.
. "$(dirname "$0")/support.bash"

"$memprof" run --quiet -T 0.5 -o slow.dat "$programs/spike" || fail "run"
sampled=$(awk '/^MEM / && $2 > m { m = $2 } END { print m }' slow.dat)
true_that "$sampled < 60" || skip "a sample met the spike by chance: $sampled MiB"
peak=$("$memprof" peak slow.dat | awk 'NR == 1 { print $(NF - 1) }')
true_that "$peak > 64 && $peak < 72" || fail "peak $peak of 64 MiB"
"$memprof" run --quiet -T 0.05 -o fast.dat "$programs/spike" || fail "run"
"$memprof" plot --terminal fast.dat >out || fail "plot"
grep -q "^spike: up to 6[4-9]" out || fail "not read as a spike: $(tail -3 out)"
"$memprof" stat "$programs/spike" 2>err || fail "stat"
stat=$(sed -n 's/.*peak \([0-9.]*\) MiB rss.*exit 0$/\1/p' err)
true_that "$stat > 64 && $stat < 72" || fail "stat says: $(cat err)"
exit 0
