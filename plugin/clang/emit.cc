/* emit.cc - from marks to code. What is emitted, before and after, stands in ../README.md.
 *
 * Order of work on one function:
 *   tidy_make      the flow graph as the source has it (tidy.cc)
 *   read_table, read_marks   what boundary.cc said of the function; where its statements begin
 *   attribute      which statement each call belongs to (forward data flow over marks)
 *   plan_points    where statements announce themselves, as which variant
 *   plan_counters  on edges outside the spanning tree            (plugin/common/flow.c)
 *   plan_records   push and pop round the calls                              (regions.cc)
 *   put_…          all places are known as instructions now: code is put in front of them
 *   describe       what the reader has to know
 *   unwinding_guard  exceptions that pass through                            (unwinding.cc)
 *
 * Runs before any optimisation and at every -O level, so that what is described is what was
 * written; inlined copies share the counters of their function and keep their own push and pop.
 */
#include "emit.h"

#include "callees.h"
#include "coroutine.h"
#include "counts.h"
#include "graph.h"
#include "inlining.h"
#include "marks.h"
#include "objects.h"
#include "opaque.h"
#include "regions.h"
#include "tidy.h"
#include "unwinding.h"

#include "abi.h"
#include "describe.h"
#include "options.h"
#include "profile.h"

#include "llvm/Transforms/Scalar/LowerExpectIntrinsic.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

#include <algorithm>
#include <optional>

using namespace llvm;

namespace
{

/* A statement's life in the flow graph. */
struct Site {
	BasicBlock *block = nullptr; /* of its mark; null: unreachable */
	unsigned order = 0;
	bool resumes = false; /* goes on after a statement expression */
	bool at_mark = false; /* must announce itself where it begins */
	std::vector<CallInst *> marks, resume_marks;
	std::vector<CallBase *> calls; /* those that matter, in block order */
	std::vector<BasicBlock *> call_blocks;
	unsigned point_word = 0;
	int counter = -1;
};

/* Something to be put in front of an instruction. */
struct Announcement {
	Instruction *before;
	unsigned word, variant;
};
struct Count {
	Instruction *before;
	unsigned counter;
	bool steady; /* once in each round of a loop */
};

const int NOWHERE = -1;   /* no statement yet */
const int AMBIGUOUS = -2; /* more than one may be open */
const int UNSEEN = -3;

class Emitter
{
      public:
	Emitter(Function &function, Function *mark, const Callees &callees, MDNode *aliasing)
	    : function(function), mark(mark), callees(callees), aliasing(aliasing)
	{
	}
	void run(void);

      private:
	Function &function;
	Function *mark;
	const Callees &callees;
	MDNode *aliasing;
	std::optional<Graph> graph;
	std::optional<Counts> flow;
	std::optional<Objects> data;

	MarkTable table;
	std::vector<Site> sites;        /* by statement of the table */
	std::set<unsigned> own_regions; /* that this function holds */
	std::vector<CallInst *> all_marks;
	std::vector<CallBase *> all_calls, landing_calls;
	std::map<const Instruction *, int> site_of_call;
	std::vector<BasicBlock *> jumps, landings; /* out of which, to which longjmp goes */
	std::set<BasicBlock *> matters;            /* blocks with something to announce */
	std::vector<mcc_point> points;
	std::vector<Announcement> announcements;
	std::vector<Count> counts;
	std::vector<Instruction *> pushes, pops;
	Coroutine coroutine;
	unsigned point_words = 1, counter_count = 0;
	bool direct = false, calls_mode = false, whole = false, suspends = false;
	bool entry_counted = false; /* counter 0 counts activations, from -1 */
	bool lands = false;         /* control may arrive where no edge leads */
	bool shared_calls = false;  /* a call belongs to no one statement */

	bool is_mark(const Instruction &instruction) const
	{
		auto *call = dyn_cast<CallInst>(&instruction);
		return call && call->getCalledOperand()->stripPointerCasts() == mark;
	}
	static unsigned what(const CallInst *call)
	{
		return cast<ConstantInt>(call->getArgOperand(1))->getZExtValue();
	}

