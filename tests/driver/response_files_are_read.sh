# Options of ours and of the mode count inside @files; a file without ours stays as it is.
. "$(dirname "$0")/support.bash"
pretend

echo '-c a.c -O2' >plain.rsp
get "$memcc" -fmemprof @plain.rsp
has @plain.rsp
has -D__MEMCC__=1
nowhere libmemcc
cat >ours.rsp <<'EOF'
-fmemprof=all   "-DA=\"x y\"" '-DB=a b' -DC=\"\\ a\ b.c
	-DEMPTY= ""
-c
EOF
get "$memcc" -Dfirst @ours.rsp -Dlast
has -Dfirst '-DA="x y"' '-DB=a b' '-DC="\' 'a b.c' -DEMPTY= '' -c -Dlast
has -fplugin-arg-memcc-select=all
# An option's argument may stand behind the file's end.
echo 'a.c -o' >open.rsp
get "$memcc" @open.rsp -fmemprof -c
exactly gcc-12 @open.rsp -fmemprof -c
# Files in files.
echo '@ours.rsp -Dnested' >outer.rsp
get "$memcc" @outer.rsp
has -c -Dnested
# Not to be read: the compiler's business. Empty: nothing.
get "$memcc" -fmemprof a.c @missing.rsp -c
has @missing.rsp
: >empty.rsp
get "$memcc" -fmemprof -c @empty.rsp a.c
has -c
mkdir directory
get "$memcc" -c a.c @directory
exactly gcc-12 -c a.c @directory
# A file that names itself ends in an error, not in a full stack.
echo '@self.rsp' >self.rsp
try "$memcc" @self.rsp
refused self.rsp deep
head -c 200000 /dev/urandom >noise.rsp
try "$memcc" -c a.c @noise.rsp
[[ $status == 0 || $status == 1 ]] || die "noise: status $status"
