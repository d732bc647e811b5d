# No room for the file: one warning, and the program runs and ends as it would.
. "$(dirname "$0")/support.bash"
[ -e /dev/full ] || skip "no /dev/full"

"$memprof" run -T 0.01 -o /dev/full sh -c 'sleep 0.2; echo out; exit 4' >out 2>err
expect "exit status" $? 4
expect "output" "$(cat out)" out
expect "warnings" "$(grep -c 'warning: /dev/full: No space left on device' err)" 1
[ -e /dev/full ] || fail "removed the file that it was given"
"$memprof" run -o no/such/folder/x.dat true 2>err && fail "a folder that is not there"
grep -q "error: no/such/folder/x.dat: No such file" err || fail "said: $(cat err)"

# A limit of file size, and nobody who reads our words: the status still is the program's.
(ulimit -f 1 && exec "$memprof" run --quiet -T 0.001 -o small.dat sh -c 'sleep 0.3; exit 6') 2>err
expect "exit status under a limit" $? 6
"$memprof" run -o pipe.dat sh -c 'sleep 0.1; exit 5' 2> >(exec true)
expect "exit status without a reader" $? 5
"$memprof" run --quiet -o signal.dat sh -c 'kill -PIPE $$' 2>err
expect "the program's own SIGPIPE" $? 141
exit 0