	void read_table(void);
	void read_marks(void);
	void advance_first(void);
	void attribute(void);
	int statement_at_end(BasicBlock &block, int in) const;
	void join_ambiguous(void);
	unsigned order_after(const Instruction *limit) const;
	void add_point(unsigned index, unsigned variant, const Instruction *last_call,
		       BasicBlock *block, unsigned order);
	void announce(Instruction *before, const Site &site, unsigned variant);
	void plan_points(void);
	void plan_spread(unsigned index);
	bool lazily(const Site &site) const;
	void plan_counters(void);
	void plan_direct(void);
	void number_entry(void);
	void plan_records(void);
	Value *put_records(void);
	void put_landings(Value *record);
	void plan_coroutine(void);
	void put_calls(void);
	void split_at_calls(void);
	void add_landing_edges(void);
	void describe(void);
};

/* --- reading --- */

/* The same in all marks of the function. */
void Emitter::read_table(void)
{
	for (BasicBlock &block : function)
		for (Instruction &instruction : block) {
			if (!is_mark(instruction))
				continue;
			Value *argument = cast<CallInst>(instruction).getArgOperand(0);
			auto *text = dyn_cast<GlobalVariable>(argument->stripPointerCasts());
			if (!text || !text->hasInitializer())
				continue;
			if (auto *bytes = dyn_cast<ConstantDataArray>(text->getInitializer())) {
				table = marks_read(bytes->getAsString());
				sites.resize(table.statements.size());
				return;
			}
		}
}

void Emitter::read_marks(void)
{
	for (BasicBlock &block : function) {
		unsigned order = 0;
		for (Instruction &instruction : block) {
			auto *call = dyn_cast<CallBase>(&instruction);
			if (!call)
				continue;
			if (call->hasFnAttr(Attribute::ReturnsTwice))
				landing_calls.push_back(call);
			if (!is_mark(instruction)) {
				auto *plain = dyn_cast<CallInst>(call);
				if (callees.call_matters(*call) &&
				    !(plain && plain->isMustTailCall()))
					all_calls.push_back(call);
				continue;
			}
			auto *found = cast<CallInst>(call);
			all_marks.push_back(found);
			if (what(found) == MARK_ENTRY) {
				own_regions.insert(0);
				continue;
			}
			const unsigned statement = what(found) & ~MARK_RESUME;
			Site &site = sites.at(statement);
			own_regions.insert(table.statements[statement].region);
			if (what(found) & MARK_RESUME) {
				site.resumes = true;
				site.resume_marks.push_back(found);
				continue;
			}
			direct |= site.block != nullptr; /* duplicated by code generation */
			if (!site.block) {
				site.block = &block;
				site.order = order++;
			}
			site.marks.push_back(found);
		}
		lands |= block.isLandingPad();
	}
	lands |= !landing_calls.empty();
	/* A call that returns twice has an edge that the flow graph does not show. */
	direct |= !landing_calls.empty() || suspends;
}

/* Code generation asks OpenMP's library for the thread at the very start of a function. That may
 * set the library up, and belongs to the first statement. */
void Emitter::advance_first(void)
{
	Instruction *early = nullptr;
	for (Instruction &instruction : function.getEntryBlock()) {
		auto *call = dyn_cast<CallInst>(&instruction);
		if (!call)
			continue;
		auto *callee = dyn_cast<Function>(call->getCalledOperand()->stripPointerCasts());
		if (callee && callee->getName().substr(0, 7) == "__kmpc_" && !early)
			early = call;
		if (is_mark(*call) && what(call) != MARK_ENTRY) {
			if (early)
				call->moveBefore(early);
			return;
		}
	}
}

/* --- calls that return twice --- */

/* longjmp comes out of a call, and goes on behind setjmp: both shall be ends of blocks. */
bool may_jump(const CallBase &call)
{
	auto *callee = dyn_cast<Function>(call.getCalledOperand()->stripPointerCasts());
	if (call.hasFnAttr(Attribute::ReturnsTwice))
		return !call.isTerminator();
	if (isa<IntrinsicInst>(call) || call.isInlineAsm() || call.isTerminator())
		return false;
	return !callee || !callee->isDeclaration() ||
	       !(opaque_is_allocator(callee->getName()) ||
		 mcc_function_is_harmless(callee->getName().str().c_str()));
}

void Emitter::split_at_calls(void)
{
	std::vector<CallInst *> calls;
	bool twice = false;
	for (BasicBlock &block : function)
		for (Instruction &instruction : block)
			if (auto *call = dyn_cast<CallInst>(&instruction)) {
				twice |= call->hasFnAttr(Attribute::ReturnsTwice);
				if (!is_mark(*call) && may_jump(*call) && !call->isMustTailCall())
					calls.push_back(call);
			}
	if (!twice)
		return;
	for (CallInst *call : calls) {
		jumps.push_back(call->getParent());
		SplitBlock(call->getParent(), call->getNextNode());
		if (call->hasFnAttr(Attribute::ReturnsTwice))
			landings.push_back(call->getParent()->getTerminator()->getSuccessor(0));
	}
}

/* For the reader, who asks what can come before what: counting is direct in such functions. */
void Emitter::add_landing_edges(void)
{
	if (landings.empty())
		return;
	unsigned dispatcher = flow->block_count();
	for (BasicBlock *block : jumps)
		flow->flow.push_back({flow->number(block), dispatcher, 1, 1, -1});
	for (BasicBlock *block : landings)
		flow->flow.push_back({dispatcher, flow->number(block), 1, 1, -1});
}

/* --- whose is each call? --- */

int Emitter::statement_at_end(BasicBlock &block, int in) const
{
	for (auto i = block.rbegin(); i != block.rend(); ++i)
		if (is_mark(*i) && what(cast<CallInst>(&*i)) != MARK_ENTRY)
			return what(cast<CallInst>(&*i)) & ~MARK_RESUME;
	return in;
}

void Emitter::attribute(void)
{
	std::map<BasicBlock *, int> in, out;
	BasicBlock *entry = &function.getEntryBlock();
	for (BasicBlock &block : function)
		in[&block] = out[&block] = UNSEEN;
	for (bool changed = true; changed;) {
		changed = false;
		for (BasicBlock &block : function) {
			int value = &block == entry ? NOWHERE : UNSEEN;
			for (BasicBlock *source : predecessors(&block)) {
				int from = out[source];
				if (from != UNSEEN && from != value)
					value = value == UNSEEN ? from : AMBIGUOUS;
			}
			int end = statement_at_end(block, value);
			changed |= value != in[&block] || end != out[&block];
			in[&block] = value;
			out[&block] = end;
		}
	}
	std::set<const Instruction *> of_interest(all_calls.begin(), all_calls.end());
	bool ambiguous = false;
	for (BasicBlock &block : function) {
		int now = in[&block];
		for (Instruction &instruction : block) {
			if (is_mark(instruction) &&
			    what(cast<CallInst>(&instruction)) != MARK_ENTRY)
				now = what(cast<CallInst>(&instruction)) & ~MARK_RESUME;
			if (!of_interest.count(&instruction))
				continue;
			site_of_call[&instruction] = now;
			if (now < 0) {
				shared_calls = true;
				ambiguous |= now == AMBIGUOUS;
				continue;
			}
			Site &site = sites[now];
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
void Emitter::join_ambiguous(void)
{
	std::set<BasicBlock *> seen;
	std::vector<BasicBlock *> work;
	for (CallBase *call : all_calls)
		if (site_of_call[call] == AMBIGUOUS && seen.insert(call->getParent()).second)
			work.push_back(call->getParent());
	direct = true;
	while (!work.empty()) {
		BasicBlock *block = work.back();
		work.pop_back();
		for (BasicBlock *source : predecessors(block)) {
			int last = statement_at_end(*source, NOWHERE);
			if (last >= 0)
				sites[last].at_mark = true;
			else if (seen.insert(source).second)
				work.push_back(source);
		}
	}
}

/* --- points --- */

/* How many statements of its block begin before the instruction; all of them begin in its head. */
unsigned Emitter::order_after(const Instruction *limit) const
{
	unsigned n = 0;
	for (const Instruction &instruction : *flow->head(limit->getParent())) {
		if (&instruction == limit)
			break;
		if (is_mark(instruction) && what(cast<CallInst>(&instruction)) < MARK_RESUME)
			n++;
	}
	return n;
}

void Emitter::add_point(unsigned index, unsigned variant, const Instruction *last_call,
			BasicBlock *block, unsigned order)
{
	mcc_point point = {};
	point.statement = index;
	point.variant = variant;
	point.block = flow->number(block);
	point.order = order;
	if (last_call)
		point.flags = isa<UnreachableInst>(block->getTerminator()) &&
			      block->getTerminator()->getPrevNode() == last_call;
	points.push_back(point);
}

void Emitter::announce(Instruction *before, const Site &site, unsigned variant)
{
	announcements.push_back({before, site.point_word, variant});
	matters.insert(before->getParent());
}

/* Just before its first call, rather than where it begins. */
bool Emitter::lazily(const Site &site) const
{
	return site.call_blocks.size() == 1 && !site.at_mark && !site.resumes &&
	       site.marks.size() == 1 && graph->same_loop(site.block, site.call_blocks[0]);
}

/* Announced where it begins, and again as a variant in each further block with calls. */
void Emitter::plan_spread(unsigned index)
{
	Site &site = sites[index];
	unsigned variant = 0;
	bool covered = false; /* the announcement at the mark stands in a block with calls */

	for (CallInst *mark : site.marks)
		announce(mark, site, 0);
	for (CallInst *mark : site.resume_marks)
		announce(mark, site, 0);
	for (BasicBlock *block : site.call_blocks) {
		CallBase *first = nullptr, *last = nullptr;
		for (CallBase *call : site.calls)
			if (call->getParent() == block) {
				first = first ? first : call;
				last = call;
			}
		if (block == site.block) {
			add_point(index, 0, last, block, order_after(last));
			covered = true;
		} else if (!direct) {
			announce(first, site, ++variant);
			add_point(index, variant, last, block, order_after(last));
		}
	}
	if (!covered)
		add_point(index, 0, nullptr, site.block, site.order + 1);
}

void Emitter::plan_points(void)
{
	for (CallBase *call : all_calls)
		matters.insert(call->getParent());
	for (Site &site : sites) {
		if (!site.block || (site.calls.empty() && !site.at_mark && !calls_mode))
			continue;
		site.point_word = point_words;
		if (site.call_blocks.size() >= MEMCC_POINT_VARIANTS || site.resumes)
			direct = true; /* where it was abandoned could not be told */
		point_words += lazily(site) ? 1 : MEMCC_POINT_WORDS(site.call_blocks.size() + 1);
	}
	if (calls_mode || suspends)
		return;
	for (unsigned n = 0; n < sites.size(); n++) {
		Site &site = sites[n];
		if (!site.point_word)
			continue;
		if (!lazily(site)) {
			plan_spread(n);
			continue;
		}
		announce(site.calls[0], site, 0);
		add_point(n, 0, site.calls.back(), site.call_blocks[0],
			  order_after(site.calls.back()));
	}
}

/* --- counters --- */

/* Makes the entry edge's counter the first; code for it is put in with the test of its sign. */
void Emitter::number_entry(void)
{
	mcc_edge &entry = flow->flow[0];
	entry_counted = entry.counter >= 0;
	for (mcc_edge &edge : flow->flow)
		if (entry_counted && edge.counter == 0)
			edge.counter = entry.counter;
	if (entry_counted)
		entry.counter = 0;
}

void Emitter::plan_direct(void)
{
	counter_count = 1;
	entry_counted = !calls_mode;
	for (Site &site : sites) {
		if (!site.block)
			continue;
		site.counter = counter_count++;
		for (CallInst *mark : site.marks)
			counts.push_back({mark, (unsigned)site.counter, false});
	}
}

void Emitter::plan_counters(void)
{
	int placed = -1;
	if (!direct && !calls_mode)
		placed = mcc_flow_place(flow->block_count(), flow->flow.data(), flow->flow.size());
	direct |= placed < 0;
	if (direct) {
		for (mcc_edge &edge : flow->flow)
			edge.counter = -1;
		plan_direct();
		return;
	}
	counter_count = placed;
	number_entry();
	for (size_t n = entry_counted; n < flow->flow.size(); n++)
		if (flow->flow[n].counter >= 0)
			for (Instruction *place : flow->places(n))
				counts.push_back({place, (unsigned)flow->flow[n].counter,
						  flow->once_a_round(n)});
}

/* --- records --- */

void Emitter::plan_records(void)
{
	if (calls_mode) /* each activation says when it ends */
		matters.insert(&function.getEntryBlock());
	Regions regions =
		regions_choose(*graph, function, matters, calls_mode || lands || shared_calls);
	whole = regions.whole;
	if (whole)
		pushes.push_back(graph->start());
	for (BasicBlock *block : regions.push_blocks)
		pushes.push_back(graph->start_of(block));
	for (const Edge *edge : regions.push_edges)
		pushes.push_back(graph->place(*edge));
	for (BasicBlock *block : regions.pop_blocks)
		pops.push_back(graph->start_of(block));
	for (const Edge *edge : regions.pop_edges)
		pops.push_back(graph->place(*edge));
}

/* Pops first: where one region ends another may begin. */
Value *Emitter::put_records(void)
{
	Value *record = nullptr;
	for (Instruction *place : pops)
		data->pop(place);
	for (Instruction *place : pushes)
		record = data->push(place);
	if (!whole)
		return nullptr;
	/* A call may come before the first announcement: until then the function stands in. */
	data->store_point(graph->start(), 0);
	return record;
}

/* Where control arrives without having come by an edge: what lies above is abandoned. */
void Emitter::put_landings(Value *record)
{
	for (BasicBlock &block : function)
		if (block.isLandingPad())
			data->reland(unwinding_land(&block), record);
	for (CallBase *call : landing_calls) {
		Instruction *next = call->getNextNode();
		if (auto *invoke = dyn_cast<InvokeInst>(call))
			next = &*invoke->getNormalDest()->getFirstInsertionPt();
		data->reland(next, record);
		int owner = site_of_call.count(call) ? site_of_call[call] : NOWHERE;
		if (owner >= 0 && sites[owner].point_word && !calls_mode)
			data->store_point(next, sites[owner].point_word);
	}
}

void Emitter::plan_coroutine(void)
{
	for (CallBase *call : all_calls) {
		int owner = site_of_call[call];
		if (owner >= 0)
			coroutine.plan(*graph, call, sites[owner].point_word);
	}
}

/* -fmemprof-mode=calls: a call at each boundary, literally. */
void Emitter::put_calls(void)
{
	data->call_enter(graph->start());
	Value *record = lands ? data->load_top(graph->start()) : nullptr;
	for (Site &site : sites) {
		for (CallInst *mark : site.marks)
			data->call_statement(mark, site.counter, site.point_word);
		for (CallInst *mark : site.resume_marks)
			data->call_resume(mark, site.point_word);
	}
	for (Instruction *place : pops)
		data->call_leave(place);
	if (lands)
		put_landings(record);
}

/* --- description --- */

void Emitter::describe(void)
{
	std::vector<mcc_statement> statements;
	std::vector<unsigned> index; /* of statements, by site */
	mcc_description d = {};
	std::string symbol = function.getName().str();
	auto file = [&](unsigned n) {
		return mcc_description_file(n < table.files.size() ? table.files[n].c_str() : "");
	};

	mcc_description_reset();
	d.flags = (direct ? MEMPROF_DESC_DIRECT : 0) | (calls_mode ? MEMPROF_DESC_CALLS : 0) |
		  (entry_counted ? MEMPROF_DESC_ENTRY : 0);
	d.name = table.name.c_str();
	d.symbol = symbol.c_str();
	d.directory = table.directory.c_str();
	d.compiler = table.compiler.c_str();
	d.file = file(0);
	const MarkTable::Region &head =
		table.regions.at(own_regions.empty() ? 0 : *own_regions.begin());
	d.line = head.line;
	d.column = head.column;
	d.last_line = head.last_line;
	add_landing_edges();
	d.blocks = flow->block_count() + !landings.empty();
	d.edges = flow->flow.data();
	d.edge_count = flow->flow.size();
	for (size_t n = 0; n < sites.size(); n++) {
		const Site &site = sites[n];
		const MarkTable::Statement &source = table.statements[n];
		index.push_back(statements.size());
		if (!own_regions.count(source.region))
			continue;
		mcc_statement s = {};
		s.file = file(source.file);
		s.line = source.line;
		s.column = source.column;
		s.kind = source.kind;
		s.block = site.block ? (int)flow->number(site.block) : -1;
		s.order = site.order;
		s.counter = site.counter;
		s.point_word = site.point_word;
		statements.push_back(s);
	}
	d.statements = statements.data();
	d.statement_count = statements.size();
	for (mcc_point &point : points)
		point.statement = index[point.statement];
	d.points = points.data();
	d.point_count = points.size();
	size_t size;
	const unsigned char *bytes = mcc_description_bytes(&d, &size);
	data->finish(bytes, size);
}

void Emitter::run(void)
{
	suspends = compat::is_coroutine(function);
	tidy_make(function);
	read_table();
	calls_mode = table.calls && !suspends;
	advance_first();
	split_at_calls();
	read_marks();
	graph.emplace(function);
	/* Where longjmp lands, control does not come from what stands above. */
	std::set<const BasicBlock *> begins(landings.begin(), landings.end());
	for (const Site &site : sites)
		for (const CallInst *begin : site.marks)
			begins.insert(begin->getParent());
	flow.emplace(*graph, function, begins);
	attribute();
	plan_points();
	plan_counters();
	if (suspends)
		plan_coroutine();
	else
		plan_records();

	data.emplace(function, counter_count, (point_words + 1) & ~1u, entry_counted, aliasing);
	data->prologue(graph->start());
	if (calls_mode) {
		put_calls();
	} else {
		data->enter(graph->start());
		for (const Count &count : counts)
			if (count.steady)
				data->add_to_counter(count.before, count.counter);
			else
				data->add_in_place(count.before, count.counter);
		Value *record = put_records();
		coroutine.put(function, *graph, *data);
		for (const Announcement &a : announcements)
			if (a.variant)
				data->store_variant(a.before, a.variant);
			else
				data->store_point(a.before, a.word);
		if (record && lands)
			put_landings(record);
	}
	describe();
	for (CallInst *call : all_marks)
		call->eraseFromParent();
	if (!suspends)
		unwinding_guard(function, all_calls, table.personality, &*data);
}

/* Clang says of setjmp that it returns twice, but not of __builtin_setjmp. */
void note_second_returns(Module &module)
{
	for (Function &function : module)
		if (function.getIntrinsicID() == Intrinsic::eh_sjlj_setjmp)
			for (User *user : function.users())
				cast<CallBase>(user)->addFnAttr(Attribute::ReturnsTwice);
}

Function *find_mark(Module &module)
{
	for (Function &function : module)
		if (function.getName() == MARK_NAME)
			return &function;
	return nullptr;
}

void drop_marks(Function &function, Function *mark)
{
	std::vector<CallInst *> marks;
	for (User *user : mark->users())
		if (auto *call = dyn_cast<CallInst>(user))
			if (call->getFunction() == &function)
				marks.push_back(call);
	for (CallInst *call : marks)
		call->eraseFromParent();
}

/* The tables have done their work. */
void remove_mark(Function *mark, const std::set<GlobalVariable *> &tables)
{
	if (mark->use_empty())
		mark->eraseFromParent();
	for (GlobalVariable *table : tables) {
		table->removeDeadConstantUsers();
		if (table->use_empty() && table->hasLocalLinkage())
			table->eraseFromParent();
	}
}

} // namespace

PreservedAnalyses EmitPass::run(Module &module, ModuleAnalysisManager &manager)
{
	Function *mark = find_mark(module);
	std::set<Function *> marked;
	std::set<GlobalVariable *> tables;

	note_second_returns(module);
	Callees callees(module);

	opaque_make(module);
	if (!mark)
		return PreservedAnalyses::none();
	for (User *user : mark->users())
		if (auto *call = dyn_cast<CallInst>(user)) {
			marked.insert(call->getFunction());
			auto *text = call->getArgOperand(0)->stripPointerCasts();
			if (auto *table = dyn_cast<GlobalVariable>(text))
				tables.insert(table);
		}
	/* The dynamic linker calls these before anything of ours works. */
	for (GlobalIFunc &chosen : module.ifuncs())
		if (auto *resolver = dyn_cast<Function>(chosen.getResolver()->stripPointerCasts()))
			if (marked.erase(resolver))
				drop_marks(*resolver, mark);
	MDNode *aliasing = objects_aliasing(module);
	auto &analyses = manager.getResult<FunctionAnalysisManagerModuleProxy>(module).getManager();
	for (Function &function : module)
		if (marked.count(&function)) {
			/* Where the source says what it expects, so does the graph. */
			LowerExpectIntrinsicPass().run(function, analyses);
			Emitter(function, mark, callees, aliasing).run();
			inlining_allow(function);
		}
	remove_mark(mark, tables);
	return PreservedAnalyses::none();
}
