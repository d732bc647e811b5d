/* initialisers.cc - marks in front of what a constructor initialises (walker.h).
 *
 *   before   A(int n) : base(n) {}        after   A(int n) : (mark, base(n)) {}
 */
#include "walker.h"

#include "trees.h"

#include "profile.h"

using namespace clang;

/* Null if nothing happens there: an abstract class is never a whole object. */
CallExpr *Walker::initialiser_mark(const CXXCtorInitializer *initialiser)
{
	const CXXRecordDecl *own = cast<CXXMethodDecl>(function)->getParent();
	if (initialiser->isBaseInitializer() && initialiser->isBaseVirtual() && own->isAbstract())
		return nullptr;
	if (initialiser->isWritten()) {
		const TypeSourceInfo *base = initialiser->getTypeSourceInfo();
		return marks.statement(base ? base->getTypeLoc().getBeginLoc()
					    : initialiser->getMemberLocation(),
				       MEMPROF_STATEMENT_PLAIN);
	}
	if (initialiser->isInClassMemberInitializer())
		return marks.statement(initialiser->getAnyMember()->getLocation(),
				       MEMPROF_STATEMENT_DECLARATION);
	auto *construct = dyn_cast<CXXConstructExpr>(initialiser->getInit()->IgnoreImplicit());
	if (construct && construct->getConstructor()->isTrivial())
		return nullptr;
	return marks.statement(trees_name(function), MEMPROF_STATEMENT_PLAIN);
}

/* The same, but for what it evaluates. */
CXXCtorInitializer *Walker::with_init(const CXXCtorInitializer *old, Expr *init)
{
	const SourceLocation place = old->getMemberLocation(), open = old->getLParenLoc(),
			     close = old->getRParenLoc();
	CXXCtorInitializer *result;
	if (old->isDelegatingInitializer())
		result = new (context)
			CXXCtorInitializer(context, old->getTypeSourceInfo(), open, init, close);
	else if (old->isBaseInitializer())
		result = new (context)
			CXXCtorInitializer(context, old->getTypeSourceInfo(), old->isBaseVirtual(),
					   open, init, close, old->getEllipsisLoc());
	else if (old->isIndirectMemberInitializer())
		result = new (context) CXXCtorInitializer(context, old->getIndirectMember(), place,
							  open, init, close);
	else
		result = new (context)
			CXXCtorInitializer(context, old->getMember(), place, open, init, close);
	if (old->isWritten())
		result->setSourceOrder(old->getSourceOrder());
	return result;
}

/* They stand in the order in which they are run. All constructors that use a member's default
 * initialiser share it: no mark may come into it. */
void Walker::initialisers(CXXConstructorDecl *constructor)
{
	for (CXXCtorInitializer *&initialiser : constructor->inits()) {
		CallExpr *call = initialiser_mark(initialiser);
		if (!call)
			continue;
		Expr *init = initialiser->getInit();
		value(init);
		initialiser = with_init(initialiser, with_mark(call, init));
	}
	marks.current = -1;
}
