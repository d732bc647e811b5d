/* inlining.h - what is put into a function shall not keep it from being inlined.
 *
 * The inliner goes by what a function's instructions cost. A call may say what it costs, and may
 * cost less than nothing: so each function's call of the runtime takes off what everything put in
 * costs. It stays right where functions are inlined into one another.
 */
#ifndef MEMCC_CLANG_INLINING_H
#define MEMCC_CLANG_INLINING_H
#include "compat.h"

void inlining_allow(llvm::Function &function);

#endif
