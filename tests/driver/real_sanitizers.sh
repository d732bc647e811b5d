# Together with sanitizers, --coverage and -pg a profiled program runs, has the same figures where
# the sanitizer tells of memory, and the sanitizer still finds what it is there for.
. "$(dirname "$0")/support.bash"
write_program
cat >bad.c <<'EOF'
#include <stdlib.h>
int main(int count, char **words)
{
	char *volatile block = malloc(100 + count);
	(void)words;
	block[100 + count] = 1;
	return 0;
}
EOF
# Every way to a block: some sanitizers do not tell of all (runtime/src/untold.c).
cat >family.c <<'EOF'
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
void *p, *q;
int main(void)
{
	p = malloc(100);
	p = realloc(p, 300);
	p = realloc(p, 290);
	p = reallocarray(p, 10, 20);
	q = realloc(0, 70);
	q = realloc(q, 0);
	q = calloc(10, 10);
	free(q);
	q = strdup("hello");
	free(q);
	q = aligned_alloc(64, 128);
	free(q);
	q = memalign(64, 130);
	free(q);
	if (posix_memalign(&q, 64, 99))
		return 1;
	q = realloc(q, 999);
	free(q);
	q = valloc(99);
	free(q);
	q = pvalloc(99);
	q = realloc(q, 4097);
	free(q);
	for (int i = 0; i < 1000; i++)
		p = realloc(p, 300 + i);
	return 0;
}
EOF
export ASAN_OPTIONS=detect_leaks=0 LSAN_OPTIONS=exitcode=0

# What `family` did, line by line, built with these options.
of_family() {
	rm -f ./*.memprof
	get memcc -fmemprof=all "$@" family.c -o family
	get ./family
	figures
}

check_compiler() {
	local plain
	plain=$(of_family)
	grep -qx 'main 31 1000 1099' <<<"$plain" || die "$compiler: no 'main 31 1000 1099' in: $plain"
	local options=(-fsanitize=undefined -fsanitize=address -fsanitize=address,undefined -fsanitize=thread
		-fsanitize=leak --coverage -pg)
	[[ $compiler != clang-* ]] || options+=(-fsanitize=memory)
	for option in "${options[@]}"; do
		# Sanitizers' libraries are packages of their own.
		echo 'int main(void) { return 0; }' >try.c
		try $compiler $option try.c -o try
		[[ $status == 0 ]] || continue
		get memcc -fmemprof $option -O1 main.c work.c -o program
		runs_and_counts ./program
		equal "$(of_family $option)" "$plain"
		tested=$((tested + 1))
	done
	try $compiler -fsanitize=address try.c -o try
	[[ $status != 0 ]] && return
	get memcc -fmemprof=all -fsanitize=address bad.c -o bad
	try ./bad
	[[ $err == *heap-buffer-overflow* ]] || die "$compiler: the sanitizer found nothing: $err"
}

tested=0
for compiler in gcc-12 clang-14 clang-19; do
	have "$compiler" || continue
	real $compiler
	check_compiler
done
((tested)) || skip "no plugin or no sanitizer"
