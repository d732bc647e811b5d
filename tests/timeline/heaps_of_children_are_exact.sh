# --backend heap with -M and -C: each fork child's heap, what it inherited included.
. "$(dirname "$0")/support.bash"
need_memcc

"$memcc" -fmemprof -g -O2 -o fork "$here/live/fork.c" || fail "build"
MEMCC_OPTIONS=quiet=1 "$memprof" run --quiet -T 0.02 -M --backend heap -o each.dat ./fork || fail "run -M"
MEMCC_OPTIONS=quiet=1 "$memprof" run --quiet -T 0.02 -C --backend heap -o sum.dat ./fork || fail "run -C"
/usr/bin/python3 - <<'PYTHON' || fail "figures"
children, top = {}, 0
for r in (line.split() for line in open("each.dat")):
    if r[0] == "CHLD":
        children[r[1]] = max(children.get(r[1], 0), round(float(r[2]) * 2**20))
    if r[0] == "MEM":
        top = max(top, round(float(r[1]) * 2**20))
assert sorted(children.values()) == [3000, 6000] and top == 1000, (children, top)
most = max(round(float(line.split()[1]) * 2**20) for line in open("sum.dat") if line.startswith("MEM "))
assert most == 10000, most
PYTHON
exit 0
