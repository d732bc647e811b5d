#!/bin/bash
# Fuzzes the profile reader: fuzz.sh SOURCE MAKE_PROFILE WORK SECONDS. What it finds stays in WORK.
set -eu
source=$1 make=$2 work=$3 seconds=$4
clang=$(command -v clang-14 clang-16 clang-19 | head -1) || exit 77
rm -rf "$work/corpus"
mkdir -p "$work/corpus"
cd "$source/driver/memprof"
"$clang" -g -O1 -std=gnu11 -D_GNU_SOURCE '-DMEMPROF_TOOL_VERSION="fuzz"' \
	-fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined \
	-I. -I../../runtime/include \
	$(ls *.c | grep -vE '^main\.c$') \
	"$source/tests/report/check_bytes.c" "$source/tests/report/fuzz_profile.c" \
	$(pkg-config --cflags --libs jansson) -lm -o "$work/fuzz"
for scenario in list killed threads recursion abandoned variants units included odd_names direct cut; do
	"$make" $scenario "$work/corpus/$scenario"
done
cd "$work"
# Values near the contents matter more than length; a profile of this kind has 40 to 100 KiB.
exec ./fuzz -max_total_time="$seconds" -max_len=131072 -timeout=10 -rss_limit_mb=2048 \
	-print_final_stats=1 corpus
