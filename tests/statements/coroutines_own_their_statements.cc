// flags: -std=c++20
// compilers: *-1[!4]
// A coroutine's statements count across suspensions, and own what they allocate, also when a call in one
// throws. Its frame belongs to who creates and destroys it, and what is thrown out of it to who resumed
// it: the compiler catches and releases that.
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
			value = -1; //= 1
		}
		void *operator new(size_t)
		{
			return malloc(1000); //= 1 +1000
		}
		void operator delete(void *frame)
		{
			free(frame); //= 1 -1000
		}
	};
	std::coroutine_handle<promise_type> handle;
	~sequence()
	{
		handle.destroy(); //= 1 -1000
	}
};

static void *obtain(int i) //= calls 4
{
	void *p = malloc(10); //= 4 +40
	if (i == 3) //= 4
		throw 1; //= 1 +?
	return p; //= 3
}

static __attribute__((noinline)) sequence count(int n) //= calls 1
{
	for (int i = 0; i < n; i++) { //= 4
		void *p = obtain(i); //= 4 +?
		co_yield i; //= 3
		free(p); //= 3 -30
	}
} //= none

int main() //= calls 1
{
	int sum = 0; //= 1
	sequence s = count(9); //= 1 +1000
	for (;;) { //= 4
		s.handle.resume(); //= 4 +?
		if (s.handle.done()) //= 4
			break; //= 1
		sum += s.handle.promise().value; //= 3
	}
	return sum != 3; //= 1 -1000
}
