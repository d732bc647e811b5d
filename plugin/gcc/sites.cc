/* sites.cc - see sites.h. */
#include "sites.h"

#include "callees.h"
#include "coroutine.h"

#include <algorithm>
#include <string.h>

const int NOWHERE = -1;   /* no statement yet */
const int AMBIGUOUS = -2; /* more than one may be open */

static bool call_matters(const gimple *stmt)
{
	return is_gimple_call(stmt) && !mark_is(stmt) && callees_call_matters(stmt) &&
	       !coroutine_transfers(stmt);
}

int site_table::site_for(const mark_statement &s)
{
	auto found = site_of_id.find(s.id);
	if (found != site_of_id.end())
		return found->second;
	all.emplace_back();
	all.back().source = s;
	all.back().source.kind &= ~MARK_RESUME;
	return site_of_id[s.id] = (int)all.size() - 1;
}

void site_table::read_marks(const std::set<int> &elsewhere)
{
	if (const std::vector<mark_statement> *known = mark_statements(fun->decl))
		for (const mark_statement &s : *known)
			if (!elsewhere.count(s.id))
				site_for(s);
	basic_block bb;
	FOR_EACH_BB_FN(bb, fun)
	{
		unsigned order = 0, begun_here = 0;
		for (gimple_stmt_iterator i = gsi_start_bb(bb); !gsi_end_p(i); gsi_next(&i)) {
			gimple *stmt = gsi_stmt(i);
			if (call_matters(stmt))
				calls.push_back(stmt);
			if (is_gimple_call(stmt) && gimple_call_fndecl(stmt) &&
			    strcmp(IDENTIFIER_POINTER(DECL_NAME(gimple_call_fndecl(stmt))),
				   "vfork") == 0)
				direct = true; /* child, then parent come out of it: no edge shows
						  that */
			if (!mark_is(stmt))
				continue;
			mark_statement s = mark_read(stmt);
			if (mark_is_border(s)) {
				borders[stmt] = s.kind;
				continue;
			}
			bool resume = s.kind & MARK_RESUME;
			int n = site_for(s);
			marks[stmt] = {n, resume};
			if (!resume)
				begun[stmt] = ++begun_here;
			if (resume) {
				all[n].resumes = true;
			} else if (all[n].block) {
				direct = true; /* duplicated by the front end: count each by itself
						*/
			} else {
				all[n].block = bb;
				all[n].order = order++;
			}
		}
	}
}

/* Whether it changes which statement is open. */
bool site_table::open_behind(gimple *stmt, int *open) const
{
	auto found = marks.find(stmt);
	auto border = borders.find(stmt);
	if (found != marks.end())
		*open = found->second.first;
	else if (border != borders.end() && border->second != MARK_BACK)
		*open = NOWHERE;
	else
		return false;
	return true;
}

int site_table::statement_at_end(basic_block bb, int in)
{
	for (gimple_stmt_iterator i = gsi_last_bb(bb); !gsi_end_p(i); gsi_prev(&i))
		if (open_behind(gsi_stmt(i), &in))
			break;
	return in;
}

/* Forward data flow: which statement is open at each call. */
void site_table::attribute(void)
{
	const int unseen = -3;
	std::vector<int> in(last_basic_block_for_fn(fun), unseen), out(in);
	out[ENTRY_BLOCK] = NOWHERE;
	bool changed = true;
	while (changed) {
		changed = false;
		basic_block bb;
		FOR_EACH_BB_FN(bb, fun)
		{
			int value = unseen;
			edge e;
			edge_iterator ei;
			FOR_EACH_EDGE(e, ei, bb->preds)
			{
				int from = out[e->src->index];
				if (from == unseen || from == value)
					continue;
				value = value == unseen ? from : AMBIGUOUS;
			}
			int end = statement_at_end(bb, value);
			if (value != in[bb->index] || end != out[bb->index]) {
				in[bb->index] = value;
				out[bb->index] = end;
				changed = true;
			}
		}
	}
	bool ambiguous = false;
	basic_block bb;
	FOR_EACH_BB_FN(bb, fun)
	{
		int now = in[bb->index];
		for (gimple_stmt_iterator i = gsi_start_bb(bb); !gsi_end_p(i); gsi_next(&i)) {
			gimple *stmt = gsi_stmt(i);
			open_behind(stmt, &now);
			if (!call_matters(stmt))
				continue;
			of_call[stmt] = now;
			if (now >= 0) {
				site &s = all[now];
				s.calls.push_back(stmt);
				if (std::find(s.call_blocks.begin(), s.call_blocks.end(), bb) ==
				    s.call_blocks.end())
					s.call_blocks.push_back(bb);
			} else {
				shared_calls = true;
				ambiguous |= now == AMBIGUOUS;
			}
		}
	}
	if (ambiguous)
		join_ambiguous();
}

/* A call that several statements can reach (a cleanup shared by the ways out of a scope): each of
 * them must have announced itself where it began. Which reach it: backwards from the call. */
void site_table::join_ambiguous(void)
{
	for (gimple *call : calls) {
		if (of_call[call] != AMBIGUOUS)
			continue;
		std::vector<bool> seen(last_basic_block_for_fn(fun), false);
		std::vector<basic_block> work;
		edge e;
		edge_iterator ei;
		FOR_EACH_EDGE(e, ei, gimple_bb(call)->preds)
		work.push_back(e->src);
		while (!work.empty()) {
			basic_block bb = work.back();
			work.pop_back();
			if (seen[bb->index] || bb->index == ENTRY_BLOCK)
				continue;
			seen[bb->index] = true;
			const int none = -4;
			int last = statement_at_end(bb, none);
			if (last >= 0)
				all[last].at_mark = true;
			if (last != none)
				continue;
			FOR_EACH_EDGE(e, ei, bb->preds)
			work.push_back(e->src);
		}
	}
}

site_table::site_table(::function *fun, const std::set<int> &elsewhere) : fun(fun)
{
	read_marks(elsewhere);
	attribute();
}

/* How many statements of the block begin before `stmt` (null: all of them). */
unsigned site_table::order_after(basic_block bb, gimple *stmt) const
{
	gimple_stmt_iterator i = stmt ? gsi_for_stmt(stmt) : gsi_last_bb(bb);
	if (stmt)
		gsi_prev(&i);
	for (; !gsi_end_p(i); gsi_prev(&i)) {
		auto found = begun.find(gsi_stmt(i));
		if (found != begun.end())
			return found->second;
	}
	return 0;
}

void site_table::remove_marks(void)
{
	auto remove = [](gimple *mark) {
		gimple_stmt_iterator i = gsi_for_stmt(mark);
		gsi_remove(&i, true);
	};
	for (auto &m : marks)
		remove(m.first);
	for (auto &b : borders)
		remove(b.first);
}
