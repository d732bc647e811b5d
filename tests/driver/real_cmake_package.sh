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
memprof_add_test(NAME within COMMAND program BUDGETS good.budgets)
memprof_add_test(NAME beyond COMMAND $<TARGET_FILE:program> BUDGETS good.budgets bad.budgets)
memprof_add_test(NAME as_before COMMAND program BASELINE before.baseline CHECK_OPTIONS --tolerance=1%)
set_tests_properties(beyond PROPERTIES PASS_REGULAR_EXPRESSION
                     "work.c:10.*memprof check failed \\(1\\).*beyond/profile.memprof")
memprof_add_test(NAME plain_has_no_profile COMMAND plain)
set_tests_properties(plain_has_no_profile PROPERTIES
                     PASS_REGULAR_EXPRESSION "wrote no profile; is it built with target_memprof")
memprof_add_test(NAME failing COMMAND ${CMAKE_COMMAND} -E false)
set_tests_properties(failing PROPERTIES PASS_REGULAR_EXPRESSION "the program failed \\(1\\)")
EOF
echo 'work "kept = malloc(*": increment <= 1045, occurrences == 10' >good.budgets
echo 'work "kept = malloc(*": allocs <= 9' >bad.budgets
prefix="$work/an install prefix"
get cmake --install "$build" --prefix "$prefix"
for place in "$build" "$prefix"; do
	rm -rf made
	get env CC=gcc-12 CXX=g++-12 cmake -S . -B made "-DCMAKE_PREFIX_PATH=$place"
	get cmake --build made -j2
	(cd made && runs_and_counts ./program)
	get made/plain
	(cd made && [[ -z $(ls ./*.memprof 2>/dev/null) ]]) || die "the plain program was profiled"
	rm -f ./*.memprof
	get made/program
	get "$memprof" baseline ./*.memprof -o before.baseline
	rm ./*.memprof
	get ctest --test-dir made -j4
done

# pkg-config: profiled objects, linked by the compiler itself.
command -v pkg-config >/dev/null || skip "no pkg-config"
export PKG_CONFIG_PATH=$build/lib/pkgconfig
get memcc -fmemprof -c work.c
get memcc -c main.c
get gcc-12 main.o work.o -o program $(pkg-config --libs memcc)
runs_and_counts ./program
