# support.bash BUILD WORK - for the scripts here: tools, a clean folder, and words to fail with.
set -u
build=$1 work=$2
here=$(dirname "$(readlink -f "$0")")
memprof=$build/bin/memprof
memcc=$build/bin/memcc
programs=$build/tests/timeline/programs
rm -rf "$work" && mkdir -p "$work" && cd "$work" || exit 1

fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }
skip() { printf 'skipped: %s\n' "$*" >&2; exit 77; }

# expect WHAT GOT WANTED
expect() { [ "$2" = "$3" ] || fail "$1: got '$2', wanted '$3'"; }

# true A OP B: numbers, by awk
true_that() { awk "BEGIN { exit !($*) }"; }

# Debian's python3-memory-profiler
mprof() { MPLBACKEND=Agg /usr/bin/python3-mprof "$@"; }
need_mprof() { [ -x /usr/bin/python3-mprof ] || skip "python3-memory-profiler is not installed"; }
need_gnuplot() { command -v gnuplot >/dev/null || skip "gnuplot is not installed"; }
need_memcc() { [ -x "$memcc" ] || skip "memcc is not built"; }

# wait_for SECONDS COMMAND...: until it succeeds
wait_for() {
	local rounds=$(($1 * 20))
	shift
	until "$@"; do
		[ $((rounds--)) -gt 0 ] || return 1
		sleep 0.05
	done
}
