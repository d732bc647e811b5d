/* emit.cc - from marks to code. What is emitted, before and after, stands in ../README.md.
 *
 * Order of work on one function:
 *   tidy_make      the flow graph as the source has it                        (tidy.cc)
 *   Sites          where its statements begin, whose each call is            (sites.cc)
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
#include "sites.h"
#include "tidy.h"
#include "unwinding.h"

#include "abi.h"
#include "describe.h"
#include "profile.h"

#include "llvm/ADT/StringSwitch.h"
#include "llvm/Transforms/Scalar/LowerExpectIntrinsic.h"

#include <optional>

using namespace llvm;

namespace
{

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

class Emitter
{
      public:
	Emitter(Function &function, Sites &sites, MDNode *aliasing)
	    : function(function), sites(sites), aliasing(aliasing)
	{
	}
	void run(void);

      private:
	Function &function;
	Sites &sites;
	MDNode *aliasing;
	std::optional<Graph> graph;
	std::optional<Counts> flow;
	std::optional<Objects> data;

	std::set<BasicBlock *> matters; /* blocks with something to announce */
	std::vector<mcc_point> points;
	std::vector<Announcement> announcements;
	std::vector<Count> counts;
	std::vector<Instruction *> pushes, pops;
	std::map<const BasicBlock *, size_t> push_of; /* of a landing pad, where exceptions land */
	std::vector<Value *> records;                 /* by push */
	Coroutine coroutine;
	unsigned point_words = 1, counter_count = 0;
	bool direct = false, calls_mode = false, whole = false, suspends = false;
	bool entry_counted = false; /* counter 0 counts activations, from -1 */

	unsigned order_after(const CallBase *limit) const;
	void add_point(unsigned index, unsigned variant, const Instruction *last_call,
		       BasicBlock *block, unsigned order);
	void announce(Instruction *before, const Site &site, unsigned variant);
	void plan_points(void);
	void plan_spread(unsigned index);
	bool lazily(const Site &site) const;
	void plan_counters(void);
	void plan_direct(void);
	void number_entry(void);
	Regions choose_regions(void);
	void plan_records(void);
	void put_records(void);
	void put_landings(Value *top);
	void plan_coroutine(void);
	void put_calls(void);
	void add_landing_edges(void);
	void describe(void);
};

/* --- points --- */

