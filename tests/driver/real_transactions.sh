# With -fgnu-tm nothing is profiled, which is said, and the program is the compiler's.
. "$(dirname "$0")/support.bash"
real gcc-12
cat >transaction.c <<'EOF'
static int total;

__attribute__((transaction_safe)) int add(int n)
{
	return total += n;
}

int both(int n)
{
	__transaction_atomic { add(n); }
	return total;
}
EOF
for level in -O0 -O2; do
	get memcc -fmemprof=all $level -fgnu-tm -c transaction.c
	[[ $err == *"-fgnu-tm"*"nothing is profiled"* ]] || die "not said: $err"
done
