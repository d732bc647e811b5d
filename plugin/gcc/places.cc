/* places.cc - see places.h. A location only knows what diagnostics print, but the preprocessor
 * tells its listener of each `#line`; and of what is preprocessed already, all of whose lines stand
 * in one file, of each that begins another. */
#include "places.h"

#include <algorithm>
#include <string.h>

#include "c-family/c-pragma.h"
#include "cpplib.h"

namespace
{

/* Lines that are numbered one after the other. */
struct stretch {
	location_t begin;
	const char *file, *shown_file;
	int line, shown_line;
};

typedef void (*listener)(cpp_reader *, const line_map_ordinary *);

listener compiler_listens;
std::vector<stretch> stretches;
const char *preprocessed; /* file, or null */

/* The first that begins behind the location. */
std::vector<stretch>::iterator behind(location_t location)
{
	return std::upper_bound(stretches.begin(), stretches.end(), location,
				[](location_t l, const stretch &s) { return l < s.begin; });
}

/* What a precompiled header brought was never told of. */
bool is_shown(const stretch &s, const char *file)
{
	return file && !strcmp(s.shown_file, file);
}

void begins(const line_map_ordinary *map)
{
	const char *name = ORDINARY_MAP_FILE_NAME(map);
	const int line = ORDINARY_MAP_STARTING_LINE_NUMBER(map);
	stretch s = {MAP_START_LOCATION(map), name, name, line, line};
	auto goes_on = [&](void) {
		/* The next line has begun as one of those before. */
		const stretch &before = stretches.back();
		s.file = before.file;
		s.line = SOURCE_LINE(map - 1, s.begin) + before.line - before.shown_line;
	};
	if (preprocessed) {
		goes_on();
	} else if (map->reason == LC_LEAVE) {
		expanded_location directive = places_of(linemap_included_from(map - 1));
		if (directive.file) {
			s.file = directive.file;
			s.line = directive.line + 1;
		}
	} else if (map->reason != LC_ENTER && !stretches.empty() &&
		   stretches.back().file[0] != '<') {
		goes_on(); /* `#line` */
	}
	stretches.push_back(s);
}

void file_changes(cpp_reader *reader, const line_map_ordinary *map)
{
	if (map)
		begins(map);
	if (compiler_listens)
		compiler_listens(reader, map);
}

} // namespace

/* Its first line has been read, and says what was preprocessed. */
static bool begin_preprocessed(void)
{
	const line_map_ordinary *map = LINEMAPS_LAST_ORDINARY_MAP(line_table);
	const char *file = in_fnames[0], *name = ORDINARY_MAP_FILE_NAME(map);
	if (cpp_get_options(parse_in)->directives_only ||
	    !location_get_source_line(file, 1).get_buffer())
		return false;
	preprocessed = file;
	const int line = ORDINARY_MAP_STARTING_LINE_NUMBER(map);
	stretches.push_back(
		{MAP_START_LOCATION(map), file, name, strcmp(file, name) ? 2 : line, line});
	return true;
}

void places_watch(void)
{
	if (cpp_get_options(parse_in)->preprocessed && !begin_preprocessed())
		return;
	cpp_callbacks *callbacks = cpp_get_callbacks(parse_in);
	compiler_listens = callbacks->file_change;
	callbacks->file_change = file_changes;
}

location_t places_spelled(location_t location)
{
	return linemap_resolve_location(line_table, location, LRK_SPELLING_LOCATION, NULL);
}

location_t places_use(location_t location)
{
	return linemap_resolve_location(line_table, location, LRK_MACRO_EXPANSION_POINT, NULL);
}

expanded_location places_of(location_t location)
{
	location = places_use(location);
	expanded_location place = expand_location(location);
	auto s = behind(location);
	if (s == stretches.begin())
		return place;
	s--;
	if (!is_shown(*s, place.file))
		return place;
	place.file = s->file;
	place.line += s->line - s->shown_line;
	return place;
}

expanded_location places_shown(location_t location, int line, int column)
{
	location = places_use(location);
	expanded_location place = expand_location(location);
	place.line = line;
	place.column = column;
	auto next = behind(location);
	if (next == stretches.begin() || !is_shown(next[-1], place.file))
		return place;
	stretch s = next[-1];
	for (; next != stretches.end() && next->line <= line; next++)
		if (!strcmp(next->file, s.file)) {
			if (next->line < s.line)
				break; /* the file once more */
			s = *next;
		}
	place.file = s.shown_file;
	place.line += s.shown_line - s.line;
	return place;
}

location_t places_location(location_t location, expanded_location shown)
{
	const line_map_ordinary *map;
	location = linemap_resolve_location(line_table, location, LRK_MACRO_EXPANSION_POINT, &map);
	for (; map >= LINEMAPS_ORDINARY_MAPS(line_table); map--)
		if (!strcmp(ORDINARY_MAP_FILE_NAME(map), shown.file) &&
		    ORDINARY_MAP_STARTING_LINE_NUMBER(map) <= (linenum_type)shown.line)
			return linemap_position_for_line_and_column(line_table, map, shown.line,
								    shown.column);
	return UNKNOWN_LOCATION;
}
