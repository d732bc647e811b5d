/* unwinding.h - exceptions that pass through a function without being looked at by it. */
#ifndef MEMCC_CLANG_UNWINDING_H
#define MEMCC_CLANG_UNWINDING_H
#include "objects.h"

#include <string>
#include <vector>

/* Makes the function abandon its record when an exception leaves it out of one of these calls, all
 * of which are made with the record on top. To be called when all else is in place. */
void unwinding_guard(llvm::Function &function, const std::vector<llvm::CallBase *> &calls,
		     const std::string &personality, Objects *data);

/* Makes exceptions land there that nothing in the function catches, too, on their way to who may
 * not be profiled. Returns where code goes that shall run then. */
llvm::Instruction *unwinding_land(llvm::BasicBlock *pad);

#endif
