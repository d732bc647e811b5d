# CMake takes memcc for the compiler it runs, and builds C, C++ and shared libraries with it.
. "$(dirname "$0")/support.bash"
real gcc-12
command -v cmake >/dev/null || skip "no cmake"
write_program
mv main.c main.cc
cat >CMakeLists.txt <<'EOF'
cmake_minimum_required(VERSION 3.20)
project(program C CXX)
add_library(work SHARED work.c)
add_executable(program main.cc)
target_link_libraries(program PRIVATE work)
file(WRITE ${CMAKE_BINARY_DIR}/found.txt
     "${CMAKE_C_COMPILER_ID} ${CMAKE_CXX_COMPILER_ID} ${CMAKE_C_COMPILER_VERSION} ${CMAKE_C_COMPILE_FEATURES}")
EOF
get env CC=gcc-12 CXX=g++-12 cmake -S . -B plain
get env CC=memcc CXX=memc++ cmake -S . -B ours -DCMAKE_C_FLAGS=-fmemprof -DCMAKE_CXX_FLAGS=-fmemprof
equal "$(<ours/found.txt)" "$(<plain/found.txt)" "what CMake found out"
get cmake --build ours -j2
cd ours
runs_and_counts ./program
