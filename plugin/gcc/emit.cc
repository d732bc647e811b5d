/* emit.cc - from marks to code. What is emitted, before and after, stands in ../README.md.
 *
 * Order of work on one function:
 *   site_table     where statements begin, and whose each call is                (sites.cc)
 *   place_points   where statements announce themselves, as which variant
 *   graph          blocks and edges; counters outside the spanning tree  (plugin/common/flow.c)
 *   record         push and pop round the calls                          (regions, below)
 *   describe       what the reader has to know
 *   finally        the first-activation check at the very start
 *
 * In executables, with optimisation, what is put in are orders (objects.h), which lower.cc makes
 * code of once functions have been inlined. Runs before any optimisation and at every -O level, so
 * that what is described is what was written; inlined copies share the counters of their function
 * and keep their own push and pop.
 */
#include "emit.h"

#include "callees.h"
#include "coroutine.h"
#include "cplus.h"
#include "definition.h"
#include "finally.h"
#include "mark.h"
#include "objects.h"
#include "regions.h"
#include "sites.h"
#include "source.h"
#include "trees.h"
#include "unwinding.h"

#include "abi.h"
#include "describe.h"
#include "options.h"
#include "profile.h"

#include <algorithm>
#include <map>
#include <set>
#include <string.h>

namespace
{

class emitter
{
      public:
	emitter(::function *fun, const std::set<int> &elsewhere)
	    : fun(fun), decl(fun->decl), data(decl), table(fun, elsewhere), direct(table.direct)
	{
	}
	bool run(void);

      private:
	::function *fun;
	tree decl;
	objects data;
	site_table table;
	std::vector<site> &sites = table.all;
	std::vector<mcc_edge> edges;
	std::vector<edge> cfg_edges; /* null: virtual, from a block that ends in a noreturn call */
	std::vector<basic_block> edge_sources;
	std::vector<mcc_point> points;
	std::vector<bool> matters; /* by block index: something to announce in it */
	unsigned point_words = 1, counter_count = 0, block_count = 0;
	bool direct;
	bool coroutine = !table.borders.empty();
	bool calls_mode = mcc_options.calls && !coroutine_is_part(decl);
	bool entry_counted = false; /* counter 0 counts activations, from -1 */
	bool pushes = false;        /* owns records while it runs */
	tree record = NULL_TREE;    /* this activation's own record, where landing needs it */
	tree outside = NULL_TREE;   /* of a coroutine: the one below */

