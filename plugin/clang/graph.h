/* graph.h - a function's flow graph as plugin/common sees it, and places to put code on its edges.
 *
 * Made once, before anything is put in; the places stay good when blocks are split afterwards.
 */
#ifndef MEMCC_CLANG_GRAPH_H
#define MEMCC_CLANG_GRAPH_H
#include "compat.h"

#include "flow.h"

#include "llvm/IR/Dominators.h"

#include <map>

/* One edge; several cases of a switch that lead to one block are one edge. */
struct Edge {
	llvm::BasicBlock *source, *target; /* null: the function's entry, its exit */
	double frequency;                  /* executions per activation, by estimate */
	bool fixed;                        /* no code can be put on it */
};

class Graph
{
      public:
	/* Blocks that cannot be reached must be gone already. */
	explicit Graph(llvm::Function &function);

	unsigned block_count(void) const
	{
		return numbers.size() + 2;
	}
	unsigned number(const llvm::BasicBlock *block) const
	{
		return numbers.at(block);
	}
	std::vector<Edge> edges;
	std::vector<mcc_edge> flow; /* the same edges, numbered */

	/* Where code goes that shall run when control takes the edge; splits it if it must. */
	llvm::Instruction *place(const Edge &edge);
	/* At the function's start, behind its static allocas. */
	llvm::Instruction *start(void) const
	{
		return first;
	}
	/* At the start of a block, behind what must be first in it. */
	llvm::Instruction *start_of(llvm::BasicBlock *block) const
	{
		return starts.at(block);
	}
	bool single_source(const llvm::BasicBlock *block) const;
	double frequency(const llvm::BasicBlock *block) const
	{
		return frequencies.at(block);
	}

	llvm::DominatorTree dominators;
	/* Innermost loops differ: one may run more often than the other. */
	bool same_loop(const llvm::BasicBlock *a, const llvm::BasicBlock *b) const
	{
		return loops.at(a) == loops.at(b);
	}

      private:
	llvm::Function &function;
	llvm::Instruction *first;
	std::map<const llvm::BasicBlock *, unsigned> numbers;
	std::map<const llvm::BasicBlock *, double> frequencies;
	std::map<const llvm::BasicBlock *, const void *> loops;
	std::map<const llvm::BasicBlock *, llvm::Instruction *> starts;
	std::map<std::pair<llvm::BasicBlock *, llvm::BasicBlock *>, llvm::Instruction *> split;

	void find_starts(void);
	void add(llvm::BasicBlock *source, llvm::BasicBlock *target, double frequency);
	bool fixed(llvm::BasicBlock *source, llvm::BasicBlock *target) const;
};

#endif
