# memccConfig.cmake - find_package(memcc): profile targets, and hold tests to memory budgets.
#
#   target_memprof(<target> [ALL] [FUNCTIONS glob...] [LIST file] [MODE inline|calls] [VERBOSE])
#     Builds and links the target with memcc -fmemprof, whatever the project's own compiler is
#     (GCC or Clang). Call it for libraries and for the programs that link them.
#
#   memprof_add_test(NAME <name> COMMAND <command> [argument...] [WORKING_DIRECTORY directory]
#                    [BUDGETS file...] [BASELINE file] [CHECK_OPTIONS option...]
#                    [FIRST_CALLS number])
#     A CTest test that runs the command, then `memprof check` on its profile: the budgets in the
#     source, those in the files, and the baseline. Each test has a directory of its own for
#     profiles; that of a failure stays there, and the output says where. FIRST_CALLS: so many of
#     each function are kept apart, for budgets `from call` (with MODE calls).
#
# Also: memcc::memprof, a target with the directory of <memprof.h> for code that is not profiled, and
# the paths MEMCC_EXECUTABLE, MEMCXX_EXECUTABLE, MEMPROF_EXECUTABLE.

cmake_minimum_required(VERSION 3.21)
get_filename_component(_memcc_prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)
set(MEMCC_EXECUTABLE "${_memcc_prefix}/bin/memcc")
set(MEMCXX_EXECUTABLE "${_memcc_prefix}/bin/memc++")
set(MEMPROF_EXECUTABLE "${_memcc_prefix}/bin/memprof")
set(_memcc_run_test "${CMAKE_CURRENT_LIST_DIR}/memccRunTest.cmake")

foreach(_memcc_file MEMCC_EXECUTABLE MEMCXX_EXECUTABLE MEMPROF_EXECUTABLE)
  if(NOT EXISTS "${${_memcc_file}}")
    set(memcc_FOUND FALSE)
    set(memcc_NOT_FOUND_MESSAGE "${${_memcc_file}} is missing")
    return()
  endif()
endforeach()

if(NOT TARGET memcc::memprof)
  add_library(memcc::memprof INTERFACE IMPORTED)
  set_target_properties(memcc::memprof PROPERTIES INTERFACE_INCLUDE_DIRECTORIES
                                                  "${_memcc_prefix}/include")
endif()

function(target_memprof target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "ALL;VERBOSE" "LIST;MODE" "FUNCTIONS")
  if(NOT TARGET ${target})
    message(FATAL_ERROR "target_memprof: '${target}' is not a target")
  endif()
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "target_memprof: unknown words: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  get_target_property(type ${target} TYPE)
  if(NOT type MATCHES "^(EXECUTABLE|STATIC_LIBRARY|SHARED_LIBRARY|MODULE_LIBRARY|OBJECT_LIBRARY)$")
    message(FATAL_ERROR "target_memprof: '${target}' compiles nothing (it is a ${type})")
  endif()

  set(options -fmemprof)
  if(arg_ALL)
    list(APPEND options -fmemprof=all)
  endif()
  if(arg_FUNCTIONS)
    list(JOIN arg_FUNCTIONS "," globs)
    list(APPEND options "-fmemprof-functions=${globs}")
  endif()
  if(arg_LIST)
    get_filename_component(list "${arg_LIST}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
    list(APPEND options "-fmemprof-list=${list}")
    get_target_property(sources ${target} SOURCES)
    set_property(SOURCE ${sources} TARGET_DIRECTORY ${target} APPEND PROPERTY OBJECT_DEPENDS
                                                                              "${list}")
  endif()
  if(arg_MODE)
    list(APPEND options "-fmemprof-mode=${arg_MODE}")
  endif()
  if(arg_VERBOSE)
    list(APPEND options -fmemprof-verbose)
  endif()

  foreach(option ${options})
    target_compile_options(${target} PRIVATE "$<$<COMPILE_LANGUAGE:C,CXX>:${option}>")
  endforeach()
  if(NOT type MATCHES "^(STATIC|OBJECT)_LIBRARY$")
    target_link_options(${target} PRIVATE -fmemprof)
  endif()
  foreach(language C CXX)
    foreach(step COMPILER LINKER)
      set_target_properties(${target} PROPERTIES ${language}_${step}_LAUNCHER
                                                 "${MEMCC_EXECUTABLE};--memcc-launch")
    endforeach()
  endforeach()
endfunction()

function(memprof_add_test)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME;BASELINE;WORKING_DIRECTORY;FIRST_CALLS"
                        "COMMAND;BUDGETS;CHECK_OPTIONS")
  if(NOT arg_NAME OR NOT arg_COMMAND)
    message(FATAL_ERROR "memprof_add_test: NAME and COMMAND are needed")
  endif()
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "memprof_add_test: unknown words: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  list(POP_FRONT arg_COMMAND program)
  if(TARGET ${program})
    set(program "$<TARGET_FILE:${program}>")
  endif()

  set(check ${arg_CHECK_OPTIONS})
  foreach(file ${arg_BUDGETS})
    get_filename_component(file "${file}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
    list(APPEND check --budgets "${file}")
  endforeach()
  if(arg_BASELINE)
    get_filename_component(file "${arg_BASELINE}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
    list(APPEND check --baseline "${file}")
  endif()
  if(NOT arg_WORKING_DIRECTORY)
    set(arg_WORKING_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}")
  endif()

  # "a-b" and "a.b" are two tests.
  string(MAKE_C_IDENTIFIER "${arg_NAME}" directory)
  if(NOT directory STREQUAL arg_NAME)
    string(MD5 hash "${arg_NAME}")
    string(SUBSTRING "${hash}" 0 8 hash)
    string(APPEND directory "-${hash}")
  endif()
  add_test(NAME "${arg_NAME}" WORKING_DIRECTORY "${arg_WORKING_DIRECTORY}"
           COMMAND ${CMAKE_COMMAND} "-DMEMPROF=${MEMPROF_EXECUTABLE}"
                   "-DDIRECTORY=${CMAKE_CURRENT_BINARY_DIR}/memprof/${directory}" "-DCHECK=${check}"
                   "-DFIRST_CALLS=${arg_FIRST_CALLS}"
                   -P "${_memcc_run_test}" -- "${program}" ${arg_COMMAND})
endfunction()
