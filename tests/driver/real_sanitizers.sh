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
export ASAN_OPTIONS=detect_leaks=0 LSAN_OPTIONS=exitcode=0

check_compiler() {
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
