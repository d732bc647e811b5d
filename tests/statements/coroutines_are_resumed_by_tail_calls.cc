// flags: -std=c++20
// compilers: *-1[!4]
// A coroutine that await_suspend returns is resumed by a tail call: an exception out of it cannot land in
// the frame that is left, whatever else was inlined there and has to land.
#include <coroutine>
#include <stdlib.h>

struct text {
	char *bytes;

	text() : bytes((char *)malloc(10)) {} //= 2 +20 allocs=2
	text(const text &) = delete;
	text &operator=(const text &other)
	{
		free(realloc(malloc(1), other.bytes[0])); //= 1 allocs=2 frees=2
		bytes[0] = other.bytes[0];		  //= 1
		return *this;				  //= 1
	}
	~text()
	{
		free(bytes); //= 2 -20 frees=2
	}
};

struct task {
	struct promise_type {
		text value;
		std::coroutine_handle<> waiting = std::noop_coroutine();

		promise_type() {} //= 1 +10
		task get_return_object()
		{
			return {std::coroutine_handle<promise_type>::from_promise(*this)}; //= 1
		}
		std::suspend_always initial_suspend() { return {}; }
		struct last {
			bool await_ready() noexcept { return false; }
			std::coroutine_handle<>
			await_suspend(std::coroutine_handle<promise_type> ended) noexcept
			{
				return ended.promise().waiting; //= 1
			}
			void await_resume() noexcept {}
		};
		last final_suspend() noexcept { return {}; }
		void return_value(const text &result)
		{
			value = result; //= 1
		}
		void unhandled_exception() { throw; }
		void *operator new(size_t) { return malloc(1000); } //= 1 +1000
		void operator delete(void *frame) { free(frame); }  //= 1 -1000
	};

	std::coroutine_handle<promise_type> handle;

	~task() { handle.destroy(); } //= 1 -1010
};

static __attribute__((noinline)) task leaf(const text &t)
{
	co_return t;
}

static int value(void)
{
	text one;				      //= 1 +10
	one.bytes[0] = 7;			      //= 1
	task t = leaf(one);			      //= 1 +1010
	t.handle.resume();			      //= 1
	return t.handle.promise().value.bytes[0] - 7; //= 1 -1020
}

int main()
{
	return value(); //= 1
}
