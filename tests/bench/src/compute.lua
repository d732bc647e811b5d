-- compute.lua - Lua workload that computes more than it allocates: calls, tables in place, some
-- strings. Prints results only.
local scale = tonumber(arg[1]) or 1
local rounds = math.max(1, math.floor(scale))

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

local function sieve(n)
  local composite, primes = {}, 0
  for i = 2, n do
    if not composite[i] then
      primes = primes + 1
      for j = i * i, n, i do composite[j] = true end
    end
  end
  return primes
end

local function strings(n)
  local parts = {}
  for i = 1, n do parts[i] = "item " .. i end
  return #table.concat(parts, ",")
end

local function letters(n)
  local sum = 0
  for word in string.rep("the quick brown fox ", n):gmatch("%a+") do sum = sum + #word end
  return sum
end

for _ = 1, rounds do
  print("fib", fib(scale < 1 and 15 or 24))
  print("queens", queens(scale < 1 and 5 or 7))
  print("sieve", sieve(math.floor(50000 * math.min(scale, 1))))
  print("strings", strings(math.floor(8000 * math.min(scale, 1))))
  print("letters", letters(math.floor(500 * math.min(scale, 1))))
end
