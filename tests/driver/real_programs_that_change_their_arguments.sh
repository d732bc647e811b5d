# A program may do with its arguments what it likes (git ends its list earlier, daemons write their title there): what
# it was called with stands in its profile, and in that of a child made later.
. "$(dirname "$0")/support.bash"
cat >change.c <<'EOF'
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
int main(int count, char **words)
{
	int status = 1;
	pid_t child;
	memset(words[0], 'x', strlen(words[0]));
	words[1] = NULL;
	words[count - 1] = (char *)16;
	child = fork();
	if (child == 0)
		_exit(0);
	waitpid(child, &status, 0);
	return status;
}
EOF

check_compiler() {
	rm -f ./*.memprof
	get memcc -fmemprof=all change.c -o change
	get ./change 'one word' two three
	local profiles=(*.memprof)
	equal "${#profiles[@]}" 2
	for profile in "${profiles[@]}"; do
		get "$memprof" report --json "$profile"
		equal "$(python3 -c 'import json, sys; print(json.load(sys.stdin)["command"])' <<<"$out")" \
			"['./change', 'one word', 'two', 'three']"
	done
}

each_compiler gcc-12 clang-16
