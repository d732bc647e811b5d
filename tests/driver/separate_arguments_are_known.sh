# No option that takes the next word as its argument is missed: held against the real compilers.
# (The other way round there are differences: -dumpbase takes none in Clang, for one.)
. "$(dirname "$0")/support.bash"

table=$here/../../driver/memcc/options.c
real=()
for compiler in gcc-11 gcc-12 clang-14; do
	path=$(type -P $compiler || true)
	[[ -z $path ]] || real+=("$path")
done
((${#real[@]})) || skip "no compiler that we know"
pretend
names=$(grep -oE '^\s+(NEXT|EXACT|BOTH)\("[^"]+"' "$table" | sed 's/.*("//; s/"//')
((200 > $(wc -w <<<"$names") && $(wc -w <<<"$names") > 100)) || die "cannot read the table: $names"
touch a.c

for compiler in "${real[@]}"; do
	# GCC lists its own; -MD's and -MMD's argument is only for cc1.
	listed=$("$compiler" --help=separate 2>/dev/null | grep -oE '^ +-[-A-Za-z_=+]+' || true)
	count=0
	for name in $(printf '%s\n' $names $listed | sort -u | grep -vx -e --help); do
		said=$(LC_ALL=C "$compiler" -### -c a.c "$name" 2>&1 || true)
		[[ $said == *missing* ]] || continue
		get "$memcc" "$name" -fno-memprof a.c
		[[ $'\n'$out$'\n' == *$'\n-fno-memprof\n'* ]] || echo "$compiler: $name takes an argument"
		count=$((count + 1))
	done
	((count > 30)) || echo "$compiler: only $count options take arguments; is the question right?"
done >differences.txt
[[ ! -s differences.txt ]] || die "$(<differences.txt)"
