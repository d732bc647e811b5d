/* coroutine.h - records of a coroutine: it leaves its caller's stack in the middle of itself, so
 * they stand on the shadow stack round each call only. */
#ifndef MEMCC_CLANG_COROUTINE_H
#define MEMCC_CLANG_COROUTINE_H
#include "graph.h"
#include "objects.h"
#include "sites.h"

#include <set>

class Coroutine
{
      public:
	/* A call to have a record round it, and the point of its statement; 0: of the one that has
	 * come before it, of those that end in a shared cleanup. */
	void plan(Graph &graph, llvm::CallBase *call, unsigned word);
	void put(llvm::Function &function, const Graph &graph, const Sites &sites, Objects &data);

      private:
	struct Wrapped {
		llvm::CallBase *call;
		unsigned word;
		llvm::Instruction *after;
	};
	std::vector<Wrapped> wrapped;
	std::set<llvm::BasicBlock *> pads; /* where exceptions out of them land */
};

#endif
