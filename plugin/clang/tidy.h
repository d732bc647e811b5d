/* tidy.h - takes out of a function's flow graph what its source does not have. */
#ifndef MEMCC_CLANG_TIDY_H
#define MEMCC_CLANG_TIDY_H
#include "compat.h"

void tidy_make(llvm::Function &function);

#endif
