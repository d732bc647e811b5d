-- A little of everything that allocates, the same on every run.
local parts = {}
for i = 1, 1000 do
	parts[#parts + 1] = ("item %d"):format(i)
end
local text = table.concat(parts, ",")
local count = 0
for word in text:gmatch("[^,]+") do
	count = count + #word + word:len()
end
local co = coroutine.wrap(function() for i = 1, 10 do coroutine.yield({ i }) end end)
for _ = 1, 10 do co() end
collectgarbage()
print(count, #text, pcall(error, "no"))
