// flags: -std=c++20
// compilers: *-1[!4]
// What a coroutine does belongs to whoever resumes or destroys it, by the library or by the builtins that
// are all there is to it; also when an exception comes out.
#include <coroutine>
#include <stdlib.h>

struct task {
	struct promise_type {
		task get_return_object()
		{
			return {std::coroutine_handle<promise_type>::from_promise(*this)}; //= 2
		}
		std::suspend_always initial_suspend() { return {}; }
		std::suspend_always final_suspend() noexcept { return {}; }
		std::suspend_always yield_value(int) { return {}; }
		void return_void() {}
		void unhandled_exception() { throw; }
		void *operator new(size_t) { return malloc(1000); } //= 2 +2000
		void operator delete(void *frame) { free(frame); }  //= 2 -2000
	};

	std::coroutine_handle<promise_type> handle;
};

static __attribute__((noinline)) task fill(void *&p)
{
	p = malloc(100);
	co_yield 1;
	free(p);
	p = nullptr;
	throw 1;
}

static void resume(task t)
{
	t.handle.resume(); //= 1 +100
}

static void destroy(task t)
{
	t.handle.destroy(); //= 1 -1000
}

static void resume_at_once(task t)
{
	__builtin_coro_resume(t.handle.address()); //= 2 +?
}

static void destroy_at_once(task t)
{
	__builtin_coro_destroy(t.handle.address()); //= 1 -1000
}

int main()
{
	void *p = nullptr, *q = nullptr;
	task first = fill(p);	       //= 1 +1000
	task second = fill(q);	       //= 1 +1000
	resume(first);		       //= 1 +100
	resume_at_once(second);	       //= 1 +100
	try {
		resume_at_once(second); //= 1 +?
	} catch (int) { //= 1
	}
	destroy_at_once(second); //= 1 -1000
	destroy(first);		 //= 1 -1000
	free(p);		 //= 1 -100
}
