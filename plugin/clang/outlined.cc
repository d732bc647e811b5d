/* outlined.cc - marks in what may become a function of its own (walker.h): OpenMP's directives and
 * blocks. Each such part of the function is a region (marks.h).
 */
#include "walker.h"

using namespace clang;

void Walker::block(BlockDecl *block)
{
	marks.in_region({block->getCaretLocation(), block->getBody()->getEndLoc()},
			[&] { block->setBody(scope(cast<CompoundStmt>(block->getBody()))); });
}

static bool makes_function(OpenMPDirectiveKind kind)
{
	return isOpenMPParallelDirective(kind) || isOpenMPTaskingDirective(kind) ||
	       isOpenMPTeamsDirective(kind) || isOpenMPTargetExecutionDirective(kind);
}

/* Code generation takes the loops' heads to pieces: only the body of the innermost is left. */
void Walker::directive_loops(OMPLoopBasedDirective *directive, Stmt *body)
{
	for (unsigned left = directive->getLoopsNumber(); left; left--) {
		body = body->IgnoreContainers(true);
		if (auto *loop = dyn_cast<ForStmt>(body)) {
			if (left == 1)
				loop->setBody(single(loop->getBody()));
			body = loop->getBody();
		} else if (auto *loop = dyn_cast<CXXForRangeStmt>(body)) {
			if (left == 1)
				loop->setBody(single(loop->getBody()));
			body = loop->getBody();
		} else {
			return; /* loops that other directives make */
		}
	}
}

/* Each statement of `sections` is one. */
Stmt *Walker::directive_body(OMPExecutableDirective *directive, Stmt *body)
{
	auto *sections = dyn_cast<CompoundStmt>(body);
	if (!sections ||
	    !(isa<OMPSectionsDirective>(directive) || isa<OMPParallelSectionsDirective>(directive)))
		return single(body);
	for (Stmt *&child : sections->body())
		child = single(child);
	return body;
}

void Walker::directive(OMPExecutableDirective *directive)
{
	if (!directive->hasAssociatedStmt() || isa<OMPAtomicDirective>(directive))
		return;
	auto inside = [&] {
		CapturedStmt *captured = nullptr;
		Stmt *body = directive->getAssociatedStmt();
		while (body && isa<CapturedStmt>(body)) {
			captured = cast<CapturedStmt>(body);
			body = captured->getCapturedStmt();
		}
		if (!body)
			return;
		if (auto *loops = dyn_cast<OMPLoopBasedDirective>(directive)) {
			directive_loops(loops, body);
			return;
		}
		/* It lies behind the captured variables, in a place of which only Sema may say so.
		 */
		Stmt *&place = captured ? *captured->child_end() : *directive->child_begin();
		if (place != body)
			return;
		place = directive_body(directive, body);
		if (captured)
			captured->getCapturedDecl()->setBody(place);
	};
	if (makes_function(directive->getDirectiveKind()))
		marks.in_region(
			{directive->getBeginLoc(), directive->getAssociatedStmt()->getEndLoc()},
			inside);
	else
		inside();
}