/* How many statements of its block begin before the call; all of them begin in its head. */
unsigned Emitter::order_after(const CallBase *limit) const
{
	const BasicBlock *head = flow->head(limit->getParent());
	return head == limit->getParent() ? sites.begun_before(limit) : sites.begun_in(head);
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
	Site &site = sites.all[index];
	unsigned variant = 0;
	bool covered = false; /* the announcement at the mark stands in a block with calls */

	for (CallInst *mark : site.marks)
		announce(mark, site, 0);
	for (CallInst *mark : site.resume_marks)
		announce(mark, site, 0);
	auto next = site.calls.begin();
	for (BasicBlock *block : site.call_blocks) {
		CallBase *first = *next, *last = nullptr;
		for (; next != site.calls.end() && (*next)->getParent() == block; ++next)
			last = *next;
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
	for (CallBase *call : sites.calls)
		matters.insert(call->getParent());
	for (Site &site : sites.all) {
		if (!site.block || (site.calls.empty() && !site.at_mark && !calls_mode))
			continue;
		site.point_word = point_words;
		if (site.call_blocks.size() >= MEMCC_POINT_VARIANTS || site.resumes)
			direct = true; /* where it was abandoned could not be told */
		point_words += lazily(site) ? 1 : MEMCC_POINT_WORDS(site.call_blocks.size() + 1);
	}
	if (calls_mode || suspends)
		return;
	for (unsigned n = 0; n < sites.all.size(); n++) {
		Site &site = sites.all[n];
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
	for (Site &site : sites.all) {
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

/* Each landing pad lies in the region of all that may throw to it, pushed at one place. */
Regions Emitter::choose_regions(void)
{
	bool all = calls_mode || sites.shared_calls || !sites.landing_calls.empty();
	std::set<BasicBlock *> needed = matters;
	size_t pads = 0;
	if (calls_mode) /* each activation says when it ends */
		needed.insert(&function.getEntryBlock());
	for (BasicBlock &block : function)
		if (!matters.empty() && block.isLandingPad() && graph->dominators.getNode(&block)) {
			pads++;
			needed.insert(graph->dominators.getNode(&block)->getIDom()->getBlock());
		}
	Regions regions = regions_choose(*graph, function, needed, all);
	push_of = regions.push_of;
	if (regions.whole || push_of.size() == pads)
		return regions;
	return regions_choose(*graph, function, needed, true);
}

void Emitter::plan_records(void)
{
	Regions regions = choose_regions();
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
void Emitter::put_records(void)
{
	for (Instruction *place : pops)
		data->pop(place);
	for (Instruction *place : pushes) {
		records.push_back(data->push(place));
		/* A call may come before the first announcement: until then the function stands in.
		 */
		if (whole || sites.lands)
			data->store_point(place, 0);
	}
}

/* Where control arrives without having come by an edge: what lies above is abandoned. `top`: the
 * function's record, if it has but one; null: each landing pad is told its region's. */
void Emitter::put_landings(Value *top)
{
	for (BasicBlock &block : function) {
		auto push = push_of.find(&block);
		if (block.isLandingPad() && (top || push != push_of.end()))
			data->reland(unwinding_land(&block), top ? top : records[push->second]);
	}
	for (CallBase *call : sites.landing_calls) {
		Instruction *next = call->getNextNode();
		if (auto *invoke = dyn_cast<InvokeInst>(call))
			next = &*invoke->getNormalDest()->getFirstInsertionPt();
		data->reland(next, top);
		int owner = sites.of(call);
		if (owner >= 0 && sites.all[owner].point_word && !calls_mode)
			data->store_point(next, sites.all[owner].point_word);
	}
}

void Emitter::plan_coroutine(void)
{
	for (CallBase *call : sites.calls) {
		int owner = sites.of(call);
		if (owner >= 0 || sites.is_shared(call))
			coroutine.plan(*graph, call, owner >= 0 ? sites.all[owner].point_word : 0);
	}
}

/* -fmemprof-mode=calls: a call at each boundary, literally. */
void Emitter::put_calls(void)
{
	data->call_enter(graph->start());
	Value *record = sites.lands ? data->load_top(graph->start()) : nullptr;
	for (Site &site : sites.all) {
		for (CallInst *mark : site.marks)
			data->call_statement(mark, site.counter, site.point_word);
		for (CallInst *mark : site.resume_marks)
			data->call_resume(mark, site.point_word);
	}
	for (Instruction *place : pops)
		data->call_leave(place);
	if (sites.lands)
		put_landings(record);
}

/* --- description --- */

/* For the reader, who asks what can come before what: counting is direct in such functions. */
void Emitter::add_landing_edges(void)
{
	if (sites.landings.empty())
		return;
	unsigned dispatcher = flow->block_count();
	for (BasicBlock *block : sites.jumps)
		flow->flow.push_back({flow->number(block), dispatcher, 1, 1, -1});
	for (BasicBlock *block : sites.landings)
		flow->flow.push_back({dispatcher, flow->number(block), 1, 1, -1});
}

void Emitter::describe(void)
{
	std::vector<mcc_statement> statements;
	std::vector<unsigned> index; /* of statements, by site */
	mcc_description d = {};
	std::string symbol = function.getName().str();
	auto file = [&](unsigned n) {
		return mcc_description_file(
			n < sites.table.files.size() ? sites.table.files[n].c_str() : "");
	};

	mcc_description_reset();
	d.flags = (direct ? MEMPROF_DESC_DIRECT : 0) | (calls_mode ? MEMPROF_DESC_CALLS : 0) |
		  (entry_counted ? MEMPROF_DESC_ENTRY : 0);
	d.name = sites.table.name.c_str();
	d.symbol = symbol.c_str();
	d.directory = sites.table.directory.c_str();
	d.compiler = sites.table.compiler.c_str();
	d.file = file(0);
	const MarkTable::Region &head =
		sites.table.regions.at(sites.own_regions.empty() ? 0 : *sites.own_regions.begin());
	d.line = head.line;
	d.column = head.column;
	d.last_line = head.last_line;
	add_landing_edges();
	d.blocks = flow->block_count() + !sites.landings.empty();
	d.edges = flow->flow.data();
	d.edge_count = flow->flow.size();
	for (size_t n = 0; n < sites.all.size(); n++) {
		const Site &site = sites.all[n];
		const MarkTable::Statement &source = sites.table.statements[n];
		index.push_back(statements.size());
		if (!sites.own_regions.count(source.region))
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
	calls_mode = sites.table.calls && !suspends;
	direct = sites.direct || suspends;
	graph.emplace(function);
	/* Where longjmp lands, control does not come from what stands above. */
	std::set<const BasicBlock *> begins(sites.landings.begin(), sites.landings.end());
	for (const Site &site : sites.all)
		for (const CallInst *begin : site.marks)
			begins.insert(begin->getParent());
	flow.emplace(*graph, function, begins);
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
		put_records();
		coroutine.put(function, *graph, sites, *data);
		for (const Announcement &a : announcements)
			if (a.variant)
				data->store_variant(a.before, a.variant);
			else
				data->store_point(a.before, a.word);
		if (!records.empty() && sites.lands)
			put_landings(whole ? records[0] : nullptr);
	}
	describe();
	for (CallInst *call : sites.marks)
		call->eraseFromParent();
	if (!suspends)
		unwinding_guard(function, sites.calls, sites.table.personality, &*data);
}

bool returns_twice(const Function &function)
{
	if (function.getIntrinsicID() == Intrinsic::eh_sjlj_setjmp)
		return true;
	return function.isDeclaration() && StringSwitch<bool>(function.getName())
						   .Cases("setjmp", "_setjmp", true)
						   .Cases("sigsetjmp", "__sigsetjmp", true)
						   .Cases("getcontext", "vfork", true)
						   .Default(false);
}

/* Clang says of setjmp that it returns twice; not with -fno-builtin, nor of __builtin_setjmp. */
void note_second_returns(Module &module)
{
	for (Function &function : module)
		if (returns_twice(function))
			for (User *user : function.users())
				if (auto *call = dyn_cast<CallBase>(user))
					if (call->getCalledOperand() == &function)
						call->addFnAttr(Attribute::ReturnsTwice);
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

bool is_entry(const CallInst &mark)
{
	return cast<ConstantInt>(mark.getArgOperand(1))->getZExtValue() == MARK_ENTRY;
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
	std::set<GlobalVariable *> literals;
	MarkTables tables;

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
				literals.insert(table);
			if (is_entry(*call)) {
				StringRef bytes = marks_text(*call);
				tables[bytes.str()] = tables[marks_key(bytes)] = bytes;
			}
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
			tidy_make(function);
			Sites sites(function, mark, tables, callees);
			Emitter(function, sites, aliasing).run();
			inlining_allow(function);
		}
	remove_mark(mark, literals);
	return PreservedAnalyses::none();
}
