/* What is worked out by the compiler is so whatever conditions it meets: in the constexpr functions that are
 * called, and as operands of `&&` in the condition of a `?:` in a template. */
// flags: -std=c++17
constexpr bool no() { return false; } //= 0
constexpr int choice() { return no() ? 112 : 53; } //= 0
constexpr int both() { return no() && true; } //= 0
constexpr int branch() //= calls 0
{
	if (no()) //= 0
		return 1; //= 0
	return 2; //= 0
}
constexpr int number() { return no() + 53; } //= 0
template <typename T> constexpr bool no_of() { return false; } //= 0
template <typename T> constexpr int choices() { return no_of<T>() ? 112 : no_of<T>() ? 1 : 0; } //= 0
struct pair { int a, b; };
constexpr pair made() { return no() ? pair{1, 2} : pair{3, 4}; } //= 0
constexpr bool same(bool b = false) { return b; } //= 0
constexpr bool runs(bool b) { return b; } //= 1
template <typename T> constexpr T check(T b) { return b; } //= 0
bool always = true;

template <typename T> int in_template(T v) //= calls 1
{
	int sum = choices<T>(); //= 1
	sum += sizeof(T) == 4 && !same(false) ? 1 : v; //= 1
	sum += !same() || sizeof(T) == 1 ? 1 : v; //= 1
	sum += check(sizeof(T) == 4 && !same()) ? v : 0; //= 1
	int other = check(sizeof(T) == 4 && !same()) ? v : 0; //= 1
	sum += branch() == 2 ? 1 : v; //= 1
	sum += runs(true) && always ? 1 : v; //= 1
	return sum + other; //= 1
}
template <typename T> struct view {
	int size;
	view(T v) : size(check(sizeof(T) == 4 && !same()) ? v : 0) {} //= 1
};

int main() //= calls 1
{
	int a = choice(), b = both(), c = branch(), d = number(); //= 1
	int list[] = {choice(), branch()}; //= 1
	pair p = made(); //= 1
	const pair &q = made(); //= 1
	view<int> v(always); //= 1
	return a + b + c + d + list[0] + list[1] + p.a + q.b + v.size + in_template(7) != 53 + 2 + 53 + 53 + 2 + 3 + 4 + 1 + 18; //= 1
}
