# find_package(memcc) profiles single targets, whatever the project's compiler is; so from an install prefix.
. "$(dirname "$0")/support.bash"
real gcc-12
command -v cmake >/dev/null || skip "no cmake"
write_program
cat >CMakeLists.txt <<'EOF'
cmake_minimum_required(VERSION 3.21)
project(program C CXX)
enable_testing()
find_package(memcc 0.1 REQUIRED)
add_library(work STATIC work.c)
target_memprof(work FUNCTIONS nothing w?rk)
add_executable(program main.c)
target_link_libraries(program PRIVATE work)
target_memprof(program)
add_executable(plain main.c work.c)
target_link_libraries(plain PRIVATE memcc::memprof)
memprof_add_test(NAME within COMMAND program)
memprof_add_test(NAME plain_has_no_profile COMMAND plain)
set_tests_properties(plain_has_no_profile PROPERTIES
                     PASS_REGULAR_EXPRESSION "wrote no profile; is it built with target_memprof")
memprof_add_test(NAME failing COMMAND ${CMAKE_COMMAND} -E false)
set_tests_properties(failing PROPERTIES PASS_REGULAR_EXPRESSION "the program failed \\(1\\)")
EOF
prefix="$work/an install prefix"
get cmake --install "$build" --prefix "$prefix"
for place in "$build" "$prefix"; do
	rm -rf made
	get env CC=gcc-12 CXX=g++-12 cmake -S . -B made "-DCMAKE_PREFIX_PATH=$place"
	get cmake --build made -j2
	(cd made && runs_and_counts ./program)
	get made/plain
	(cd made && [[ -z $(ls ./*.memprof 2>/dev/null) ]]) || die "the plain program was profiled"
	tests='plain_has_no_profile|failing'
	try "$memprof" check --help
	[[ $status != 0 ]] || tests+='|within'
	get ctest --test-dir made -R "$tests"
done

# pkg-config: profiled objects, linked by the compiler itself.
command -v pkg-config >/dev/null || skip "no pkg-config"
export PKG_CONFIG_PATH=$build/lib/pkgconfig
get memcc -fmemprof -c work.c
get memcc -c main.c
get gcc-12 main.o work.o -o program $(pkg-config --libs memcc)
runs_and_counts ./program
