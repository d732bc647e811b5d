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
	{"void {anonymous}::f(int)", "(anonymous namespace)::f(int)", "(anonymous namespace)::f"},
	{"A<typename C<(nb<T>() <= 32), int, long>::type> p(T) [with T = int]", "p(T)", "p"},
	{"typename C<((sizeof (T) << 1) < 32), int>::type ns::p(T) [with T = int]", "ns::p(T)",
	 "ns::p"},
	{"std::vector<std::vector<int> > p(std::vector<std::vector<int> >)",
	 "p(std::vector<std::vector<int>>)", "p"},
	{"typename C<(sizeof (T) > 32), int>::type p(T) [with T = int]", "p(T)", "p"},
	{"typename C<(a->b < 3)>::type B<(T::n <= 3)>::p(T) [with T = int]", "B::p(T)", "B::p"},
	{"main()::<lambda(int)>", "main()::<lambda(int)>", "main()::<lambda(int)>"},
	{"f(char*)::<lambda(auto:1)> [with auto:1 = int]", "f(char*)::<lambda(auto)>",
	 "f(char*)::<lambda(auto)>"},
	{"f(char *)::(anonymous class)::operator()(auto) const", "f(char*)::<lambda(auto)>",
	 "f(char*)::<lambda(auto)>"},
	{"int twice(F) [with F = main()::<lambda(int)>]", "twice(F)", "twice"},
	{"box<T>::box(int) [with T = double]", "box::box(int)", "box::box"},
	{"box<T>& box<T>::operator<<(const box<T>&) [with T = double]",
	 "box::operator<<(const box<T>&)", "box::operator<<"},
	{"decltype (((X<A>*)this)->X<A>::a + 1) X<A>::sum() [with A = int]", "X::sum()", "X::sum"},
	{"decltype(auto) f(int)", "f(int)", "f"},
	{"int f(long unsigned int, short int, long long int, unsigned char)",
	 "f(unsigned long, short, long long, unsigned char)", "f"},
	{"int f(__int128 unsigned, __int128, unsigned __int128)",
	 "f(unsigned __int128, __int128, unsigned __int128)", "f"},
	{"f(unsigned, signed, signed char, long double, pointer, interval)",
	 "f(unsigned int, int, signed char, long double, pointer, interval)", "f"},
	{"f(const char *const *, int (*)(int *))", "f(const char* const*, int (*)(int*))", "f"},
	{"int f(std::vector<std::__cxx11::basic_string<char> >, std::function<int(int)>)",
	 "f(std::vector<std::string>, std::function<int(int)>)", "f"},
	{"f(std::vector<std::string>, std::function<int (int)>)",
	 "f(std::vector<std::string>, std::function<int(int)>)", "f"},
	{"lib::f(const lib::deep::T &, lib::box<a::B>::C, (anonymous namespace)::S)",
	 "lib::f(const T&, C, S)", "lib::f"},
	{"void (* ns::choose(int))(ns::T)", "ns::choose(int)", "ns::choose"},
	{"static void* (* ns::box<T>::g(T))(ns::T*) [with T = int]", "ns::box::g(T)", "ns::box::g"},
	{"void f({anonymous}::T*, {anonymous}::U<int>::V)", "f(T*, V)", "f"},
	{"f((anonymous namespace)::T *, enum E, const struct ns::S &)", "f(T*, E, const S&)", "f"},
	{"f(structure)", "f(structure)", "f"},
	{"S::f(int) const::<lambda(int)>", "S::f(int)::<lambda(int)>", "S::f(int)::<lambda(int)>"},
	{"S::g() &&::<lambda()>", "S::g()::<lambda()>", "S::g()::<lambda()>"},
	{"int (& f(int))[3]", "f(int)", "f"},
	{"__vector(4) unsigned int ns::f(T&)", "ns::f(T&)", "ns::f"},
	{"int (T::* f())(int) [with T = S]", "f()", "f"},
	{"int (ns::S::* f())", "f()", "f"},
	{"int f(A ...) [with A = {int, char}]", "f(A...)", "f"},
	{"int f(const char*, ...)", "f(const char*, ...)", "f"},
	{"main()::<lambda(auto:1)> mutable [with auto:1 = int]", "main()::<lambda(auto)>",
	 "main()::<lambda(auto)>"},
	{"ns::box<>::f(ns::T, long int)::<lambda(const ns::T&)>",
	 "ns::box::f(T, long)::<lambda(const T&)>", "ns::box::f(T, long)::<lambda(const T&)>"},
	{"f(std::", "f(std::", "f"},
	{"(* (", "(* (", "(* ("},
	{"f((*", "f((*", "f"},
	{"static int box::count()", "box::count()", "box::count"},
	{"main()::box::count(int) const", "main()::box::count(int) const", "main()::box::count"},
	{"int f(char*)::box::operator()(int)", "f(char*)::box::operator()(int)",
	 "f(char*)::box::operator()"},
	{"main()::(anonymous class)::operator()()::(anonymous class)::operator()(int) const",
	 "main()::<lambda()>::<lambda(int)>", "main()::<lambda()>::<lambda(int)>"},
	{"X<int>::<lambda()>", "X::<lambda()>", "X::<lambda()>"},
	{"box<T>::operator ns::U<T>() [with T = int]", "box::operator U<T>()",
	 "box::operator U<T>"},
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
