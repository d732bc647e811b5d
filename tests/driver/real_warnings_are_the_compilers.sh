# What is put into a function is nothing to warn of.
. "$(dirname "$0")/support.bash"
real gcc-12
command -v g++-12 >/dev/null || skip "no g++-12"
cat >coroutine.cc <<'END'
#include <coroutine>
struct task {
	struct promise_type {
		task get_return_object() { return {}; }
		std::suspend_always initial_suspend() { return {}; }
		std::suspend_always final_suspend() noexcept { return {}; }
		void return_void() {}
		void unhandled_exception() {}
	};
};
template <typename T> task choose(T n)
{
	switch (n) {
	case 42:
		co_return;
	}
}
int main() { choose(1); }
END
# Where a scope that ends with a destructor is only left by jumps.
cat >switch.cc <<'END'
struct guard {
	~guard();
};
int work(int);
int choose(int n)
{
	guard g;
	switch (n) {
	case 1:
		return 2;
	default:
		for (;;)
			work(n);
	}
}
END
for options in '' -g -O2; do
	for file in coroutine.cc switch.cc; do
		get memc++ -std=c++20 -Wall -Wextra -Werror $options -fmemprof=all -c $file
	done
done
