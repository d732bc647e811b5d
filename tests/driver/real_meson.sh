# Meson with CC=memcc.
. "$(dirname "$0")/support.bash"
real gcc-12
command -v meson >/dev/null || skip "no meson"
write_program
cat >meson.build <<'EOF'
project('program', 'c', 'cpp')
message('found ' + meson.get_compiler('c').get_id())
work = shared_library('work', 'work.c')
executable('program', 'main.c', link_with: work)
EOF
get env CC=memcc CXX=memc++ CFLAGS=-fmemprof CXXFLAGS=-fmemprof meson setup made
grep -q 'found gcc' out.txt || die "meson did not find gcc: $out"
get meson compile -C made
cd made
runs_and_counts ./program
