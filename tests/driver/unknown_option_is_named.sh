# A misspelt option of ours is an error that names it and what was meant.
. "$(dirname "$0")/support.bash"
pretend
while read -r wrong meant; do
	try "$memcc" -c a.c "$wrong"
	refused "unknown option '$wrong'" "did you mean '$meant'"
done <<'EOF'
-fmemprof-lst=x -fmemprof-list=
-fmemprof-list -fmemprof-list=
-fmemprof-function=f -fmemprof-functions=
-fmemprof-mod=calls -fmemprof-mode=
-fmemprof-verbos -fmemprof-verbose
-fmemprof-verbose=1 -fmemprof-verbose
-fno-memprof=all -fno-memprof
--memcc-ccc=gcc --memcc-cc=
EOF
try "$memcc" -c a.c -fmemprof-metric=rss
refused "-fmemprof-metric=rss" "MEMCC_OPTIONS=metric="
# Long nonsense is only long.
try "$memcc" -c a.c "-fmemprof-$(printf 'x%.0s' {1..5000})"
refused "unknown option '-fmemprof-xxx"
