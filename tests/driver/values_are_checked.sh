# A wrong or missing value is refused with what would be right.
. "$(dirname "$0")/support.bash"
pretend
mkdir directory
touch secret
chmod 0 secret

try "$memcc" -c a.c -fmemprof=al
refused "-fmemprof=al" "'all'" "-fmemprof-functions=al"
try "$memcc" -c a.c -fmemprof-mode=fast
refused "-fmemprof-mode=fast" inline calls
for option in -fmemprof= -fmemprof-functions= -fmemprof-list= -fmemprof-mode= --memcc-cc=; do
	try "$memcc" -c a.c "$option"
	refused "'$option' needs a value"
done
try "$memcc" -c a.c -fmemprof-list=missing
refused "-fmemprof-list=missing" "No such file"
try "$memcc" -c a.c -fmemprof-list=directory
refused "-fmemprof-list=directory" "directory"
if [[ $(id -u) != 0 ]]; then
	try "$memcc" -c a.c -fmemprof-list=secret
	refused "-fmemprof-list=secret" "Permission denied"
fi
