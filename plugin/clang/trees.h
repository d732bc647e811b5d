/* trees.h - questions about the syntax tree that need no context. */
#ifndef MEMCC_CLANG_TREES_H
#define MEMCC_CLANG_TREES_H
#include "compat_ast.h"

/* Line and column in the file that the user would name: macros at their use, #line obeyed. */
clang::PresumedLoc trees_home(clang::ASTContext &context, clang::SourceLocation location);
/* The file's name as GCC prints it. */
std::string trees_file(clang::ASTContext &context, clang::PresumedLoc home);
/* Where a function's name stands: an instance's where its template is defined, which may have been
 * declared before. */
clang::SourceLocation trees_name(const clang::FunctionDecl *function);
/* Whether it is an instance of a template, or stands in one. */
bool trees_in_instance(const clang::DeclContext *context);
/* Whether it is a library's: what -fmemprof=all does not mean. */
bool trees_of_library(const clang::ASTContext &context, const clang::FunctionDecl *function);
/* Whether the token stands in a macro's replacement list, not in an argument of its use. */
bool trees_from_macro_body(clang::ASTContext &context, clang::SourceLocation location);

/* Whether it is a constant of that truth; an omitted condition is true. */
bool trees_constant(const clang::ASTContext &context, const clang::Expr *condition, bool truth);

/* The last that is not empty, or null. */
const clang::Stmt *trees_last(llvm::ArrayRef<clang::Stmt *> list);
/* Whether what stands behind the statement (none: yes) can be reached from it, as far as its form
 * tells: GCC's parsers ask the same, who make nothing of empty statements. */
bool trees_falls_through(const clang::Stmt *statement);
/* Whether control comes to the scope's closing brace by falling off its end. */
bool trees_falls_off(const clang::ASTContext &context, const clang::CompoundStmt *scope);

/* A declarator that does something: it has an initialiser or a size to be computed. */
bool trees_initialised(clang::ASTContext &context, const clang::VarDecl *variable);

/* Without what does nothing to the value that a declarator begins with. */
clang::Expr *trees_made(clang::Expr *expression);
/* What a reference that begins so is bound to, if that is a temporary. */
clang::MaterializeTemporaryExpr *trees_temporary(clang::Expr *expression);

/* Whether the end of the scope releases something that is declared in it. */
bool trees_releases(const clang::ASTContext &context, const clang::CompoundStmt *scope);
/* As part of this destructor, when its body has ended. Those of virtual bases are not. */
bool trees_destroys_members(const clang::FunctionDecl *function);

#endif
