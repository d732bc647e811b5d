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
for options in '' -g -O2; do
	get memc++ -std=c++20 -Wall -Wextra -Werror $options -fmemprof=all -c coroutine.cc
done
