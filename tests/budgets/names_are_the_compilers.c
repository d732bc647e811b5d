/* names_are_the_compilers.c - one function has one name in budgets and baselines, however GCC or
 * Clang writes it. */
#include <stdio.h>
#include <string.h>
#include "budget_name.h"

static const struct {
	const char *name, *plain, *brief;
} cases[] = {
	{"main", "main", "main"},
	{"int main()", "main", "main"},
	{"int main(int, char**)", "main", "main"},
	{"parse", "parse", "parse"},
	{"void ns::f(const char*)", "ns::f(const char*)", "ns::f"},
	{"ns::f(const char *)", "ns::f(const char*)", "ns::f"},
	{"int g(table &, int *)", "g(table&, int*)", "g"},
	{"box::box(size_t)", "box::box(size_t)", "box::box"},
	{"box::~box()", "box::~box()", "box::~box"},
	{"std::map<int, char *> make(int)", "make(int)", "make"},
	{"void vec<a, b>::push(T) [with T = int; a = b]", "vec<a, b>::push(T)", "vec<a, b>::push"},
	{"T twice(T) [with T = double]", "twice(T)", "twice"},
	{"T app::twice", "app::twice", "app::twice"},
	{"bool box::operator==(const box&) const", "box::operator==(const box&) const",
	 "box::operator=="},
	{"box::operator==(const box &) const", "box::operator==(const box&) const",
	 "box::operator=="},
	{"int box::operator()(int)", "box::operator()(int)", "box::operator()"},
	{"box::operator bool() const", "box::operator bool() const", "box::operator bool"},
	{"std::ostream& operator<<(std::ostream&, const box&)",
	 "operator<<(std::ostream&, const box&)", "operator<<"},
	{"void my_operator(int)", "my_operator(int)", "my_operator"},
	{"(anonymous namespace)::f(int)", "(anonymous namespace)::f(int)",
	 "(anonymous namespace)::f"},
	{"void {anonymous}::f(int)", "{anonymous}::f(int)", "{anonymous}::f"},
	{"main()::<lambda(int)>", "main()::<lambda(int)>", "main()::<lambda(int)>"},
	{"f(char*)::<lambda(auto:1)> [with auto:1 = int]", "f(char*)::<lambda(auto:1)>",
	 "f(char*)::<lambda(auto:1)>"},
	{"f(char *)::(anonymous class)::operator()(box &) const", "f(char*)::<lambda(box&)>",
	 "f(char*)::<lambda(box&)>"},
	{"", "", ""},
	{"(", "(", "("},
	{" (", " (", " ("},
	{"operator", "operator", "operator"},
};

int main(void)
{
	struct mp_arena *arena = mp_arena_new();
	int failures = 0;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct budget_name found = budget_name_of(arena, cases[i].name);
		if (strcmp(found.plain, cases[i].plain) == 0 &&
		    strcmp(found.brief, cases[i].brief) == 0)
			continue;
		failures++;
		printf("FAIL: '%s' is '%s', '%s', not '%s', '%s'\n", cases[i].name, found.plain,
		       found.brief, cases[i].plain, cases[i].brief);
	}
	mp_arena_free(arena);
	return failures ? 1 : 0;
}
