// flags: -std=c++20
// A coroutine's statements count across suspensions, and own what they allocate, also when a call in one
// throws. Its frame does not belong to any of them: its size depends on the level.
#include <coroutine>
#include <stdlib.h>

struct sequence {
	struct promise_type {
		int value = 0;
		sequence get_return_object()
		{
			return {std::coroutine_handle<promise_type>::from_promise(*this)};
		}
		std::suspend_always initial_suspend() noexcept
		{
			return {};
		}
		std::suspend_always final_suspend() noexcept
		{
			return {};
		}
		std::suspend_always yield_value(int v)
		{
			value = v;
			return {};
		}
		void return_void()
		{
		}
		void unhandled_exception()
		{
			value = -1;
		}
	};
	std::coroutine_handle<promise_type> handle;
	~sequence()
	{
		handle.destroy();
	}
};

static void *obtain(int i) //= calls 4
{
	void *p = malloc(10); //= 4 +40
	if (i == 3) //= 4
		throw 1; //= 1 +?
	return p; //= 3
}

static sequence count(int n) //= calls 1
{
	for (int i = 0; i < n; i++) { //= 4
		void *p = obtain(i); //= 4 +40
		co_yield i; //= 3
		free(p); //= 3 -30
	}
}

int main() //= calls 1
{
	int sum = 0; //= 1
	sequence s = count(9); //= 1 +?
	for (;;) { //= 4
		s.handle.resume(); //= 4 +?
		if (s.handle.done()) //= 4
			break; //= 1
		sum += s.handle.promise().value; //= 3
	}
	return sum != 3; //= 1 -?
}
