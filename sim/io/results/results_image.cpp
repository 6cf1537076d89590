#include "io/results/results_image.h"

#include <fmt/format.h>

#include "core/errors.h"
#include "io/hdf5/file.h"
#include "io/hdf5/root.h"
#include "io/hdf5/tables.h"

namespace navette {
namespace {

// What the tables take, roughly. [bytes]
std::size_t size_of(const RunInput& input, const RunTables& tables) {
  return input.requests.size() * (sizeof(TripRequest) + sizeof(RequestRecord)) + tables.events.size() * sizeof(Event) +
         tables.stops.size() * sizeof(StopRecord) + tables.legs.size() * sizeof(LegRecord) +
         tables.sample_edge.size() * (sizeof(EdgeId) + sizeof(Milliseconds)) +
         input.graph.edge_count() * sizeof(std::int64_t) * 8 +
         (input.inhabitants == nullptr ? 0 : input.inhabitants->population().resident_count() * sizeof(std::int64_t));
}

}  // namespace

std::vector<std::byte> results_image(const RunInput& input, RunTables& tables, const std::vector<Indicator>& indicators,
                                     const Provenance& provenance) try {
  tables.sort();
  hdf5::Image image;  // first: its threads take memory too
  hdf5::ask_for_memory(size_of(input, tables));
  hdf5::Group& root = image.root();
  hdf5::write_root(root, input.scenario, provenance);
  hdf5::write_rules(root, input.scenario, provenance);
  hdf5::write_network(root, input.graph);
  hdf5::write_requests(root, input.requests, tables.requests, input.services);
  hdf5::write_services(root, input.services, input.scenario.costs);
  hdf5::write_shuttles(root, input.shuttles);
  hdf5::write_shifts(root, input.shuttles);
  hdf5::write_pauses(root, input.shuttles);
  if (input.closed != nullptr) hdf5::write_closures(root, *input.closed);
  hdf5::write_stops(root, tables.stops);
  hdf5::write_legs(root, tables);
  hdf5::write_events(root, tables.events);
  hdf5::write_trajectories(root, tables, input.shuttles);
  if (input.inhabitants != nullptr) {
    hdf5::write_inhabitants(root, *input.inhabitants);
    hdf5::write_facilities(root, input.inhabitants->model().destinations());
    hdf5::write_travel(root, input.travel);
  }
  hdf5::write_kpi(root, indicators);
  return image.finish();
} catch (const hdf5::Error& error) {
  throw OutputError{fmt::format("the results cannot be put together: {}", error.what())};
}

}  // namespace navette
