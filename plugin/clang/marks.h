/* marks.h - what the first half tells the second.
 *
 * A mark is a call `__memcc_mark(table, what)`. `table` is a string literal: of the mark that
 * begins the body, everything known of the function and its statements; of all others a key to
 * that, since code generation reads each literal from end to end. So a mark survives -save-temps,
 * modules and outlining, where the two halves do not run in one process. `what` is the statement's
 * index in the table, or'ed with MARK_RESUME where an outer statement goes on after a statement
 * expression; or MARK_ENTRY, which begins the body; or MARK_OUTSIDE, where what was written in a
 * coroutine ends; or MARK_NOTHING, which only keeps the first half's compiler from working out what
 * it stands before.
 *
 * The table is a list of texts, each ended by a zero byte:
 *   mode (inline, calls)  name  directory  compiler  line  column  last line
 *   number of files, the files      the first is the one that the function lies in
 *   number of regions, for each: line  column  last line
 *   number of statements, for each: file  line  column  kind  region
 *
 * A region is a part of the function that code generation may make a function of (the body of an
 * OpenMP directive, a block); 0 is the function itself. MARK_ENTRY stands only there.
 */
#ifndef MEMCC_CLANG_MARKS_H
#define MEMCC_CLANG_MARKS_H
#include "compat.h"

#include <map>
#include <string>
#include <vector>

#define MARK_NAME "__memcc_mark"
#define MARK_RESUME 0x40000000u
#define MARK_ENTRY 0x80000000u
#define MARK_OUTSIDE 0x80000001u
#define MARK_NOTHING 0xc0000000u

struct MarkTable {
	struct Region {
		unsigned line, column, last_line;
	};
	struct Statement {
		unsigned file, line, column, kind, region;
	};
	bool calls = false; /* the mode */
	std::string name, directory, compiler, personality;
	std::vector<std::string> files;
	std::vector<Region> regions; /* the function itself first */
	std::vector<Statement> statements;
};

std::string marks_write(const MarkTable &table);
MarkTable marks_read(llvm::StringRef bytes);
/* What other marks have for a table: of equal ones the same. */
std::string marks_key(llvm::StringRef bytes);

/* A mark's string literal. */
llvm::StringRef marks_text(const llvm::CallInst &mark);
/* Tables' bytes, by what marks have for them. */
using MarkTables = std::map<std::string, llvm::StringRef>;

#endif
