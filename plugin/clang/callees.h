/* callees.h - which calls can change memory, or may not return. */
#ifndef MEMCC_CLANG_CALLEES_H
#define MEMCC_CLANG_CALLEES_H
#include "compat.h"

#include <map>

class Callees
{
      public:
	/* False for calls during which nothing can happen that a statement must own. */
	bool call_matters(const llvm::CallBase &call);

      private:
	enum Verdict { OPEN, HARMLESS, MATTERS };
	std::map<const llvm::Function *, Verdict> verdicts;

	bool harmless(const llvm::Function &function, int depth);
	bool body_is_harmless(const llvm::Function &function, int depth);
	bool matters(const llvm::CallBase &call, int depth);
};

#endif
