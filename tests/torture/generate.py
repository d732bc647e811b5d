"""generate.py - random programs that come in two forms, line for line the same: plain, to be profiled, and
one that counts itself with reference.h. A statement's number in the reference is its line.

Everything of SEMANTICS' section 2 that C has may come, nested at random: loops of all kinds, switch with
fallthrough, goto, recursion, statement expressions, cleanups, longjmp through frames, exit in a callee,
allocations of all kinds. Fuel bounds the run time.
"""

import random

PLAIN_HEAD = "#include <setjmp.h>\n#include <stdlib.h>"
REFERENCE_HEAD = '#include "reference.h"\n/* the same number of lines */'
COMMON = """#define R(n) (state = state * 1103515245u + 12345u, (int)((state >> 16) % (n)))
static void *slot[16];
static unsigned state = SEED;
static jmp_buf env[8];
static int level, fuel = FUEL;"""


class Program:
    def __init__(self, seed, functions=6, size=14, fuel=3000):
        self.random = random.Random(seed)
        self.plain, self.reference = [], []
        self.names, self.labels = functions, 0
        self.functions = {}  # number: line of its header
        self.no_peak = set()  # lines whose interval is cut in two by a statement expression
        common = COMMON.replace("SEED", str(seed)).replace("FUEL", str(fuel)).split("\n")
        self.plain += PLAIN_HEAD.split("\n") + common
        self.reference += REFERENCE_HEAD.split("\n") + common
        for i in range(functions):
            self.line(f"static int f{i}(int d);")
        self.release()
        for i in range(functions):
            self.function(i, size)
        self.main()

    # One line of both forms. `@` is the boundary of the line's statement inside an expression, `#` the same as
    # a statement of its own.
    def line(self, text, depth=0):
        number = len(self.plain) + 1
        indent = "\t" * depth
        self.plain.append(indent + text.replace("@", "").replace("#", ""))
        self.reference.append(
            indent + text.replace("@", f"ref_at(&frame, {number}), ").replace("#", f"ref_at(&frame, {number}); ")
        )
        return number

    def both(self, plain, reference, depth=0):
        self.plain.append("\t" * depth + plain)
        self.reference.append("\t" * depth + reference.replace("NUMBER", str(len(self.reference) + 1)))

    def enter(self, index):
        self.both("{", f"{{ struct frame frame __attribute__((cleanup(ref_leave))); ref_enter(&frame, {index});")

    def release(self):
        self.functions[90] = self.line("static void release(void *p)")
        self.enter(90)
        self.line("@free(*(void **)p);", 1)
        self.line("}")

    def function(self, index, size):
        self.functions[index] = self.line(f"static int f{index}(int d)")
        self.enter(index)
        self.line("volatile int x = (@d), i = 0;" if self.random.random() < 0.5 else "volatile int x = (@0);", 1)
        self.has_i = "i = 0" in self.plain[-1]
        self.block(1, size, loop=False, out=True)
        self.line("return @x;" if self.random.random() < 0.6 else f"return @x + {self.call(index)};", 1)
        self.line("}")

    def main(self):
        self.functions[91] = self.line("int main(void)")
        self.both("{", "{ struct frame frame __attribute__((cleanup(ref_leave))); atexit(ref_print); ref_enter(&frame, 91);")
        self.line("int x = (@0);", 1)
        self.line("for (int n = (@0);", 1)
        self.line("@n < 20;", 2)
        self.line("@n++)", 2)
        self.line("@x += f0(4), x += f1(3);", 2)
        self.line("return @x & 63;", 1)
        self.line("}")

    def call(self, avoid=None):
        return f"(d > 0 ? f{self.random.randrange(self.names)}(d - 1) : 1)"

    def expression(self):
        pick = self.random.randrange(6)
        if pick < 2:
            return f"R({self.random.randint(2, 9)})"
        if pick == 2:
            return self.call()
        if pick == 3:
            return f"(R(2) && {self.call()})"
        if pick == 4:
            return f"(R(3) || {self.call()} ? R(4) : {self.call()})"
        return f"(x & {self.random.randint(1, 7)})"

    def allocation(self):
        a, size = self.random.randrange(16), self.random.randint(0, 60)
        return self.random.choice(
            [
                f"free(slot[{a}]), slot[{a}] = malloc({size} + R(20))",
                f"free(slot[{a}]), slot[{a}] = calloc(R(5), {size})",
                f"slot[{a}] = realloc(slot[{a}], {size + 1} + R(30))",
                f"free(slot[{a}]), slot[{a}] = NULL",
                f"free(malloc({size}))",
                f"malloc({size})",
            ]
        )

    def block(self, depth, size, loop, out):
        """`loop`: break and continue have a loop to act on; `out`: control may leave by return or goto."""
        for _ in range(self.random.randint(1, max(1, size // 2))):
            self.statement(depth, size - 1, loop, out)

    def statement(self, depth, size, loop, out):
        simple = [self.plain_statement, self.alloc_statement, self.declaration, self.alloc_statement]
        compound = [self.if_, self.while_, self.do_, self.for_, self.switch, self.scope, self.try_, self.statement_expression, self.goto]
        if depth > 5 or size < 3 or self.random.random() < 0.45:
            choice = self.random.choice(simple)
        else:
            choice = self.random.choice(compound)
        choice(depth, size // 2 + 1, loop, out)
        if loop and self.random.random() < 0.1:
            self.line("if (@R(3) == 0)", depth)
            self.line(self.random.choice(["{ #break; }", "{ #continue; }"]), depth + 1)
        if out and self.random.random() < 0.06:
            self.line("if (@R(5) == 0)", depth)
            self.line(f"return @{self.expression()};", depth + 1)
        if self.random.random() < 0.05:
            self.line("if (@level > 0 && R(3) == 0)", depth)
            self.both(
                "longjmp(env[--level], 1);",
                "ref_at(&frame, NUMBER), ref_reland(ref_owner[level - 1]), longjmp(env[--level], 1);",
                depth + 1,
            )
        if self.random.random() < 0.01:
            self.line("if (@R(300) == 0)", depth)
            self.line("@exit(x & 63);", depth + 1)

    def plain_statement(self, depth, size, loop, out):
        self.line(f"@x += {self.expression()};", depth)

    def alloc_statement(self, depth, size, loop, out):
        self.line(f"@{self.allocation()};", depth)

    def declaration(self, depth, size, loop, out):
        self.line("{", depth)
        self.line(f"int y = (@{self.expression()});", depth + 1)
        self.line("@x ^= y;", depth + 1)
        self.line("}", depth)

    def if_(self, depth, size, loop, out):
        self.line(f"if (@{self.expression()}) {{", depth)
        self.block(depth + 1, size, loop, out)
        if self.random.random() < 0.5:
            self.line("} else {", depth)
            self.block(depth + 1, size, loop, out)
        self.line("}", depth)

    def while_(self, depth, size, loop, out):
        self.line(f"while (@fuel-- > 0 && {self.expression()} > 1) {{", depth)
        self.block(depth + 1, size, True, out)
        self.line("}", depth)

    def do_(self, depth, size, loop, out):
        self.line("do {", depth)
        self.block(depth + 1, size, True, out)
        self.line("}", depth)
        self.line("while (@fuel-- > 0 && R(3));", depth)

    def for_(self, depth, size, loop, out):
        self.line("for (int k = (@0);", depth)
        self.line(f"@fuel-- > 0 && k < R({self.random.randint(2, 6)});", depth + 2)
        self.line("@k++) {", depth + 2)
        self.block(depth + 1, size, True, out)
        self.line("}", depth)

    def switch(self, depth, size, loop, out):
        self.line("switch (@R(5)) {", depth)
        for value in self.random.sample(range(5), 3):
            self.line(f"case {value}:", depth)
            self.block(depth + 1, size - 1, False, out)
            if self.random.random() < 0.6:
                self.line("#break;", depth + 1)
        self.line("default:", depth)
        self.line("@x++;", depth + 1)
        self.line("}", depth)

    def scope(self, depth, size, loop, out):
        self.line("{", depth)
        owned = "void *owned __attribute__((cleanup(release)))"
        self.line(f"{owned} = (@malloc({self.random.randint(1, 90)}));", depth + 1)
        # only where control may leave a scope early do cleanups get interesting; longjmp must not cross one
        self.block(depth + 1, size, loop, out)
        self.line("#}", depth)

    def try_(self, depth, size, loop, out):
        self.line("if (@level < 8) {", depth)
        self.line("@level++;", depth + 1)
        self.both(
            "if (setjmp(env[level - 1]) == 0) {",
            "if (ref_at(&frame, NUMBER), ref_owner[level - 1] = &frame, setjmp(env[level - 1]) == 0) {",
            depth + 1,
        )
        self.block(depth + 2, size, False, False)
        self.line("@level--;", depth + 2)
        self.line("} else {", depth + 1)
        self.line("@x++;", depth + 2)
        self.line("}", depth + 1)
        self.line("}", depth)

    def statement_expression(self, depth, size, loop, out):
        number = self.line("@x += ({", depth)
        self.no_peak.add(number)
        self.line(f"int z = (@{self.expression()});", depth + 1)
        self.line(f"@{self.allocation()};", depth + 1)
        self.both("z;", f"ref_at(&frame, NUMBER); z;", depth + 1)
        call = self.call()  # && puts it behind the statement expression; + would leave the order open
        self.both(f"}}) > 0 && {call};", f"}}) > 0 && (ref_open(&frame, {number}), {call});", depth)

    def goto(self, depth, size, loop, out):
        self.labels += 1
        label = f"l{self.labels}"
        self.line("if (@R(3) == 0)", depth)
        self.line(f"{{ #goto {label}; }}", depth + 1)
        self.line(f"@{self.allocation()};", depth)
        self.line(f"{label}:", depth)
        self.line("@x--;", depth)

    def texts(self):
        return "\n".join(self.plain) + "\n", "\n".join(self.reference) + "\n"