	void place_points(void);
	void announce(gimple *before, basic_block bb, site &s, unsigned variant);
	void announce_at_mark(site &s);
	void add_point(unsigned index, site &s, unsigned variant, basic_block bb, gimple *call);
	void add_edge(basic_block from, unsigned source, unsigned target, edge e, double weight);
	void build_graph(void);
	std::vector<bool> busy_blocks(void);
	void number_entry(void);
	void count(void);
	void count_directly(void);
	void put_calls(void);
	void records(void);
	void begin_coroutine(void);
	void end_coroutine(void);
	void pop_before(gimple *stmt);
	void land(void);
	void enter(void);
	void prepare(void);
	void describe(void);
};

bool ends_for_good(basic_block bb)
{
	return EDGE_COUNT(bb->succs) == 0 || coroutine_transfer_in(bb);
}

void emitter::add_point(unsigned index, site &s, unsigned variant, basic_block bb, gimple *call)
{
	mcc_point p;
	p.statement = index;
	p.variant = variant;
	p.block = bb->index;
	p.order = table.order_after(bb, call);
	gimple_stmt_iterator last = gsi_last_bb(bb);
	p.flags = ends_for_good(bb) && !gsi_end_p(last) && gsi_stmt(last) == call;
	points.push_back(p);
	s.variants = std::max(s.variants, variant + 1);
}

void emitter::announce(gimple *before, basic_block bb, site &s, unsigned variant)
{
	gimple_seq seq = NULL;
	if (variant)
		data.store_variant(&seq, variant);
	else
		data.store_point(&seq, s.point_word);
	gimple_stmt_iterator i = gsi_for_stmt(before);
	gsi_insert_seq_before(&i, seq, GSI_SAME_STMT);
	matters[bb->index] = true;
}

void emitter::announce_at_mark(site &s)
{
	for (auto &m : table.marks)
		if (&sites[m.second.first] == &s)
			announce(m.first, gimple_bb(m.first), s, 0);
}

/* Whether it is announced just before its first call, rather than where it begins. In a loop of its
 * own (an array's elements, a macro's loop) that would begin anew in each round. */
static bool is_lazy(const site &s)
{
	return s.call_blocks.size() == 1 && !s.at_mark && !s.resumes &&
	       s.block->loop_father == s.call_blocks[0]->loop_father;
}

void emitter::place_points(void)
{
	matters.assign(last_basic_block_for_fn(fun), false);
	for (gimple *call : table.calls)
		matters[gimple_bb(call)->index] = true;
	for (unsigned n = 0; n < sites.size(); n++) {
		site &s = sites[n];
		if (!s.block || (s.calls.empty() && !s.at_mark && !calls_mode))
			continue;
		s.point_word = point_words;
		if (s.call_blocks.size() >= MEMCC_POINT_VARIANTS || s.resumes)
			direct = true; /* where it was abandoned could not be told */
		bool spread = !s.call_blocks.empty() && !is_lazy(s);
		spread |= s.at_mark || s.resumes;
		point_words += MEMCC_POINT_WORDS(spread ? s.call_blocks.size() + 1 : 1);
		if (calls_mode || direct)
			s.variants = 1;
	}
	for (unsigned n = 0; n < sites.size() && !calls_mode; n++) {
		site &s = sites[n];
		if (!s.point_word)
			continue;
		if (is_lazy(s)) {
			announce(s.calls[0], s.call_blocks[0], s, 0);
			add_point(n, s, 0, s.call_blocks[0], s.calls.back());
			continue;
		}
		announce_at_mark(s);
		unsigned variant = 0;
		bool mark_covers = false;
		for (basic_block bb : s.call_blocks) {
			gimple *first = NULL, *last = NULL;
			for (gimple *c : s.calls)
				if (gimple_bb(c) == bb) {
					if (!first)
						first = c;
					last = c;
				}
			if (bb == s.block) { /* the announcement at the mark stands in this block */
				add_point(n, s, 0, bb, last);
				mark_covers = true;
			} else if (++variant < MEMCC_POINT_VARIANTS && !direct) {
				announce(first, bb, s, variant);
				add_point(n, s, variant, bb, last);
			}
		}
		if (!mark_covers) {
			gimple *mark = NULL;
			for (auto &m : table.marks)
				if (&sites[m.second.first] == &s && !m.second.second)
					mark = m.first;
			gimple_stmt_iterator i = gsi_for_stmt(mark);
			gsi_next(&i);
			add_point(n, s, 0, s.block, gsi_end_p(i) ? NULL : gsi_stmt(i));
			points.back().flags = 0;
		}
	}
}

void emitter::add_edge(basic_block from, unsigned source, unsigned target, edge e, double weight)
{
	mcc_edge m;
	m.source = source;
	m.target = target;
	m.weight = (uint64_t)(weight * 1024) + 1;
	m.fixed = e && (e->flags & EDGE_COMPLEX) != 0;
	m.counter = -1;
	edges.push_back(m);
	cfg_edges.push_back(e);
	edge_sources.push_back(from);
}

/* The graph as it is described and counted: the function's own, but that a cleanup shared by
 * several ways out of a scope is a block for each of them. */
void emitter::build_graph(void)
{
	std::vector<double> frequency = regions_frequencies(fun);
	std::vector<bool> shared = busy_blocks();
	std::vector<finally_route> routes = finally_routes(fun, shared);
	block_count = last_basic_block_for_fn(fun);
	basic_block bb;
	FOR_EACH_BB_FN(bb, fun)
	{
		if (ends_for_good(bb))
			add_edge(bb, bb->index, EXIT_BLOCK, NULL, frequency[bb->index]);
	}
	FOR_BB_BETWEEN(bb, ENTRY_BLOCK_PTR_FOR_FN(fun), EXIT_BLOCK_PTR_FOR_FN(fun), next_bb)
	{
		edge e;
		edge_iterator ei;
		if (bb->index >= NUM_FIXED_BLOCKS && ends_for_good(bb))
			continue;
		FOR_EACH_EDGE(e, ei, bb->succs)
		/* Out of the tree, if it can be: the entry is where first activations are
		 * told, by the sign of its counter. */
		if (!shared[bb->index] && !shared[e->dest->index])
			add_edge(bb, bb->index, e->dest->index, e,
				 bb->index == ENTRY_BLOCK ? -1.0 / 1024
							  : regions_edge_frequency(e, frequency));
	}
	std::map<edge, unsigned> block_of;
	for (const finally_route &r : routes) {
		double weight = regions_edge_frequency(r.in, frequency);
		if (!block_of.count(r.out)) {
			block_of[r.out] = block_count++;
			add_edge(r.out->src, block_of[r.out], r.out->dest->index, r.out, weight);
		}
		/* Counted behind the cleanup only, which may end the activation. */
		add_edge(r.in->src, r.in->src->index, block_of[r.out], r.in, weight);
		edges.back().fixed = 1;
	}
}

/* Where statements begin, or calls belong to one statement. */
std::vector<bool> emitter::busy_blocks(void)
{
	std::vector<bool> busy(last_basic_block_for_fn(fun), false);
	for (auto &m : table.marks)
		busy[gimple_bb(m.first)->index] = true;
	for (const mcc_point &p : points)
		busy[p.block] = true;
	return busy;
}

/* Code at the end of a block that control never leaves by an edge. */
void insert_at_end(basic_block bb, gimple_seq seq)
{
	gimple_stmt_iterator i = gsi_last_bb(bb);
	if (gimple *transfer = coroutine_transfer_in(bb)) {
		i = gsi_for_stmt(transfer);
		gsi_insert_seq_before(&i, seq, GSI_SAME_STMT);
	} else if (gsi_end_p(i))
		gsi_insert_seq_after(&i, seq, GSI_NEW_STMT);
	else if (stmt_ends_bb_p(gsi_stmt(i)) || is_gimple_call(gsi_stmt(i)))
		gsi_insert_seq_before(&i, seq, GSI_SAME_STMT);
	else
		gsi_insert_seq_after(&i, seq, GSI_NEW_STMT);
}

/* Makes the entry edge's counter the first. */
void emitter::number_entry(void)
{
	for (mcc_edge &entry : edges) {
		if (entry.source != ENTRY_BLOCK || entry.counter < 0)
			continue;
		for (mcc_edge &e : edges)
			if (e.counter == 0)
				e.counter = entry.counter;
		entry.counter = 0;
		entry_counted = true;
	}
}

void emitter::count(void)
{
	for (size_t n = 0; n < edges.size(); n++) {
		if (edges[n].counter < 0 || (entry_counted && edges[n].counter == 0))
			continue; /* the entry's: see enter() */
		gimple_seq seq = NULL;
		data.count(&seq, edges[n].counter);
		if (cfg_edges[n])
			gsi_insert_seq_on_edge(cfg_edges[n], seq);
		else
			insert_at_end(edge_sources[n], seq);
	}
}

void emitter::count_directly(void)
{
	counter_count = 1;
	for (site &s : sites)
		if (s.block)
			s.counter = counter_count++;
	for (auto &m : table.marks)
		if (!m.second.second) {
			gimple_seq seq = NULL;
			data.count(&seq, sites[m.second.first].counter);
			gimple_stmt_iterator i = gsi_for_stmt(m.first);
			gsi_insert_seq_before(&i, seq, GSI_SAME_STMT);
		}
	entry_counted = true;
}

/* -fmemprof-mode=calls: a call at each boundary, literally. */
void emitter::put_calls(void)
{
	counter_count = 1;
	for (site &s : sites)
		if (s.block)
			s.counter = counter_count++;
	for (auto &m : table.marks) {
		site &s = sites[m.second.first];
		tree point = data.point_address(s.point_word);
		gcall *call = m.second.second ? data.call("__memcc_call_resume", point)
					      : data.call("__memcc_call_statement",
							  data.counter_address(s.counter), point);
		gimple_stmt_iterator i = gsi_for_stmt(m.first);
		gsi_insert_before(&i, call, GSI_SAME_STMT);
	}
	gimple_seq seq = NULL;
	gimple_seq_add_stmt(&seq, data.call("__memcc_call_enter", data.function_address()));
	data.prologue(&seq); /* of the thread as it is from now on: the call may attach it */
	record = create_tmp_var(ptr_type_node, "memcc_record");
	tree top = data.load_top(&seq);
	gimple_seq_add_stmt(&seq, gimple_build_assign(record, top));
	gsi_insert_seq_on_edge(single_succ_edge(ENTRY_BLOCK_PTR_FOR_FN(fun)), seq);
	edge e;
	edge_iterator ei;
	FOR_EACH_EDGE(e, ei, EXIT_BLOCK_PTR_FOR_FN(fun)->preds)
	{
		gimple_stmt_iterator i = gsi_last_bb(e->src);
		gsi_insert_before(&i, data.call("__memcc_call_leave"), GSI_SAME_STMT);
	}
}

/* A coroutine's record is there while what was written runs, whichever way control came. */
void emitter::begin_coroutine(void)
{
	outside = create_tmp_var(ptr_type_node, "memcc_outside");
	record = create_tmp_var(ptr_type_node, "memcc_record");
	for (auto &b : table.borders) {
		gimple_seq seq = NULL;
		data.store_top(&seq, b.second == MARK_OUTSIDE ? outside : record);
		if (b.second == MARK_INSIDE)
			data.store_point(&seq, 0);
		gimple_stmt_iterator i = gsi_for_stmt(b.first);
		gsi_insert_seq_before(&i, seq, GSI_SAME_STMT);
	}
}

/* At the start the record's place is found; at the ends it is gone. */
void emitter::end_coroutine(void)
{
	gimple_seq seq = NULL;
	gimple_seq_add_stmt(&seq, gimple_build_assign(outside, data.load_top(&seq)));
	gimple_seq_add_stmt(&seq,
			    gimple_build_assign(record, POINTER_PLUS_EXPR, outside, size_int(8)));
	gsi_insert_seq_on_edge(single_succ_edge(ENTRY_BLOCK_PTR_FOR_FN(fun)), seq);
	land();
	pushes = true;
}

void emitter::pop_before(gimple *stmt)
{
	gimple_seq seq = NULL;
	if (outside)
		data.store_top(&seq, outside);
	else
		data.pop(&seq);
	gimple_stmt_iterator i = gsi_for_stmt(stmt);
	gsi_insert_seq_before(&i, seq, GSI_SAME_STMT);
}

/* Push and pop. */
void emitter::records(void)
{
	bool landing = regions_landing(fun) != LANDING_NONE;
	regions r = regions_choose(fun, matters, landing || table.shared_calls);
	if (landing && !r.pushes.empty())
		record = create_tmp_var(ptr_type_node, "memcc_record");
	for (size_t n = 0; n < r.pushes.size(); n++) {
		gimple_seq seq = NULL;
		data.push(&seq, record);
		/* A call may come before the first announcement (a shared cleanup): the function
		 * itself stands in until then. */
		if (r.whole)
			data.store_point(&seq, 0);
		gsi_insert_seq_on_edge(r.pushes[n], seq);
	}
	land();
	gsi_commit_edge_inserts();
	pushes = !r.pushes.empty();
	for (edge e : regions_pop_edges(r)) {
		gimple_seq seq = NULL;
		data.pop(&seq);
		gsi_insert_seq_on_edge(e, seq);
	}
	gsi_commit_edge_inserts();
}

bool receives_nonlocal_goto(basic_block bb)
{
	for (gimple_stmt_iterator i = gsi_start_bb(bb); !gsi_end_p(i); gsi_next(&i)) {
		glabel *label = dyn_cast<glabel *>(gsi_stmt(i));
		if (!label)
			return false;
		if (DECL_NONLOCAL(gimple_label_label(label)))
			return true;
	}
	return false;
}

/* Where control arrives without having come by an edge: what lies above is abandoned. */
void emitter::land(void)
{
	if (!record)
		return;
	unwinding_land(fun);
	basic_block bb;
	FOR_EACH_BB_FN(bb, fun)
	{
		edge e;
		edge_iterator ei;
		if (regions_is_landing_pad(bb)) {
			gimple_stmt_iterator i = gsi_after_labels(bb);
			gsi_insert_before(&i, data.call("__memcc_reland", record), GSI_SAME_STMT);
		}
		for (gimple_stmt_iterator i = gsi_start_bb(bb); !gsi_end_p(i); gsi_next(&i)) {
			gimple *stmt = gsi_stmt(i);
			if (!is_gimple_call(stmt) || mark_is(stmt) ||
			    !(gimple_call_flags(stmt) & ECF_RETURNS_TWICE ||
			      gimple_call_builtin_p(stmt, BUILT_IN_SETJMP_RECEIVER)))
				continue;
			gcall *reland = data.call("__memcc_reland", record);
			if (!stmt_ends_bb_p(stmt)) {
				gsi_insert_after(&i, reland, GSI_NEW_STMT);
				continue;
			}
			FOR_EACH_EDGE(e, ei, bb->succs)
			if (!(e->flags & EDGE_COMPLEX)) {
				gsi_insert_on_edge(e, reland);
				break;
			}
		}
		/* Unwinding goes on in the caller: this activation is over, not abandoned. */
		if (gimple *last = unwinding_leaves(bb))
			pop_before(last);
		if (receives_nonlocal_goto(bb)) {
			gimple_stmt_iterator i = gsi_after_labels(bb);
			gsi_insert_before(&i, data.call("__memcc_reland", record), GSI_SAME_STMT);
		}
	}
}

/* The very start: displacements, attaching, the first activation. */
void emitter::enter(void)
{
	gimple_seq seq = NULL, cold = NULL;
	if (data.deferred() && entry_counted) {
		data.order_enter(&seq);
		gsi_insert_seq_on_edge_immediate(single_succ_edge(ENTRY_BLOCK_PTR_FOR_FN(fun)),
						 seq);
		return;
	}
	tree first = entry_counted ? data.add_to_counter(&seq, 0) : data.load_entered(&seq);
	data.cold_enter(&cold);
	regions_branch(single_succ_edge(ENTRY_BLOCK_PTR_FOR_FN(fun)), seq, EQ_EXPR, first,
		       build_int_cst(TREE_TYPE(first), 0), cold);
	seq = cold = NULL;
	if (!data.prologue(&seq))
		return;
	tree delta = data.delta_variable();
	gimple_seq_add_stmt(&cold, data.call("__memcc_attach", data.function_address()));
	data.prologue(&cold);
	regions_branch(single_succ_edge(ENTRY_BLOCK_PTR_FOR_FN(fun)), seq, EQ_EXPR, delta,
		       build_int_cst(TREE_TYPE(delta), 0), cold);
}

/* With a call at every boundary the thread's block is read in the guard against exceptions, before
 * anything else, and where control lands. */
void emitter::prepare(void)
{
	gimple_seq seq = NULL;
	if (data.prologue(&seq))
		gsi_insert_seq_on_edge_immediate(single_succ_edge(ENTRY_BLOCK_PTR_FOR_FN(fun)),
						 seq);
}

void emitter::describe(void)
{
	mcc_description_reset();
	tree written = coroutine_written(decl);
	expanded_location head = expand_location(definition_of(written));
	expanded_location end = expand_location(fun->function_end_locus);
	if (trees_is_cplus() && head.file)
		head = source_behind_scopes(head);
	std::string name = cplus_display_name(written);
	name = name.substr(0, name.find("._omp_")); /* part of it */
	std::string symbol = IDENTIFIER_POINTER(DECL_ASSEMBLER_NAME(written));
	static char compiler[64];
	snprintf(compiler, sizeof compiler, "gcc %d.%d", GCCPLUGIN_VERSION_MAJOR,
		 GCCPLUGIN_VERSION_MINOR);
	mcc_description d = {};
	d.flags = (direct || calls_mode ? MEMPROF_DESC_DIRECT : 0) |
		  (calls_mode ? MEMPROF_DESC_CALLS : 0) | (entry_counted ? MEMPROF_DESC_ENTRY : 0) |
		  (written != decl ? MEMPROF_DESC_PART : 0);
	d.name = name.c_str();
	d.symbol = symbol.c_str();
	d.directory = mcc_options.directory;
	d.compiler = compiler;
	d.file = mcc_description_file(head.file ? head.file : "");
	d.line = head.line;
	d.column = head.column;
	d.last_line = end.file && head.file && !strcmp(end.file, head.file) ? end.line : head.line;
	d.blocks = block_count;
	d.edges = edges.data();
	d.edge_count = edges.size();
	std::vector<mcc_statement> statements;
	for (site &s : sites) {
		mcc_statement out = {};
		out.file = mcc_description_file(s.source.file);
		out.line = s.source.line;
		out.column = s.source.column;
		out.kind = s.source.kind;
		out.block = s.block ? s.block->index : -1;
		out.order = s.order;
		out.counter = s.counter;
		out.point_word = s.point_word;
		statements.push_back(out);
	}
	d.statements = statements.data();
	d.statement_count = statements.size();
	d.points = points.data();
	d.point_count = points.size();
	size_t size;
	const unsigned char *bytes = mcc_description_bytes(&d, &size);
	data.finish(counter_count, entry_counted, (point_words + 1) & ~1u, bytes, size);
}

bool emitter::run(void)
{
	if (!calls_mode && !coroutine && regions_landing(fun) != LANDING_ANYWHERE)
		data.defer();
	if (coroutine)
		begin_coroutine();
	place_points();
	build_graph();
	if (!calls_mode && !direct) {
		int n = mcc_flow_place(block_count, edges.data(), edges.size());
		if (n < 0)
			direct = true;
		else {
			counter_count = n;
			number_entry();
		}
	}
	if (direct || calls_mode)
		for (mcc_edge &e : edges)
			e.counter = -1;
	if (calls_mode) {
		pushes = true;
		put_calls();
		land();
	} else {
		if (direct)
			count_directly();
		else
			count();
		if (coroutine)
			end_coroutine();
		else if (!coroutine_is_part(decl)) /* one without statements has no record */
			records();
	}
	gsi_commit_edge_inserts();
	table.remove_marks();
	if (pushes && !data.deferred())
		unwinding_guard(fun, &data);
	if (calls_mode)
		prepare();
	else
		enter();
	describe();
	free_dominance_info(CDI_DOMINATORS);
	loops_state_set(LOOPS_NEED_FIXUP);
	return true;
}

const pass_data emit_pass_data = {GIMPLE_PASS, "memcc", OPTGROUP_NONE, TV_NONE, PROP_cfg, 0, 0,
				  0,           0};

class emit_pass : public gimple_opt_pass
{
      public:
	emit_pass() : gimple_opt_pass(emit_pass_data, g) {}
	unsigned execute(::function *fun) override
	{
		std::set<int> elsewhere;
		read_unit();
		if (flag_openmp || flag_openacc || flag_openmp_simd)
			outlined(fun, &elsewhere);
		if (resolvers.count(IDENTIFIER_POINTER(DECL_ASSEMBLER_NAME(fun->decl))))
			unmark(fun);
		else if (mark_statements(fun->decl) || holds_marks(fun, NULL)) {
			coroutine_free_transfers(fun);
			emitter(fun, elsewhere).run();
		} else if (mark_any())
			unwinding_catch(fun);
		return 0;
	}

