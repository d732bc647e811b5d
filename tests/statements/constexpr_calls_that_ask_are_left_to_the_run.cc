// flags: -std=c++20
// What asks whether it is worked out by the compiler gets the answer that it has without memcc.
#include <type_traits>

constexpr int f(int n)
{
	if (std::is_constant_evaluated()) //= 12
		return n; //= 0
	return n + 1; //= 12
}
constexpr int g(int n) //= calls 2
{
	return f(n) + 1;
}
constexpr int h(int n) { return n; } //= calls 0
struct object {
	int v;
	constexpr object(int n) : v(f(n)) {} //= calls 6
};
int global = f(1);

int main() //= calls 1
{
	int a = f(1);
	const int b = f(1), c = f(a);
	static int d = f(1);
	int list[] = {f(1), g(1), h(1)};
	object o(1);
	const object p(1);
	object objects[] = {object(1), object(1)}, nested[][1] = {{1}, {1}};
	auto lambda = [q = g(1)] { return q; };
	a += f(2);
	return a * 1000000 + b * 100000 + c * 10000 + d * 1000 + list[0] * 100 + list[1] * 10 + list[2] + o.v + p.v +
		lambda() + global + objects[1].v + nested[1][0].v != 5131243;
}
