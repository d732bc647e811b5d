/* counts.h - the flow graph as plugin/common counts it: no larger than the statements ask for.
 *
 *   - Blocks in which no statement begins, and to which control comes from one block alone, or from
 *     such blocks of its, are one with it: the arms of ?:, the operands of && and ||. What
 *     happens among them need not be counted.
 *   - A block that several edges lead to and several lead out of is two, joined by an edge: a
 *     counter can stand in the block then, rather than on an edge that would have to be split.
 */
#ifndef MEMCC_CLANG_COUNTS_H
#define MEMCC_CLANG_COUNTS_H
#include "graph.h"

#include "flow.h"

#include <set>

class Counts
{
      public:
	/* `begins`: blocks in which statements begin. */
	Counts(Graph &graph, llvm::Function &function,
	       const std::set<const llvm::BasicBlock *> &begins);

	std::vector<mcc_edge> flow; /* the first is the entry's */

	unsigned block_count(void) const
	{
		return next;
	}
	unsigned number(const llvm::BasicBlock *block) const
	{
		return numbers.at(head(block));
	}
	/* The block in which all begins that this one is one with. */
	const llvm::BasicBlock *head(const llvm::BasicBlock *block) const;

	/* Where flow[n] is counted: at each of these places. */
	std::vector<llvm::Instruction *> places(size_t n);
	/* Whether that is one place, which runs exactly once in each round of a loop. */
	bool once_a_round(size_t n) const;

      private:
	using Block = const llvm::BasicBlock;

	/* Where one mcc_edge comes from: edges of the graph; or, without any, within a block. */
	struct Bundle {
		llvm::BasicBlock *source, *target; /* heads */
		std::vector<const Edge *> parts;
	};

	Graph &graph;
	unsigned next = 2; /* number */
	std::map<Block *, Block *> joined;
	std::map<Block *, unsigned> numbers, first_numbers;
	std::map<Block *, unsigned> into, out_of; /* bundles */
	/* What each round of a loop ends with lies between these in the dominator tree. */
	mutable std::map<const llvm::Loop *, std::pair<unsigned, unsigned>> ends;
	std::vector<Bundle> bundles; /* by flow */

	bool single_target(const Bundle &bundle) const;
	void join(llvm::Function &function, const std::set<Block *> &begins);
	bool joins(llvm::BasicBlock *block, Block **to) const;
	void bundle(void);
	void number_blocks(llvm::Function &function);
	void add_flow(const Bundle &bundle);
	std::pair<unsigned, unsigned> ends_of(const llvm::Loop *loop) const;
};

#endif
