/* sites.cc - see sites.h. */
#include "sites.h"

#include "opaque.h"

#include "options.h"

#include "llvm/ADT/PostOrderIterator.h"
#include "llvm/IR/CFG.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

using namespace llvm;

static const int NOWHERE = -1;   /* no statement yet */
static const int AMBIGUOUS = -2; /* more than one may be open */
static const int MIXED = -4;     /* one, or none */
static const int UNSEEN = -3;

static unsigned what(const Instruction &mark)
{
	return cast<ConstantInt>(cast<CallInst>(mark).getArgOperand(1))->getZExtValue();
}

Sites::Sites(Function &function, const Function *mark, const MarkTables &tables,
	     const Callees &callees)
    : function(function), mark(mark), callees(callees)
{
	read_table(tables);
	drop_nothing();
	advance_first();
	split_at_calls();
	read_marks();
	attribute();
}

bool Sites::is_mark(const Instruction &instruction) const
{
	auto *call = dyn_cast<CallInst>(&instruction);
	return call && call->getCalledOperand()->stripPointerCasts() == mark;
}

/* Which one begins there or goes on, or that there is none; UNSEEN: it is no such mark. */
int Sites::statement_at(const Instruction &instruction) const
{
	if (!is_mark(instruction) || what(instruction) == MARK_ENTRY)
		return UNSEEN;
	if (what(instruction) == MARK_OUTSIDE)
		return NOWHERE;
	return what(instruction) & ~MARK_RESUME;
}

int Sites::of(const CallBase *call) const
{
	auto found = owners.find(call);
	return found == owners.end() ? NOWHERE : found->second;
}

bool Sites::is_shared(const CallBase *call) const
{
	return of(call) == AMBIGUOUS;
}

/* --- reading --- */

void Sites::read_table(const MarkTables &tables)
{
	for (BasicBlock &block : function)
		for (Instruction &instruction : block) {
			if (!is_mark(instruction))
				continue;
			auto found = tables.find(marks_text(cast<CallInst>(instruction)).str());
			if (found == tables.end())
				continue;
			table = marks_read(found->second);
			all.resize(table.statements.size());
			return;
		}
}

void Sites::drop_nothing(void)
{
	for (BasicBlock &block : function)
		for (Instruction &instruction : make_early_inc_range(block))
			if (is_mark(instruction) && what(instruction) == MARK_NOTHING)
				instruction.eraseFromParent();
}

void Sites::read_marks(void)
{
	for (BasicBlock &block : function) {
		unsigned order = 0, begins = 0;
		at_end[&block] = UNSEEN;
		for (Instruction &instruction : block) {
			auto *call = dyn_cast<CallBase>(&instruction);
			if (!call)
				continue;
			if (call->hasFnAttr(Attribute::ReturnsTwice))
				landing_calls.push_back(call);
			if (!is_mark(instruction)) {
				auto *plain = dyn_cast<CallInst>(call);
				if (callees.call_matters(*call) && !compat::is_transfer(*call) &&
				    !(plain && plain->isMustTailCall())) {
					calls.push_back(call);
					begun[call] = begins;
				}
				continue;
			}
			auto *found = cast<CallInst>(call);
			marks.push_back(found);
			if (what(*found) == MARK_ENTRY) {
				own_regions.insert(0);
				continue;
			}
			if (what(*found) == MARK_OUTSIDE) {
				at_end[&block] = NOWHERE;
				continue;
			}
			const unsigned statement = what(*found) & ~MARK_RESUME;
			Site &site = all.at(statement);
			at_end[&block] = statement;
			own_regions.insert(table.statements[statement].region);
			if (what(*found) & MARK_RESUME) {
				site.resumes = true;
				site.resume_marks.push_back(found);
				continue;
			}
			begins++;
			direct |= site.block != nullptr; /* duplicated by code generation */
			if (!site.block) {
				site.block = &block;
				site.order = order++;
			}
			site.marks.push_back(found);
		}
		begun[&block] = begins;
		lands |= block.isLandingPad();
	}
	lands |= !landing_calls.empty();
	/* A call that returns twice has an edge that the flow graph does not show. */
	direct |= !landing_calls.empty();
}

/* Code generation asks OpenMP's library for the thread at the very start of a function. That may
 * set the library up, and belongs to the first statement. */
void Sites::advance_first(void)
{
	Instruction *early = nullptr;
	for (Instruction &instruction : function.getEntryBlock()) {
		auto *call = dyn_cast<CallInst>(&instruction);
		if (!call)
			continue;
		auto *callee = dyn_cast<Function>(call->getCalledOperand()->stripPointerCasts());
		if (callee && callee->getName().substr(0, 7) == "__kmpc_" && !early)
			early = call;
		if (statement_at(*call) >= 0) {
			if (early)
				call->moveBefore(early);
			return;
		}
	}
}

