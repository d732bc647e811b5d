/* marks.cc - see marks.h: what the first half writes, the second reads. */
#include "marks.h"

#include "llvm/Support/MD5.h"

using namespace llvm;

namespace
{

class Writer
{
      public:
	std::string bytes;

	void text(StringRef s)
	{
		bytes.append(s.data(), s.size()).push_back(0);
	}
	void number(unsigned n)
	{
		text(std::to_string(n));
	}
	void region(const MarkTable::Region &r)
	{
		number(r.line);
		number(r.column);
		number(r.last_line);
	}
};

class Reader
{
      public:
	explicit Reader(StringRef bytes) : rest(bytes) {}

	std::string text(void)
	{
		auto [head, tail] = rest.split('\0');
		rest = tail;
		return head.str();
	}
	unsigned number(void)
	{
		return atoi(text().c_str());
	}
	MarkTable::Region region(void)
	{
		unsigned line = number(), column = number();
		return {line, column, number()};
	}

      private:
	StringRef rest;
};

} // namespace

std::string marks_write(const MarkTable &table)
{
	Writer out;

	out.text(table.calls ? "calls" : "inline");
	out.text(table.name);
	out.text(table.directory);
	out.text(table.compiler);
	out.text(table.personality);
	out.region(table.regions[0]);
	out.number(table.files.size());
	for (const std::string &file : table.files)
		out.text(file);
	out.number(table.regions.size() - 1);
	for (size_t n = 1; n < table.regions.size(); n++)
		out.region(table.regions[n]);
	out.number(table.statements.size());
	for (const MarkTable::Statement &s : table.statements) {
		out.number(s.file);
		out.number(s.line);
		out.number(s.column);
		out.number(s.kind);
		out.number(s.region);
	}
	return out.bytes;
}

std::string marks_key(StringRef bytes)
{
	return std::to_string(MD5Hash(bytes));
}

StringRef marks_text(const CallInst &mark)
{
	auto *literal = dyn_cast<GlobalVariable>(mark.getArgOperand(0)->stripPointerCasts());
	auto *bytes = literal && literal->hasInitializer()
			      ? dyn_cast<ConstantDataArray>(literal->getInitializer())
			      : nullptr;
	return bytes ? bytes->getAsString().drop_back() : StringRef(); /* (its own zero) */
}

MarkTable marks_read(StringRef bytes)
{
	Reader in(bytes);
	MarkTable table;

	table.calls = in.text() == "calls";
	table.name = in.text();
	table.directory = in.text();
	table.compiler = in.text();
	table.personality = in.text();
	table.regions.push_back(in.region());
	for (unsigned n = in.number(); n; n--)
		table.files.push_back(in.text());
	for (unsigned n = in.number(); n; n--)
		table.regions.push_back(in.region());
	for (unsigned n = in.number(); n; n--) {
		MarkTable::Statement s;
		s.file = in.number();
		s.line = in.number();
		s.column = in.number();
		s.kind = in.number();
		s.region = in.number();
		table.statements.push_back(s);
	}
	return table;
}
