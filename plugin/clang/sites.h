/* sites.h - a function's statements in its flow graph: where each begins, and whose each call is.
 */
#ifndef MEMCC_CLANG_SITES_H
#define MEMCC_CLANG_SITES_H
#include "callees.h"
#include "marks.h"

#include <map>
#include <set>

/* A statement's life in the flow graph. */
struct Site {
	llvm::BasicBlock *block = nullptr; /* of its mark; null: unreachable */
	unsigned order = 0;
	bool resumes = false; /* goes on after a statement expression */
	bool at_mark = false; /* must announce itself where it begins */
	std::vector<llvm::CallInst *> marks, resume_marks;
	std::vector<llvm::CallBase *> calls; /* those that matter, in block order */
	std::vector<llvm::BasicBlock *> call_blocks;
	/* What emit.cc plans for it. */
	unsigned point_word = 0;
	int counter = -1;
};

class Sites
{
      public:
	/* To be called when the flow graph is as the source has it (tidy.h). Where something may
	 * return twice, calls end their blocks from now on. */
	Sites(llvm::Function &function, const llvm::Function *mark, const MarkTables &tables,
	      const Callees &callees);

	MarkTable table;
	std::vector<Site> all;          /* by statement of the table */
	std::set<unsigned> own_regions; /* that this function holds */
	std::vector<llvm::CallInst *> marks;
	std::vector<llvm::CallBase *> calls;             /* those that matter */
	std::vector<llvm::CallBase *> landing_calls;     /* that return twice */
	std::vector<llvm::BasicBlock *> jumps, landings; /* out of which, to which longjmp goes */
	bool direct = false;       /* each statement has to be counted by itself */
	bool lands = false;        /* control may arrive where no edge leads */
	bool shared_calls = false; /* a call belongs to no one statement */

	/* How many statements begin in a block, and in its block before a call that matters. */
	unsigned begun_in(const llvm::BasicBlock *block) const
	{
		return begun.at(block);
	}
	unsigned begun_before(const llvm::CallBase *call) const
	{
		return begun.at(call);
	}
	/* The statement that the call belongs to; negative: none, or several. */
	int of(const llvm::CallBase *call) const;
	/* Whether it is one of several statements' whenever it is made. */
	bool is_shared(const llvm::CallBase *call) const;

      private:
	llvm::Function &function;
	const llvm::Function *mark;
	const Callees &callees;
	std::map<const llvm::Instruction *, int> owners;
	std::map<const llvm::Value *, unsigned> begun;
	std::map<const llvm::BasicBlock *, int> at_end; /* which one, of those marked in it */

	bool is_mark(const llvm::Instruction &instruction) const;
	int statement_at(const llvm::Instruction &instruction) const;
	void read_table(const MarkTables &tables);
	void drop_nothing(void);
	void advance_first(void);
	void split_at_calls(void);
	void read_marks(void);
	int statement_at_end(const llvm::BasicBlock &block, int in) const;
	void attribute(void);
	void join_ambiguous(void);
};

#endif
