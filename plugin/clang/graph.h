/* graph.h - a function's flow graph as its source has it, and places to put code on its edges.
 *
 * Made once, before anything is put in; the places stay good when blocks are split afterwards.
 */
#ifndef MEMCC_CLANG_GRAPH_H
#define MEMCC_CLANG_GRAPH_H
#include "compat.h"

#include "llvm/Analysis/BranchProbabilityInfo.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/IR/Dominators.h"

#include <map>
#include <memory>

/* One edge; several cases of a switch that lead to one block are one edge. */
struct Edge {
	llvm::BasicBlock *source, *target; /* null: the function's entry, its exit */
	double frequency;                  /* executions per activation, by estimate */
	bool critical;                     /* code on it takes a block of its own, and a jump */
	bool fixed;                        /* no code can be put on it */
};

class Graph
{
      public:
	/* Blocks that cannot be reached must be gone already. */
	explicit Graph(llvm::Function &function);

	std::vector<Edge> edges; /* the first leads to the entry block */

	/* Where code goes that shall run when control takes the edge; splits it if it must. */
	llvm::Instruction *place(const Edge &edge);
	/* The same, but as early as it can be told that control will take the edge: what stands at
	 * the ends of many blocks alike can be made one then. */
	llvm::Instruction *early_place(const Edge &edge);
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
	double frequency(const llvm::BasicBlock *block) const
	{
		return frequencies.at(block);
	}

	llvm::DominatorTree dominators; /* with DFS numbers */
	const llvm::Loop *loop_of(const llvm::BasicBlock *block) const
	{
		return loops->getLoopFor(block);
	}
	/* Innermost loops differ: one may run more often than the other. */
	bool same_loop(const llvm::BasicBlock *a, const llvm::BasicBlock *b) const
	{
		return loop_of(a) == loop_of(b);
	}

      private:
	llvm::Function &function;
	llvm::Instruction *first;
	std::unique_ptr<llvm::LoopInfo> loops;
	std::map<const llvm::BasicBlock *, double> frequencies;
	std::map<const llvm::BasicBlock *, unsigned> sources; /* how many blocks lead there */
	std::map<const llvm::BasicBlock *, llvm::Instruction *> starts;
	std::map<std::pair<llvm::BasicBlock *, llvm::BasicBlock *>, llvm::Instruction *> split;

	void find_starts(void);
	bool single_source(const llvm::BasicBlock *block) const
	{
		auto found = sources.find(block);
		return found != sources.end() && found->second == 1;
	}
	void add(llvm::BasicBlock *source, llvm::BasicBlock *target, double frequency);
	void add_all(llvm::BasicBlock *source, const llvm::BranchProbabilityInfo &probabilities);
};

#endif
