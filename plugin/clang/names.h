/* names.h - what a function is called: by the profile, and by the user who chooses it. */
#ifndef MEMCC_CLANG_NAMES_H
#define MEMCC_CLANG_NAMES_H
#include <string>

namespace clang
{
class FunctionDecl;
}

/* As written in the source; in C++ qualified, with parameters. */
std::string names_display(const clang::FunctionDecl *function);

/* struct mcc_names: `bare` and `qualified`. */
std::string names_bare(const clang::FunctionDecl *function);
std::string names_qualified(const clang::FunctionDecl *function);

#endif
