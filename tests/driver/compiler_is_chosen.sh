# --memcc-cc, then MEMCC_CC, then the default; memc++ takes the C++ driver that belongs to it.
. "$(dirname "$0")/support.bash"
pretend
for name in gcc-11 g++-11 cc c++ clang clang++ x86_64-linux-gnu-gcc-12 x86_64-linux-gnu-g++-12 odd; do
	pretend_compiler $name gcc 12
done

get env -u MEMCC_CC "$memcc" a.o
default=${out%%$'\n'*}
[[ $default =~ ^(gcc|clang) ]] || die "default: $default"
get env MEMCC_CC=clang "$memcc" --memcc-cc=gcc-11 a.o
exactly gcc-11 a.o

while read -r c cxx; do
	get env MEMCC_CC=$c "$memcc" a.o
	exactly "$c" a.o
	get env MEMCC_CC=$c "$memcxx" a.o
	exactly "$cxx" a.o
	get env "MEMCC_CC=$work/pretended/$c" "$memcxx" a.o
	exactly "$cxx" a.o
	get "$memcxx" --memcc-cc=$c a.o
	exactly "$cxx" a.o
done <<'EOF'
gcc-11 g++-11
g++-11 g++-11
clang clang++
clang-14 clang++-14
cc c++
x86_64-linux-gnu-gcc-12 x86_64-linux-gnu-g++-12
EOF
get env MEMCC_CXX=odd "$memcxx" a.o
exactly odd a.o
get env MEMCC_CXX=odd "$memcc" a.o
exactly gcc-12 a.o

try env MEMCC_CC=odd "$memcxx" a.o
refused "'odd'" MEMCC_CXX
try "$memcc" --memcc-cc=gcc-77 a.o
refused "'gcc-77' not found" --memcc-cc
try env MEMCC_CC=gcc-77 "$memcc" a.o
refused "'gcc-77' not found" MEMCC_CC
try env MEMCC_CC=/ "$memcc" a.o
refused "'/' not found"
