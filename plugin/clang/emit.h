/* emit.h - second half: marks become code and descriptions; a pass over the module. */
#ifndef MEMCC_CLANG_EMIT_H
#define MEMCC_CLANG_EMIT_H
#include "llvm/IR/PassManager.h"

class EmitPass : public llvm::PassInfoMixin<EmitPass>
{
      public:
	llvm::PreservedAnalyses run(llvm::Module &module, llvm::ModuleAnalysisManager &);
	static bool isRequired() /* at -O0 and in optnone functions too */
	{
		return true;
	}
};

#endif
