/* opaque.h - what the optimiser must not know in a unit whose memory is measured. */
#ifndef MEMCC_CLANG_OPAQUE_H
#define MEMCC_CLANG_OPAQUE_H
#include "compat.h"

/* Allocations stay as written; calls that may be of profiled functions are not dropped or merged
 * because they were declared const or pure. */
void opaque_make(llvm::Module &module);

/* malloc and its family, operator new and delete. */
bool opaque_is_allocator(llvm::StringRef name);

#endif
