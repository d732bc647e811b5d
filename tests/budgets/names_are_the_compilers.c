/* names_are_the_compilers.c - one function has one name in reports, budgets and baselines, however
 * GCC or Clang writes it. */
#include <stdio.h>
#include <string.h>
#include "function_name.h"

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
	{"void vec<a, b>::push(T) [with T = int; a = b]", "vec::push(T)", "vec::push"},
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
	{"f(char*)::<lambda(auto:1)> [with auto:1 = int]", "f(char*)::<lambda(auto)>",
	 "f(char*)::<lambda(auto)>"},
	{"f(char *)::(anonymous class)::operator()(auto) const", "f(char*)::<lambda(auto)>",
	 "f(char*)::<lambda(auto)>"},
	{"int twice(F) [with F = main()::<lambda(int)>]", "twice(F)", "twice"},
	{"box<T>::box(int) [with T = double]", "box::box(int)", "box::box"},
	{"box<T>& box<T>::operator<<(const box<T>&) [with T = double]",
	 "box<T>::operator<<(const box<T>&)", "box<T>::operator<<"},
	{"static int box::count()", "box::count()", "box::count"},
	{"main()::box::count(int) const", "main()::box::count(int) const", "main()::box::count"},
	{"int f(char*)::box::operator()(int)", "f(char*)::box::operator()(int)",
	 "f(char*)::box::operator()"},
	{"main()::(anonymous class)::operator()()::(anonymous class)::operator()(int) const",
	 "main()::<lambda()>::<lambda(int)>", "main()::<lambda()>::<lambda(int)>"},
	{"X<int>::<lambda()>", "X<int>::<lambda()>", "X<int>::<lambda()>"},
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
		struct function_name found = function_name_of(arena, cases[i].name);
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
