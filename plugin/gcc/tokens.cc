/* tokens.cc - see tokens.h. The text is given to a second preprocessor, which shares the first
 * one's names, and thus macros, but counts its lines for itself. What it says of errors, the first
 * has said. */
#include "tokens.h"

#include <string.h>

#include "c-family/c-pragma.h"

namespace
{

bool ignore(cpp_reader *, cpp_diagnostic_level, cpp_warning_reason, rich_location *, const char *,
	    va_list *)
{
	return false;
}

/* A macro that the second reader takes for a name. */
class no_macro
{
      public:
	explicit no_macro(const char *name)
	    : node(cpp_lookup(parse_in, (const unsigned char *)name, strlen(name))),
	      type(node->type)
	{
		node->type = NT_VOID;
	}

	~no_macro()
	{
		node->type = type;
	}

      private:
	cpp_hashnode *node;
	enum node_type type;
};

class second_reader
{
      public:
	second_reader(std::string &text, expanded_location from)
	{
		linemap_init(&maps, BUILTINS_LOCATION);
		maps.reallocator = line_table->reallocator;
		maps.round_alloc_size = line_table->round_alloc_size;
		maps.default_range_bits = line_table->default_range_bits;
		reader = cpp_create_reader(CLK_GNUC17, ident_hash, &maps);
		ident_hash->pfile = parse_in;
		*cpp_get_options(reader) = *cpp_get_options(parse_in);
		cpp_callbacks *callbacks = cpp_get_callbacks(reader);
		const cpp_callbacks *others = cpp_get_callbacks(parse_in);
		callbacks->diagnostic = ignore;
		callbacks->user_lazy_macro = others->user_lazy_macro;
		callbacks->user_deferred_macro = others->user_deferred_macro;
		callbacks->has_attribute = others->has_attribute;
		callbacks->has_builtin = others->has_builtin;
		linemap_add(&maps, LC_ENTER, 0, from.file, from.line);
		linemap_line_start(&maps, from.line, 128);
		/* It wants a newline behind the end, and looks at 16 bytes at a time. */
		const size_t size = text.size();
		text.append(32, '\n');
		cpp_push_buffer(reader, (const unsigned char *)text.data(), size, false);
	}

	~second_reader()
	{
		cpp_destroy(reader);
	}

	bool next(source_token *token)
	{
		location_t virtual_location;
		const cpp_token *t = get(&virtual_location);
		while (t->type == CPP_NAME && !strcmp(name_of(t), "_Pragma"))
			for (int left = 4; left > 0 && t->type != CPP_EOF; left--)
				t = get(&virtual_location); /* ( "…" ) and what follows */
		if (t->type == CPP_EOF)
			return false;
		const line_map_ordinary *map;
		location_t use = linemap_resolve_location(&maps, virtual_location,
							  LRK_MACRO_EXPANSION_POINT, &map);
		expanded_location place = linemap_expand_location(&maps, map, use);
		*token = {t->type, name_of(t), place.line, place.column,
			  use == virtual_location ? UNKNOWN_LOCATION : t->src_loc};
		return true;
	}

      private:
	const cpp_token *get(location_t *location)
	{
		const cpp_token *t;
		do
			t = cpp_get_token_with_location(reader, location);
		while (t->type == CPP_PADDING);
		return t;
	}

	static const char *name_of(const cpp_token *t)
	{
		return t->type == CPP_NAME ? (const char *)NODE_NAME(t->val.node.node) : "";
	}

	line_maps maps;
	cpp_reader *reader;
	no_macro base_file{"__BASE_FILE__"}; /* it has none */
	no_macro pragma{"_Pragma"};          /* the first has obeyed */
};

} // namespace

bool source_token::is(const char *word) const
{
	return type == CPP_NAME && !strcmp(name, word);
}

bool source_token::stands_with(const source_token &other) const
{
	return line == other.line && column == other.column;
}

std::vector<source_token> tokens_in(std::string text, expanded_location from)
{
	std::vector<source_token> tokens;
	second_reader reader(text, from);
	for (source_token token; reader.next(&token);)
		tokens.push_back(token);
	return tokens;
}
