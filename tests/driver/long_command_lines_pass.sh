# A command line that our additions make too long goes to the compiler in a file.
. "$(dirname "$0")/support.bash"
pretend
cat >pretended/count <<'EOF'
#!/bin/bash
if [[ "$*" == *-dM* ]]; then
	exec "${0%/*}/gcc-12" "$@"
fi
[[ $# == 1 && $1 == @* ]] && echo "file"
wc -l <"${1#@}"
exit 3
EOF
chmod +x pretended/count
# One word may be 128 KiB; ours are longer after expansion.
printf -- '-fmemprof -c a.c -D%s' "$(head -c 150000 /dev/zero | tr '\0' x)" >long.rsp
try env MEMCC_CC=count "$memcc" @long.rsp 'with blank.c' '-DQ="\'
equal "$status" 3
equal "${out%%$'\n'*}" file
[[ -z $(ls "$TMPDIR") ]] || die "left behind: $(ls "$TMPDIR")"
try env TMPDIR=/nonexistent MEMCC_CC=count "$memcc" @long.rsp
refused /nonexistent

# And what is written is what was meant: a real compiler reads it.
if command -v /usr/bin/gcc-12 >/dev/null; then
	echo 'int main(void) { return sizeof Q != 5; }' >'with blank.c'
	folder=$(head -c 230 /dev/zero | tr '\0' x)
	mkdir "$folder"
	ar rc "$folder/a.a"
	for ((i = 0; i < 10000; i++)); do
		echo "$folder/a.a"
	done >long.rsp
	echo ' -fno-memprof' >>long.rsp
	get env MEMCC_CC=/usr/bin/gcc-12 "$memcc" '-DQ="a\"b "' -c 'with blank.c' -o 'an object.o'
	get env MEMCC_CC=/usr/bin/gcc-12 "$memcc" @long.rsp 'an object.o' -o q
	get ./q
fi
