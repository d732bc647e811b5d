# Numbers count from the oldest, or backwards from the newest; only files of the pattern are meant.
. "$(dirname "$0")/support.bash"

for i in 1 2 3; do
	printf 'CMDLINE prog %d\nMEM %d.0 1700000000.0\nMEM %d.0 1700000001.0\n' $i $i $i >mprofile_2024010112000$i.dat
done
touch mprofile_x.dat mprofile_202401011200001.dat other.dat
expect "list" "$("$memprof" list)" "0 mprofile_20240101120001.dat 12:00:01 01/01/2024  prog 1
1 mprofile_20240101120002.dat 12:00:02 01/01/2024  prog 2
2 mprofile_20240101120003.dat 12:00:03 01/01/2024  prog 3"
expect "newest" "$("$memprof" peak)" "mprofile_20240101120003.dat	3.000 MiB"
expect "by number" "$("$memprof" peak 0 -2)" "mprofile_20240101120001.dat	1.000 MiB
mprofile_20240101120002.dat	2.000 MiB"
"$memprof" rm --dry-run 0 >out && [ -e mprofile_20240101120001.dat ] || fail "--dry-run removes"
"$memprof" rm 7 2>err && fail "rm of a number that is not there"
"$memprof" rm 0 -1 || fail "rm"
expect "what is left" "$("$memprof" list | wc -l)" 1
[ -e mprofile_20240101120002.dat ] || fail "rm took the wrong one"
"$memprof" clean --dry-run >out
expect "clean --dry-run" "$(cat out)" "would remove mprofile_20240101120002.dat"
"$memprof" clean || fail "clean"
expect "after clean" "$(ls)" "err
mprofile_202401011200001.dat
mprofile_x.dat
other.dat
out"
exit 0