/* --- calls that return twice --- */

/* longjmp comes out of a call, and goes on behind setjmp: both shall be ends of blocks. */
static bool may_jump(const CallBase &call)
{
	auto *callee = dyn_cast<Function>(call.getCalledOperand()->stripPointerCasts());
	if (call.hasFnAttr(Attribute::ReturnsTwice))
		return !call.isTerminator();
	if (compat::runs_code(call))
		return !call.isTerminator();
	if (isa<IntrinsicInst>(call) || call.isInlineAsm() || call.isTerminator())
		return false;
	return !callee || !callee->isDeclaration() ||
	       !(opaque_is_allocator(callee->getName()) ||
		 mcc_function_is_harmless(callee->getName().str().c_str()));
}

void Sites::split_at_calls(void)
{
	std::vector<CallInst *> ends;
	bool twice = false;
	for (BasicBlock &block : function)
		for (Instruction &instruction : block)
			if (auto *call = dyn_cast<CallInst>(&instruction)) {
				twice |= call->hasFnAttr(Attribute::ReturnsTwice);
				if (!is_mark(*call) && may_jump(*call) && !call->isMustTailCall())
					ends.push_back(call);
			}
	if (!twice)
		return;
	for (CallInst *call : ends) {
		jumps.push_back(call->getParent());
		SplitBlock(call->getParent(), call->getNextNode());
		if (call->hasFnAttr(Attribute::ReturnsTwice))
			landings.push_back(call->getParent()->getTerminator()->getSuccessor(0));
	}
}

/* --- whose is each call? --- */

int Sites::statement_at_end(const BasicBlock &block, int in) const
{
	const int own = at_end.at(&block);
	return own != UNSEEN ? own : in;
}

static int joined(int a, int b)
{
	if (a == b || a == UNSEEN || b == UNSEEN)
		return a == UNSEEN ? b : a;
	const bool none = a == NOWHERE || b == NOWHERE || a == MIXED || b == MIXED;
	return none ? MIXED : AMBIGUOUS;
}

void Sites::attribute(void)
{
	std::map<BasicBlock *, int> in, out;
	BasicBlock *entry = &function.getEntryBlock();
	for (BasicBlock &block : function)
		in[&block] = out[&block] = UNSEEN;
	ReversePostOrderTraversal<Function *> order(&function);
	for (bool changed = true; changed;) {
		changed = false;
		for (BasicBlock *block : order) {
			int value = block == entry ? NOWHERE : UNSEEN;
			for (BasicBlock *source : predecessors(block)) {
				value = joined(value, out[source]);
			}
			int end = statement_at_end(*block, value);
			changed |= value != in[block] || end != out[block];
			in[block] = value;
			out[block] = end;
		}
	}
	std::set<const Instruction *> of_interest(calls.begin(), calls.end());
	bool ambiguous = false;
	for (BasicBlock &block : function) {
		int now = in[&block];
		for (Instruction &instruction : block) {
			if (statement_at(instruction) != UNSEEN)
				now = statement_at(instruction);
			if (!of_interest.count(&instruction))
				continue;
			owners[&instruction] = now;
			if (now < 0) {
				shared_calls = true;
				ambiguous |= now == AMBIGUOUS || now == MIXED;
				continue;
			}
			Site &site = all[now];
			site.calls.push_back(cast<CallBase>(&instruction));
			if (site.call_blocks.empty() || site.call_blocks.back() != &block)
				site.call_blocks.push_back(&block);
		}
	}
	if (ambiguous)
		join_ambiguous();
}

/* A call that several statements can reach (a cleanup shared by the ways out of a scope): each of
 * them must have announced itself where it began. In which block it would be abandoned, no point
 * can tell. */
void Sites::join_ambiguous(void)
{
	std::set<BasicBlock *> seen;
	std::vector<BasicBlock *> work;
	for (CallBase *call : calls)
		if ((of(call) == AMBIGUOUS || of(call) == MIXED) &&
		    seen.insert(call->getParent()).second)
			work.push_back(call->getParent());
	direct = true;
	while (!work.empty()) {
		BasicBlock *block = work.back();
		work.pop_back();
		for (BasicBlock *source : predecessors(block)) {
			int last = statement_at_end(*source, UNSEEN);
			if (last >= 0)
				all[last].at_mark = true;
			else if (last == UNSEEN && seen.insert(source).second)
				work.push_back(source);
		}
	}
}
