/* Builds a document, prints, parses and compares it, in text and in CBOR: C++ of many small functions,
 * templates, containers and exceptions. Argument: thousands of records. */
#include <nlohmann/json.hpp>

#include <iostream>

using nlohmann::json;

static json build(int records)
{
	json all = json::array();
	for (int i = 0; i < records; i++)
		all.push_back({{"id", i},
			       {"name", "record " + std::to_string(i)},
			       {"list", {1, 2.5, true, nullptr, "x"}},
			       {"place", {{"x", i / 3.0}, {"y", -i}}}});
	return all;
}

static size_t refused(const std::string &text)
{
	try {
		return json::parse(text.substr(0, text.size() / 2)).size();
	} catch (const json::exception &e) {
		return e.id;
	}
}

int main(int argc, char **argv)
{
	json all = build(argc > 1 ? int(1000 * std::stod(argv[1])) : 1000);
	std::string text = all.dump(), wide = all.dump(2);
	json again = json::parse(text);
	auto bytes = json::to_cbor(again);
	bool same = again == all && json::parse(wide) == all && json::from_cbor(bytes) == all;
	std::cout << text.size() << ' ' << wide.size() << ' ' << bytes.size() << ' ' << same << ' '
		  << refused(text) << '\n';
	return !same;
}
