#!/bin/sh
# check.sh BIN SOURCE WORK - the demo's report is the one that stands beside it, at -O0 as at -O2.
# The table can be derived by hand from demo.c: 1000 rows of 8000 bytes, and two arrays of 8000.
set -eu
bin=$1 source=$2 work=$3
rm -rf "$work"
mkdir -p "$work"
cd "$work"
for level in -O0 -O2; do
	"$bin/memcc" -fmemprof "$level" "$source/demo.c" -o demo
	rm -f demo.memprof*
	MEMCC_OPTIONS=quiet=1:file=demo.memprof ./demo > output
	grep -qx 'sum: 499500' output
	"$bin/memprof" report demo.memprof | sed -n '/^Line #/,/^$/p' > report
	diff "$source/expected-report.txt" report
done
