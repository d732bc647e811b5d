# What a header defines has the same figures whether it is precompiled or not, in C and C++; rows of
# what is never come by, and functions without a statement, are there, too.
. "$(dirname "$0")/support.bash"
cat >work.h <<'EOT'
#include <stdlib.h>
#define REPEAT do

static inline void *grow(void *kept, int size)
{
	int n = 0;

	REPEAT {
		if (size < 0)
			continue;
		free(kept);
		kept = malloc(size + n);
	}
	while (++n < 3);
	return kept;
	free(kept);
}

static inline void nothing(void)
{
}
EOT
cat >work.hh <<'EOT'
#include "work.h"

struct owner {
	void *kept;
	owner(int size) : kept(grow(nullptr, size)) {}
	~owner()
	{
		free(kept);
	}
	template <class T> int size(T)
	{
		nothing();
		do
			nothing();
		while (!kept);
		return sizeof(T);
	}
};
EOT
cat >main.c <<'EOT'
#include "work.h"
/* do { } while, to be mistaken for the header's text
 *
 *
 */ int main(void)
{
	void *kept = grow(0, 10);
	do { nothing(); }
	while (!kept);
	free(grow(kept, -1));
	return 0;
}
EOT
cat >main.cc <<'EOT'
#include "work.hh"
int main()
{
	owner one(5), two(one.size('a'));
	return two.size(1.0) - 8;
}
EOT

# COMPILER DRIVER SOURCE HEADER
same() {
	local options plain
	for options in -O0 -O2 '-O1 -g'; do
		get "$2" --memcc-cc="$1" -fmemprof=all $options "$3" -o program
		get ./program
		plain=$(figures | sort)
		get "$2" --memcc-cc="$1" -fmemprof=all $options "$4" -o "$4.gch"
		get "$2" --memcc-cc="$1" -fmemprof=all $options -Winvalid-pch -H "$3" -o program
		[[ $err == *"! $4.gch"* ]] || die "$last: not taken: $err"
		get ./program
		equal "$(figures | sort)" "$plain" "$1 $options $3"
		grep -q '^grow.* 16 0 0$' <<<"$plain" || die "$last: no row of what is never come by: $plain"
		rm "$4.gch"
	done
}

compared=0
for version in 11 12; do
	have "gcc-$version" || continue
	real "gcc-$version"
	same "gcc-$version" memcc main.c work.h
	command -v "g++-$version" >/dev/null && same "g++-$version" memc++ main.cc work.hh
	compared=1
done
((compared)) || skip "no plugin for GCC was built"
