#include "io/results/results_image.h"

#include <fmt/format.h>

#include "core/errors.h"
#include "io/hdf5/file.h"
#include "io/hdf5/root.h"
#include "io/hdf5/tables.h"

namespace navette {
namespace {

// What the tables take, roughly. [bytes]
std::size_t size_of(const RoadGraph& graph) { return graph.edge_count() * sizeof(std::int64_t) * 8; }

std::size_t size_of(const RunInput& input, const RunTables& tables) {
  return input.requests.size() * (sizeof(TripRequest) + sizeof(RequestRecord)) + tables.events.size() * sizeof(Event) +
         tables.stops.size() * sizeof(StopRecord) + tables.legs.size() * sizeof(LegRecord) +
         tables.sample_edge.size() * (sizeof(EdgeId) + sizeof(Milliseconds)) +
         (!input.earlier ? 0 : input.earlier->size() * sizeof(std::int64_t) * 3) +
         (input.inhabitants == nullptr ? 0 : input.inhabitants->population().resident_count() * sizeof(std::int64_t));
}

OutputError cannot(const hdf5::Error& error) {
  return OutputError{fmt::format("the results cannot be put together: {}", error.what())};
}

}  // namespace

ResultsImage::ResultsImage(const RunInput& input, const Provenance& provenance) try
    : input_{input}, image_{std::make_unique<hdf5::Image>()} {  // before memory is asked for: its threads take some too
  hdf5::ask_for_memory(size_of(input.graph));
  hdf5::Group& root = image_->root();
  hdf5::write_root(root, input.scenario, provenance);
  hdf5::write_inputs(root, provenance);
  hdf5::write_rules(root, input.scenario, provenance);
  hdf5::write_network(root, input.graph);
} catch (const hdf5::Error& error) {
  throw cannot(error);
}

ResultsImage::~ResultsImage() = default;

std::vector<std::byte> ResultsImage::finish(RunTables& tables, const std::vector<Indicator>& indicators) try {
  tables.sort();
  hdf5::ask_for_memory(size_of(input_.graph) + size_of(input_, tables));  // roads come into the file now
  hdf5::Group& root = image_->root();
  hdf5::write_requests(root, input_.requests, tables.requests, input_.services);
  hdf5::write_services(root, input_.services, input_.scenario.costs);
  hdf5::write_shuttles(root, input_.shuttles);
  hdf5::write_shifts(root, input_.shuttles);
  hdf5::write_pauses(root, input_.shuttles);
  if (input_.closed != nullptr) hdf5::write_closures(root, *input_.closed);
  hdf5::write_stops(root, tables.stops);
  hdf5::write_legs(root, tables);
  hdf5::write_events(root, tables.events);
  hdf5::write_trajectories(root, tables, input_.shuttles);
  if (input_.inhabitants != nullptr) {
    hdf5::write_inhabitants(root, *input_.inhabitants);
    hdf5::write_facilities(root, input_.inhabitants->model().destinations());
    hdf5::write_travel(root, input_.travel);
  }
  if (input_.earlier) hdf5::write_earlier_requests(root, *input_.earlier);
  hdf5::write_kpi(root, indicators);
  return image_->finish();
} catch (const hdf5::Error& error) {
  throw cannot(error);
}

}  // namespace navette
