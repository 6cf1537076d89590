#pragma once

#include <string>
#include <vector>

#include "engine/world/given_service.h"
#include "io/hdf5/reader.h"

namespace navette {

/// Between which places each service carries people, as the run found it: kinds, areas, stops, hubs and courses. What
/// the scenario left to the map or a feed is resolved in the file.
/// Throws InputError if the tables do not fit the services.
void add_kept_places(const Hdf5Reader& file, const std::string& name, std::vector<GivenService>& services);

}  // namespace navette
