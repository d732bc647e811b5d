/* definition.cc - see definition.h. */
#include "definition.h"

#include "places.h"
#include "trees.h"

#include <map>

namespace
{

location_t begun = UNKNOWN_LOCATION;
std::map<unsigned, location_t> places; /* by DECL_UID: those of which GCC says another */

bool in_system_header(location_t location)
{
	return in_system_header_at(places_use(location));
}

} // namespace

void definition_begun(tree declarator)
{
	if (declarator && TREE_CODE(declarator) == FUNCTION_DECL && !current_function_decl)
		begun = DECL_SOURCE_LOCATION(declarator);
}

void definition_parsed(tree function)
{
	if (!trees_is_cplus() && !decl_function_context(function) &&
	    in_system_header(DECL_SOURCE_LOCATION(function)) && !in_system_header(begun))
		places[DECL_UID(function)] = begun;
}

location_t definition_of(tree function)
{
	auto other = places.find(DECL_UID(function));
	return other != places.end() ? other->second : DECL_SOURCE_LOCATION(function);
}

bool definition_in_system_header(tree function)
{
	return in_system_header(definition_of(function));
}
