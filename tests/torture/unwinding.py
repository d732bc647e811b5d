"""unwinding.py - random C++ programs in which exceptions fly: through destructors that free, functions that
are inlined and functions that are not, handlers that catch, rethrow or throw anew, templates and lambdas,
and through functions that are not profiled and clean up, or catch, all the same.

The order of evaluation is never left to the compiler.

There is no reference for them: that -O levels, modes and compilers agree, and that the laws hold, is the test.
What is not profiled calls through pointers only: the README names what differs where the profiled function
that throws was inlined into it.
"""

import random

HEAD = """#include <stdio.h>
#include <stdlib.h>
#define R(n) (state = state * 1103515245u + 12345u, (int)((state >> 16) % (n)))
static unsigned state = SEED;
static int fuel = FUEL, sum;
static void *slot[8];
struct Plain { int code; };
struct Heavy {
	int code;
	char *text;
	explicit Heavy(int c) { code = c; text = (char *)malloc(c + 1); }
	Heavy(const Heavy &) = delete;
	~Heavy() { free(text); }
};
struct Hold {
	void *p;
	int n;
	explicit Hold(int k) { n = k; p = malloc(k + 8); }
	Hold(const Hold &) = delete;
	~Hold() { sum += n; free(p); }
};
struct Light {
	int n;
	explicit Light(int k) { n = k; }
	~Light() { sum += n; }
};
struct Cell {
	int kind;
	void *p;
	bool full() const { return kind > 0 && p; }
	int get() const { return full() ? kind : 0; }
	void check() const { if (kind < 0) abort(); if (kind > 1000000) abort(); }
	void set(int k) { check(); free(p); p = k % 3 ? malloc(k + 1) : NULL; kind = k; check(); }
};
static Cell cells[4];
template <class T> static inline T pass(T x) { T y = x; sum += (int)y; return y; }
template <class F> static inline int twice(F f) { int a = f(1); a += f(2); return a; }"""

PLACES = (
    "static",
    "static inline",
    "static __attribute__((noinline))",
    "static inline __attribute__((always_inline))",
    "static __attribute__((no_profile))",
    "static inline __attribute__((no_profile, always_inline))",
    "static __attribute__((no_profile, noinline))",
)


