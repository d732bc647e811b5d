# What has been preprocessed elsewhere has the lines of its source, though that is not there: also of
# statements that only the text tells the place of.
. "$(dirname "$0")/support.bash"
mkdir source elsewhere
cat >source/loops.h <<'EOT'
static int odd(int n)
{
	do
		n -= 2; /* while (0) */
	while (n > 1);
	return n;
}
EOT
cat >source/loops.c <<'EOT'
#include <stdlib.h>
#include "loops.h"
#define REPEAT do
#define RANGE i = 0; i < 3; i++

int main(void)
{
	void *kept = NULL;
	int n = 0;

	REPEAT {
		free(kept); /* while */
		kept = malloc(10);
		if (n++ > 4)
			break;
	}
	while (1);
	for (int RANGE)
		for (;
		     n < 9;
		     n++)
			odd(n);
#line 100
	do {
		n++;
	}
	while /* } */
		(n < 12);
	free(kept);
	return 0;
}
EOT

check_compiler() {
	local level line plain
	for level in -O0 -O2 '-O1 -g'; do
		cd source
		get memcc -fmemprof=all $level loops.c -o program
		get ./program
		plain=$(figures | sort)
		for line in 'main 17 5 0' 'main 20 6 0' 'odd 5 10 0' 'main 103 3 0'; do
			grep -qx "$line" <<<"$plain" || die "$compiler $level: no '$line' in: $plain"
		done
		get memcc -fmemprof=all $level -save-temps loops.c -o program
		get ./program
		equal "$(figures | sort)" "$plain" "$compiler $level -save-temps"
		get memcc -fmemprof=all $level -E loops.c -o ../elsewhere/loops.i
		rm -f loops.i
		cd ../elsewhere
		mv ../source ../hidden
		get memcc -fmemprof=all $level loops.i -o program
		get ./program
		equal "$(figures | sort)" "$plain" "$compiler $level: without its source"
		mv ../hidden ../source
		cd ..
	done
}

each_compiler gcc-11 gcc-12 clang-16