      private:
	/* Of ifuncs: they run while the program is still being relocated, before anything that they
	 * could call is there. */
	std::set<std::string> resolvers;
	bool read = false;

	/* What only the whole unit tells. All is parsed by now. */
	void read_unit(void)
	{
		cgraph_node *node;
		if (read)
			return;
		read = true;
		FOR_EACH_FUNCTION(node)
		{
			mark_find_kept(node->decl);
			if (tree ifunc = lookup_attribute("ifunc", DECL_ATTRIBUTES(node->decl)))
				resolvers.insert(
					TREE_STRING_POINTER(TREE_VALUE(TREE_VALUE(ifunc))));
		}
	}

	static void unmark(::function *fun)
	{
		basic_block bb;
		FOR_EACH_BB_FN(bb, fun)
		for (gimple_stmt_iterator i = gsi_start_bb(bb); !gsi_end_p(i);)
			if (mark_is(gsi_stmt(i)))
				gsi_remove(&i, true);
			else
				gsi_next(&i);
	}

	static bool holds_marks(::function *fun, std::set<int> *ids)
	{
		bool any = false;
		basic_block bb;
		FOR_EACH_BB_FN(bb, fun)
		for (gimple_stmt_iterator i = gsi_start_bb(bb); !gsi_end_p(i); gsi_next(&i))
			if (mark_is(gsi_stmt(i))) {
				any = true;
				if (ids)
					ids->insert(mark_read(gsi_stmt(i)).id);
			}
		return any;
	}

	/* The bodies of OpenMP's regions have become functions, which no lowering pass comes to. */
	static void outlined(::function *fun, std::set<int> *elsewhere)
	{
		static std::set<int> none;
		std::vector<::function *> found;
		cgraph_node *node;
		FOR_EACH_FUNCTION(node)
		{
			::function *part = DECL_STRUCT_FUNCTION(node->decl);
			if (part && part != fun && part->cfg &&
			    strstr(IDENTIFIER_POINTER(DECL_NAME(node->decl)), "._omp_"))
				found.push_back(part);
		}
		for (::function *part : found) {
			push_cfun(part);
			if (holds_marks(part, elsewhere)) {
				emitter(part, none).run();
				cgraph_edge::rebuild_edges();
			}
			pop_cfun();
		}
	}
};

} // namespace

gimple_opt_pass *emit_make_pass(void)
{
	return new emit_pass();
}
