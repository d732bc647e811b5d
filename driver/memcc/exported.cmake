# exported.cmake - writes the linker's list of what an executable has to export: all that the shared
# runtime defines for compiled code and users, so that a shared object opened later meets the
# executable's runtime and not a second one. __memcc_thread is each executable's own.
#
# Run by cmake -P with NM, LIBRARY and OUTPUT set.
execute_process(COMMAND ${NM} -D --defined-only ${LIBRARY} OUTPUT_VARIABLE symbols
                COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL " (__memcc|memprof)_[A-Za-z0-9_]+" names "${symbols}")
list(REMOVE_ITEM names " __memcc_thread")
if(NOT names)
  message(FATAL_ERROR "${LIBRARY} defines none of the runtime's names")
endif()
list(SORT names)
list(JOIN names ";\n" names)
file(WRITE ${OUTPUT} "{\n${names};\n};\n")
