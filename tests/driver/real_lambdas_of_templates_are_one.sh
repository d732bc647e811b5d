# A lambda in a template is called as it was written, whatever it was instantiated for: the report has it once.
. "$(dirname "$0")/support.bash"
cat >lambdas.cc <<'END'
template <typename T> int twice(T t)
{
	auto outer = [i = t](T v, int x) {
		auto inner = [=](const T &y) {
			return int(x + y);
		};
		return int(i) + inner(v);
	};
	auto generic = [&](auto x, T z) {
		return int(x + z + t);
	};
	return outer(t, 1) + generic('a', t);
}

template <class U> struct box {
	U value;
	template <class V> int sum(V v)
	{
		return [this](U u, V w) {
			return int(value + u + w);
		}(value, v);
	}
};

template <class... A> int all(A... a)
{
	auto add = [=] {
		return int((0 + ... + a));
	};
	return add();
}

int plain(int k)
{
	auto add = [&](auto z) {
		return k + z;
	};
	return add(1) + add('a');
}

int main()
{
	box<int> small = {1};
	box<long> large = {2};
	int n = twice(1) + twice(2.5f) + twice('a');
	n += small.sum(1) + large.sum(2.5f);
	n += all(1, 2L) + all(3);
	return n + plain(3) == 0;
}
END
check_compiler() {
	get memc++ -std=c++17 -fmemprof=all lambdas.cc -o lambdas
	get ./lambdas
	equal "$(figures | grep lambda | sort)" "all(A...)::<lambda()> 28 2 0
box::sum(V)::<lambda(U, V)> 20 2 0
plain(int)::<lambda(auto)> 36 2 0
twice(T)::<lambda(T, int)> 4 3 0
twice(T)::<lambda(T, int)> 7 3 0
twice(T)::<lambda(T, int)>::<lambda(const T&)> 5 3 0
twice(T)::<lambda(auto, T)> 10 3 0" "$compiler"
}
each_compiler gcc-11 gcc-12 clang-14 clang-16 clang-19
