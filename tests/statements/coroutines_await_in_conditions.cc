// flags: -std=c++20
// compilers: *-1[!4]
// GCC makes other loops and conditions of those that await in their heads; the rows are as written.
#include <coroutine>
#include <stdlib.h>

struct task {
	struct promise_type {
		task get_return_object() { return {}; }
		std::suspend_never initial_suspend() noexcept { return {}; }
		std::suspend_never final_suspend() noexcept { return {}; }
		void return_void() {}
		void unhandled_exception() { abort(); }
	};
};

struct ready {
	int value;
	bool await_ready() { return true; }
	void await_suspend(std::coroutine_handle<>) {}
	int await_resume()
	{
		free(malloc(5)); //= 38 allocs=38
		return value; //= 38
	}
};

static int sum;

static __attribute__((noinline)) task loops(int n) //= calls 1
{
	if (co_await ready{n}) //= 1
		sum++; //= 1
	else
		sum--; //= 0
	while (co_await ready{n > 0}) //= 4
		n--; //= 3
	for (int i = co_await ready{0}; i < co_await ready{4}; i += co_await ready{1}) //= 5
		sum += i; //= 4
	do { //= none
		n++; //= 3
	} while (co_await ready{n < 3}); //= 3
	do //= none
		n--; //= 3
	while (co_await ready{n > 0} && n < 9); //= 3
	switch (co_await ready{5}) { //= 1
	case 1:
		sum = 0; //= 0
		break; //= 0
	case 5:
		sum += co_await ready{2} + //= 1
		       co_await ready{4};
		break; //= 1
	}
	sum = co_await ready{1} ? co_await ready{7} : co_await ready{8}; //= 1
	if (int v = co_await ready{3}; v > 2) //= 1
		sum += v; //= 1
	if (int w = co_await ready{3}) //= 1
		sum += w; //= 1
} //= none

static __attribute__((noinline)) task empty_but_for_this(void)
{
	do //= none
		sum--; //= 2
	while (co_await ready{sum > 11}); //= 2
}

static __attribute__((noinline)) task forever(void)
{
	do { //= none
		if (co_await ready{--sum < 4}) //= 8
			co_return; //= 1
	} while (true); //= 7
}

int main(void)
{
	loops(3); //= 1
	empty_but_for_this(); //= 1
	forever(); //= 1
	return sum == 3 ? 0 : 1; //= 1
}
