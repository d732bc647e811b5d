-- script.lua - Lua workload. Prints results only, never an address or a time.
local scale = tonumber(arg[1]) or 1

local function fib(n)
  if n < 2 then return n end
  return fib(n - 1) + fib(n - 2)
end

local function queens(n)
  local columns, up, down, found = {}, {}, {}, 0
  local function place(row)
    if row > n then found = found + 1 return end
    for column = 1, n do
      if not (columns[column] or up[row + column] or down[row - column + n]) then
        columns[column], up[row + column], down[row - column + n] = true, true, true
        place(row + 1)
        columns[column], up[row + column], down[row - column + n] = nil, nil, nil
      end
    end
  end
  place(1)
  return found
end

local function strings(n)
  local parts = {}
  for i = 1, n do
    parts[#parts + 1] = "item " .. i % 1000 .. ":" .. string.format("%05d", i)
  end
  return #table.concat(parts, ",")
end

local function tables(n)
  local list, sum = {}, 0
  for i = 1, n do
    list[i] = { key = i, value = i * i % 1009 }
  end
  table.sort(list, function(a, b)
    if a.value ~= b.value then return a.value < b.value end
    return a.key < b.key
  end)
  for i, entry in ipairs(list) do sum = (sum + i * entry.value) % 1000003 end
  return sum
end

local function words(n)
  local text = string.rep("the quick brown fox jumps over the lazy dog ", n)
  local counts, total = {}, 0
  for word in text:gmatch("%a+") do
    counts[word] = (counts[word] or 0) + 1
    total = total + 1
  end
  return total, counts.the, (text:gsub("fox", "vixen")):len()
end

local function errors(n)
  local caught = 0
  for i = 1, n do
    local ok = pcall(function() if i % 2 == 0 then error("even") end end)
    if not ok then caught = caught + 1 end
  end
  local generator = coroutine.wrap(function() for i = 1, n do coroutine.yield(i) end end)
  local sum = 0
  for _ = 1, n do sum = sum + generator() end
  return caught, sum
end

print("fib", fib(math.floor(20 + scale)))
print("queens", queens(scale >= 5 and 8 or 6))
print("strings", strings(20000 * scale))
print("tables", tables(4000 * scale))
print("words", words(math.floor(1000 * scale)))
print("errors", errors(math.floor(1000 * scale)))
