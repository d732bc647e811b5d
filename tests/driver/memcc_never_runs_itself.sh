# Under a compiler's name on the PATH memcc passes itself over; named outright it refuses.
. "$(dirname "$0")/support.bash"
pretend
mkdir masks
ln -s "$memcc" masks/gcc-12
ln -s "$memcc" masks/g++-12
export PATH=$work/masks:$PATH

get gcc-12 a.o
exactly gcc-12 a.o
get g++-12 a.o
exactly g++-12 a.o
get gcc-12 -c a.c -fmemprof
has -D__MEMCC__=1
try env MEMCC_CC="$memcc" "$memcc" a.o
refused "is memcc itself"
try "$memcc" --memcc-cc="$work/masks/gcc-12" a.o
refused "is memcc itself"
