-- features.lua - touches every corner of the interpreter that is deterministic. Prints results only.
local function show(...)
  local parts = {}
  for i = 1, select("#", ...) do parts[i] = tostring((select(i, ...))) end
  print(table.concat(parts, " "))
end

-- errors, error objects, tracebacks, close
show(pcall(error, { code = 1 }) and "?" or "raised")
show(select(2, pcall(function() local x = nil; return x.y end)))
show(xpcall(function() error("deep", 2) end, function(m) return "handled " .. m end))
show(pcall(string.rep)) show(pcall(setmetatable, 1, {}))
do
  local log = {}
  do
    local a <close> = setmetatable({}, { __close = function() log[#log + 1] = "a" end })
    local b <const> = 5
    local c <close> = setmetatable({}, { __close = function() log[#log + 1] = "c" end })
  end
  show(table.concat(log, ","))
end
show(select(2, load("x ="))) show(select(2, load("goto nowhere"))) show(select(2, load("for i=1 do end")))
show(select(2, pcall(load, function() error("reader") end)))

-- coroutines through pcall, errors and close
local function producer(n)
  return coroutine.create(function() for i = 1, n do pcall(coroutine.yield, i) end error("done") end)
end
local co, sum = producer(20), 0
while true do
  local ok, value = coroutine.resume(co)
  if not ok then show(value) break end
  sum = sum + value
end
show(sum, coroutine.status(co), coroutine.close(producer(3)), coroutine.isyieldable())
local wrapped = coroutine.wrap(function(...) local n = select("#", ...) while true do n = n + select("#", coroutine.yield(n)) end end)
show(wrapped(1, 2), wrapped(1), wrapped(), wrapped(1, 2, 3))

-- metatables of every kind
local V = {}
V.__index = V
for name, f in pairs({ add = function(a, b) return a.x + b.x end, sub = function(a, b) return a.x - b.x end }) do V["__" .. name] = f end
V.__eq = function(a, b) return a.x == b.x end
V.__lt = function(a, b) return a.x < b.x end
V.__le = function(a, b) return a.x <= b.x end
V.__call = function(self, y) return self.x * y end
V.__concat = function(a, b) return "cat" end
V.__len = function() return 99 end
V.__tostring = function(self) return "V" .. self.x end
V.__name = "V"
local function new(x) return setmetatable({ x = x }, V) end
show(new(1) + new(2), new(5) - new(2), new(1) == new(1), new(1) < new(2), new(2) <= new(1), new(3)(4), new(1) .. "x", #new(1), tostring(new(7)))
local proxy = setmetatable({}, { __index = function(_, k) return k .. "!" end, __newindex = function(t, k, v) rawset(t, k, v * 2) end })
proxy.a = 4
show(proxy.a, proxy.b, rawget(proxy, "c"), rawlen({ 1, 2 }), rawequal(proxy, proxy))
show(pcall(function() return new(1) // 2 end))

-- strings
show(("hello world"):gsub("o", { o = "0" })) show(("abc"):gsub("%w", "%0%0")) show(("x=1, y=2"):gsub("(%w+)=(%w+)", "%2=%1"))
show(("key = value"):match("^(%w+)%s*=%s*(%w+)$")) show(("a,b,,c"):find(",,", 1, true)) show(("THE (quick) fox"):find("%((%a+)%)"))
show(("[[x]]"):gsub("%b[]", "")) show(("hello"):byte(1, -1)) show(string.char(104, 105)) show(("x"):rep(5, "-")) show(("abc"):reverse(), ("aBc"):upper(), ("aBc"):lower())
show(string.format("%5d|%-5s|%05.1f|%x|%q|%g|%c|%i|%%|%a", 42, "ab", 3.14159, 255, "a\n\"b\0", 1e100, 65, 7, 0.5))
show(string.pack("<i4z s1", 7, "abc", "de"):byte(1, -1)) show(string.unpack("<i4", "\1\2\3\4")) show(string.packsize("i4i8"))
show(pcall(string.format, "%d", "x")) show(pcall(string.rep, "x", -1)) show(tostring(1e15), 2^53, 10 // 3, -10 // 3, 10 % -3, 5.5 // 2, 1 / 0, -(0 / 0) ~= 0)
show(utf8.char(228, 8364, 128512), utf8.len("äöü"), utf8.offset("äöü", 3), utf8.codepoint("ä"))
for p, c in utf8.codes("aé") do io.write(p, ":", c, " ") end print()

-- numbers
show(0x10, 0xA.8p1, 1e2, 3 | 4, 7 & 2, 5 ~ 1, ~0, 1 << 62, 1 >> 1, "10" + 5, "3" * "4", 7 // 0.0, math.type(1), math.type(1.0), math.type("1"))
show(math.maxinteger + 1 == math.mininteger, math.tointeger(3.0), math.ult(1, -1), math.fmod(-5, 3), math.floor(-2.5), math.ceil(-2.5), math.abs(-3), math.max(1, 5, 3), math.min(2, 0))
show(pcall(function() return 1 // 0 end)) show(pcall(function() return 1 < "2" end)) show(pcall(function() return {} .. "" end)) show(tonumber("0x1p4"), tonumber("z", 36), tonumber("9", 8), tonumber(" 12 "), tonumber("1e"))
math.randomseed(42) local a = math.random(100) math.randomseed(42) show(a == math.random(100))

-- tables
local t = { 5, 2, 8, 1, 9, 3 }
table.sort(t) show(table.concat(t, " ")) table.sort(t, function(x, y) return x > y end) show(table.concat(t, " "))
table.insert(t, 4) table.insert(t, 1, 0) show(table.remove(t), table.remove(t, 1), #t, table.unpack(t, 1, 3)) show(table.concat(table.move({ 1, 2, 3 }, 1, 3, 2), ","))
show(pcall(table.sort, { 3, 1, "x" })) show(table.pack(1, nil, 3).n, next({}), type(next))
local big = {} for i = 1, 3000 do big[i] = i % 7 big["k" .. i] = i end for i = 1, 3000, 2 do big["k" .. i] = nil end
local n = 0 for _ in pairs(big) do n = n + 1 end show(n, #big)
local weak = setmetatable({}, { __mode = "k" }) for i = 1, 100 do weak[{}] = i end collectgarbage() n = 0 for _ in pairs(weak) do n = n + 1 end show("weak", n)
local values = setmetatable({}, { __mode = "v" }) values[1] = {} values[2] = "kept" collectgarbage() show(values[1], values[2])

-- collector: finalizers, modes, resurrection
local finalized = 0
for i = 1, 50 do setmetatable({}, { __gc = function() finalized = finalized + 1 end }) end
collectgarbage("collect") show("finalized", finalized) collectgarbage("generational")
for i = 1, 2000 do local x = { i, { i } } end collectgarbage("step") collectgarbage("incremental", 100, 200) for i = 1, 2000 do local x = { i, tostring(i) } end
collectgarbage("stop") collectgarbage("restart") show(collectgarbage("isrunning"), type(collectgarbage("count")))

-- control flow: goto, numeric for of every kind, closures, varargs, tail calls, integer overflow of loops
for i = 10, 1, -3 do io.write(i, " ") end for x = 0, 1, 0.25 do io.write(x, " ") end for i = math.maxinteger - 1, math.maxinteger do io.write("m ") end print()
do local i = 1 ::top:: if i <= 3 then io.write(i, ";") i = i + 1 goto top end print() end
local counters = {} for i = 1, 3 do counters[i] = function() i = i + 1 return i end end show(counters[1](), counters[1](), counters[2]())
local function loop(k) if k == 0 then return "tail" end return loop(k - 1) end show(loop(10000))
local function deep(k) return k == 0 and 0 or 1 + deep(k - 1) end show(deep(5000)) show((select(2, pcall(function() local function f() return 1 + f() end return f() end)):gsub("\n.*", "")))
show((function(...) local x, y = ... return select("#", ...), y, x end)(1, nil, 3))
repeat local done = true until done while true do break end

-- load, dump, environments, debug, os, io
local f = load("local a, b = ... ; return a * b, x", "chunk", "t", { x = "env" }) show(f(6, 7))
show(load(string.dump(function(q) return q + 1 end))(41)) show(pcall(load, "return 1", "c", "b")) show(debug.getinfo(1, "l").currentline > 0, debug.getinfo(print).what)
do local hits = 0 debug.sethook(function() hits = hits + 1 end, "", 100) for i = 1, 1000 do end debug.sethook() show(hits > 5) end
local lines = {} debug.sethook(function(_, l) lines[#lines + 1] = l end, "l") local _ = 1
debug.sethook() show(#lines) show(debug.traceback("trace", 1):gsub("\n.*", "")) show(os.time({ year = 2020, month = 1, day = 1, hour = 12 }) > 0, os.date("!%Y-%m-%d", 0), os.getenv("NOT_SET_ANYWHERE"))
local name = "features.tmp" local file = assert(io.open(name, "w")) file:write("one\ntwo 2\n", 3, "\n") file:close()
for line in io.lines(name) do io.write("[", line, "]") end print() file = io.open(name) show(file:read("l", "n", "a")) file:seek("set") show(file:read(3), file:read("L"), file:seek("cur")) file:close() show(io.type(file), pcall(file.read, file)) os.remove(name) show(io.open(name))
show(require("string") == string, package.loaded.math == math, pcall(require, "no.such.module") == false)