class Program:
    def __init__(self, seed, functions=6, size=7, fuel=400):
        self.random = random.Random(seed)
        self.names, self.made = functions, 0
        self.out = HEAD.replace("SEED", str(seed)).replace("FUEL", str(fuel)).split("\n")
        places = [self.random.choice(PLACES) for _ in range(functions)]
        places[0] = PLACES[2]  # recursion goes through it
        for i, place in enumerate(places):
            self.out.append(f"{place} int f{i}(int d);")
        every = ", ".join(f"f{i}" for i in range(functions))
        self.out.append(f"static int (*volatile every[])(int) = {{{every}}}; /* none is dropped */")
        for i, place in enumerate(places):
            self.index, self.room, self.plain = i, size * 4, "no_profile" in place
            self.out += [f"{place} int f{i}(int d)", "{", "\tint x = d, i = 0;"]
            self.block(1, size, False)
            self.out += [f"\treturn {self.value()};", "}"]
        self.main()

    def text(self):
        return "\n".join(self.out) + "\n"

    def line(self, text, depth):
        self.out.append("\t" * depth + text)

    def name(self, prefix):
        self.made += 1
        return f"{prefix}{self.made}"

    def call(self):
        """Only functions with a higher number are called, so that all can be inlined; and f0 by all."""
        others = list(range(self.index + 1, self.names))
        if not others or self.random.random() < 0.12:
            return "(fuel > 0 && d < 5 ? every[0](d + 1) : 3)"
        other = self.random.choice(others)
        return f"every[{other}](d + 1)" if self.plain else f"f{other}(d + 1)"

    def value(self):
        return self.random.choice(
            ("i", "x", "R(5)", "d + 1", self.call(), self.call(), "pass(x)", "pass((long)i) + 1", "cells[R(4)].get()")
        )

    def applied(self, value):
        return value.replace("k", "2", 1) if self.plain else f"twice([&](int k) {{ return {value}; }})"

    def block(self, depth, size, loop):
        for _ in range(self.random.randrange(3, 7) if depth == 1 else self.random.randrange(1, 4)):
            self.room -= 1
            self.statement(depth, size - 1 if self.room > 0 else 0, loop)

    def throw(self):
        return self.random.choice(("throw R(9);", "throw Plain{R(9)};", "throw Heavy(R(40));", "throw 'c';"))

    def statement(self, depth, size, loop):
        r = self.random
        simple = [
            lambda: self.line(f"x += {self.value()};", depth),
            lambda: self.line(f"sum += {self.value()}; sum += {self.value()};", depth),
            lambda: self.line("i = R(8); free(slot[i]); slot[i] = malloc(R(100));", depth),
            lambda: self.line(f"Hold {self.name('h')}({self.value()});", depth),
            lambda: self.line(f"Light {self.name('l')}(x);", depth),
            lambda: self.line(f"if (--fuel < 0 || R(6) == 0) {self.throw()}", depth),
            lambda: self.line(f"cells[i & 3].set({self.value()} & 63);", depth),
            lambda: self.line(f"x += {self.applied('k + ' + self.value())};", depth),
            lambda: self.line(f"x = R(3) ? {self.value()} : {self.value()};", depth),
            lambda: self.line(f"if (R(9) == 0) return {self.value()};", depth),
            lambda: self.line("delete new Hold(R(20));", depth),
        ]
        if loop:
            simple.append(lambda: self.line("if (R(4) == 0) " + r.choice(("break;", "continue;")), depth))
        if size <= 0 or depth > 5 or r.random() < 0.6:
            return r.choice(simple)()
        r.choice((self.branch, self.loop, self.scope, self.attempt, self.attempt, self.switch))(depth, size, loop)

    def branch(self, depth, size, loop):
        self.line(f"if (R(3) == {self.random.randrange(3)}) {{", depth)
        self.block(depth + 1, size, loop)
        if self.random.random() < 0.5:
            self.line("} else {", depth)
            self.block(depth + 1, size, loop)
        self.line("}", depth)

    def loop(self, depth, size, loop):
        count = self.name("n")
        self.line(
            self.random.choice(
                (
                    f"for (int {count} = R(4); {count} > 0; {count}--) {{",
                    f"for (int {count} = 0; {count} < 3 && fuel > 0; {count}++) {{",
                )
            ),
            depth,
        )
        self.block(depth + 1, size, True)
        self.line("}", depth)

    def scope(self, depth, size, loop):
        self.line("{", depth)
        self.line(f"Hold {self.name('h')}(R(30));", depth + 1)
        self.block(depth + 1, size, loop)
        self.line("}", depth)

    def switch(self, depth, size, loop):
        self.line("switch (R(4)) {", depth)
        for case in range(3):
            self.line(f"case {case}: {{", depth)
            self.block(depth + 1, size - 1, False)
            self.line("}", depth)
            if self.random.random() < 0.7:
                self.line("break;", depth + 1)
        self.line("}", depth)

    def attempt(self, depth, size, loop):
        r = self.random
        self.line("try {", depth)
        self.block(depth + 1, size, loop)
        kinds = ["catch (int e) {", "catch (const Plain &e) {", "catch (const Heavy &e) {"]
        r.shuffle(kinds)
        kinds = kinds[: r.randrange(3)] + (["catch (...) {"] if r.random() < 0.8 else [])
        for kind in kinds or ["catch (int) {"]:
            self.line("} " + kind, depth)
            self.block(depth + 1, size - 2, loop)
            if r.random() < 0.2:
                self.line(r.choice(("throw;", self.throw())), depth + 1)
        self.line("}", depth)

    def main(self):
        self.index, self.plain = -1, False
        self.out += ["int main()", "{", "\tint d = 0, x = 0;"]
        self.out += ["\tfor (int round = 0; round < 6; round++) {", "\t\tfuel += 40;", "\t\ttry {"]
        self.line(f"x += f0(0); x += {self.call()};", 3)
        self.out += ["\t\t} catch (const Heavy &e) {", "\t\t\tx += e.code;", "\t\t} catch (...) {"]
        self.out += ["\t\t\tx++;", "\t\t}", "\t}"]
        self.out += ['\tprintf("%d %d\\n", x, sum);', "\treturn d;", "}"]
