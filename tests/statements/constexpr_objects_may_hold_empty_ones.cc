/* An object whose value the compiler works out may hold an empty one that takes no room. */
// flags: -std=c++17

struct E {};
struct X { [[no_unique_address]] E e; int v; constexpr X(int x) : v(x) {} };
struct Y { [[no_unique_address]] X x; [[no_unique_address]] E e; int w; constexpr Y(int x) : x(x), w(x + 1) {} };
struct Z : E { [[no_unique_address]] Y y; X x[2]; constexpr Z(int n) : y(n), x{n + 2, n + 3} {} };

int main()
{
	X x(1); //= 1
	Y y(2); //= 1
	Z z(4); //= 1
	auto l = [z = Z(8)] { return z.y.x.v + z.y.w + z.x[0].v + z.x[1].v; }; //= 2
	return x.v != 1 || y.x.v != 2 || y.w != 3 || z.y.x.v != 4 || z.y.w != 5 || z.x[0].v != 6 || //= 1
	       z.x[1].v != 7 || l() != 38;
}
