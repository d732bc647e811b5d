// flags: -std=c++20
// compilers: *-1[!4]
// What is released where a scope ends, where a coroutine returns, by an exception, and when it is
// destroyed while it is suspended, belongs to the statement that is left by it.
#include <coroutine>
#include <exception>
#include <stdlib.h>

struct guard {
	void *memory;
	explicit guard(int size) : memory(malloc(size)) {} //= 11 +530 allocs=11
	~guard() { free(memory); } //= 11 -530 frees=11
};

template <class Value> struct generator {
	struct promise_type {
		Value value{};
		std::exception_ptr error;
		generator get_return_object()
		{
			return {std::coroutine_handle<promise_type>::from_promise(*this)};
		}
		std::suspend_always initial_suspend() noexcept { return {}; }
		std::suspend_always final_suspend() noexcept { return {}; }
		std::suspend_always yield_value(Value v)
		{
			value = v;
			return {};
		}
		void return_void() {}
		void unhandled_exception() { error = std::current_exception(); }
		void *operator new(size_t) { return malloc(1000); }
		void operator delete(void *frame) { free(frame); }
	};
	std::coroutine_handle<promise_type> handle;
	~generator() { handle.destroy(); }
	bool next()
	{
		handle.resume();
		return !handle.done();
	}
};

static __attribute__((noinline)) void fail(int n)
{
	if (n < 0) //= 2
		throw n; //= 1 +?
}

static __attribute__((noinline)) generator<int> scopes(int n) //= calls 4
{
	guard a(100); //= 4 +400
	{
		guard b(10); //= 4 +40
		co_yield 1; //= 4 -110
	} //= 3 -30
	if (n == 2) //= 3
		co_return; //= 1 -100
	fail(n); //= 2 -?
	co_yield 2; //= 1
} //= 1 -100

template <class Value> static __attribute__((noinline)) generator<Value> twice(Value v) //= calls 2
{
	for (int i = 0; i < 2; i++) { //= 4
		guard c(30); //= 3 +90
		co_yield v; //= 3 -30
	} //= 2 -60
}

int main(void)
{
	{
		auto whole = scopes(1); //= 1 +1000
		while (whole.next()) //= 3
			; //= none
	} //= 1 -1000
	{
		auto returns = scopes(2); //= 1 +1000
		while (returns.next()) //= 2
			;
	} //= 1 -1000
	{
		auto throws = scopes(-1); //= 1 +1000
		while (throws.next()) //= 2 +?
			;
	} //= 1 -?
	{
		auto left = scopes(3); //= 1 +1000
		left.next(); //= 1 +110
	} //= 1 -1110
	{
		auto numbers = twice(1.5); //= 1 +1000
		while (numbers.next()) //= 3
			;
		auto early = twice('a'); //= 1 +1000
		early.next(); //= 1 +30
	} //= 1 -2030
	return 0; //= 1
}
