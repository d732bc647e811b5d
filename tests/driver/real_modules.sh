# Modules of GCC: inline functions that a module defines go to its importers as they are, not
# profiled, which is said; its other functions, and templates, are profiled.
. "$(dirname "$0")/support.bash"
real gcc-12
command -v g++-12 >/dev/null || skip "no g++-12"
cat >numbers.cc <<'EOT'
module;
#include <stdlib.h>
export module numbers;
export inline int half(int n) { return n / 2; }
export template <class T> int size(T)
{
	int n = 0;
	do
		n++;
	while (n < 2);
	return n + sizeof(T);
}
export int far(int n);
int far(int n)
{
	free(malloc(n));
	return half(n);
}
EOT
cat >main.cc <<'EOT'
import numbers;
int main()
{
	return half(4) + size('a') + far(6) - 8;
}
EOT
for level in -O0 -O2; do
	rm -rf gcm.cache
	get memc++ --memcc-cc=g++-12 -std=c++20 -fmodules-ts -fmemprof=all $level -c numbers.cc
	[[ $err == *"numbers.cc:4:"*"not profiled"* ]] || die "not said: $err"
	get memc++ --memcc-cc=g++-12 -std=c++20 -fmodules-ts -fmemprof=all $level main.cc numbers.o -o program
	get ./program
	found=$(figures | sed 's/^[^ ]*//')
	for wanted in '9 2 0' '10 2 0' '16 1 0' '4 1 0'; do
		grep -q " $wanted$" <<<"$found" || die "$last: no '$wanted' in: $found"
	done
done
