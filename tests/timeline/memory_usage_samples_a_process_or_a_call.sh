# memprof_memory_usage of <memprof.h>: a call is run once and sampled meanwhile; a process until it
# ends or the time is over. What the sampling thread costs is charged to no line.
. "$(dirname "$0")/support.bash"
need_memcc

"$memcc" -fmemprof -g -O2 -o usage "$here/live/usage.c" || fail "build"
MEMCC_OPTIONS=quiet=1:file=usage.memprof ./usage || fail "not as promised"
"$memprof" report --json usage.memprof >report.json 2>err || fail "report: $(cat err)"
/usr/bin/python3 - "$here/live/usage.c" <<'PYTHON' || fail "a line was charged with the sampler"
import json, sys
lines = {}
def walk(node):
    if isinstance(node, dict):
        if "line" in node and "allocated" in node:
            lines[node["line"]] = max(lines.get(node["line"], 0), node["allocated"] or 0)
        for value in node.values():
            walk(value)
    elif isinstance(node, list):
        for value in node:
            walk(value)
walk(json.load(open("report.json")))
source = open(sys.argv[1]).read().split("\n")
number = next(i for i, text in enumerate(source, 1) if "memprof_memory_usage_of(work" in text)
assert number in lines, lines
assert lines[number] == 32 << 20, lines[number]
PYTHON
exit 0
