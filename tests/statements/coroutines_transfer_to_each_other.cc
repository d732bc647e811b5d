// flags: -std=c++20
// compilers: *-1[!4]
// await_suspend may return the coroutine to go on with: then nothing behind the call in the suspended one
// runs, and the record round it must be gone already.
#include <coroutine>
#include <stdlib.h>

struct task {
	struct promise_type {
		int value = 0;
		std::coroutine_handle<> waiting;
		task get_return_object()
		{
			return {std::coroutine_handle<promise_type>::from_promise(*this)};
		}
		std::suspend_always initial_suspend() { return {}; }
		struct last {
			bool await_ready() noexcept { return false; }
			std::coroutine_handle<>
			await_suspend(std::coroutine_handle<promise_type> ended) noexcept
			{
				if (ended.promise().waiting) //= 3
					return ended.promise().waiting; //= 2
				return std::noop_coroutine(); //= 1
			}
			void await_resume() noexcept {}
		};
		last final_suspend() noexcept { return {}; }
		void return_value(int result) { value = result; }
		void unhandled_exception() { abort(); }
		void *operator new(size_t) { return malloc(1000); }
		void operator delete(void *frame) { free(frame); }
	};

	std::coroutine_handle<promise_type> handle;

	~task() { handle.destroy(); } //= 3 -3000
	bool await_ready() { return false; }
	std::coroutine_handle<> await_suspend(std::coroutine_handle<> waits)
	{
		handle.promise().waiting = waits; //= 2
		return handle;			  //= 2
	}
	int await_resume() { return handle.promise().value; }
};

static __attribute__((noinline)) task leaf(int n)
{
	void *p = malloc(100); //= 2 +200 allocs=2
	free(p);	       //= 2 -200 frees=2
	co_return n;	       //= 2
}

static __attribute__((noinline)) task sum(int n)
{
	int result = n;		   //= 1
	result += co_await leaf(1); //= 1
	result += co_await leaf(2); //= 1
	co_return result;	   //= 1
}

int main()
{
	auto k = sum(3);			 //= 1 +1000
	k.handle.resume();			 //= 1
	return k.handle.promise().value - 6; //= 1 -1000
}
