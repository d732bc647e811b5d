/* callees.h - which calls can change memory, or may not return. */
#ifndef MEMCC_CLANG_CALLEES_H
#define MEMCC_CLANG_CALLEES_H
#include "compat.h"

#include <map>
#include <set>

class Callees
{
      public:
	/* Looks at the whole module, before anything is put into it. */
	explicit Callees(const llvm::Module &module);

	/* False for calls during which nothing can happen that a statement must own. */
	bool call_matters(const llvm::CallBase &call) const;

      private:
	std::set<const llvm::Function *> mattering; /* among those whose body is known */
};

#endif
