#include "network/travel_time_matrix.h"

#include <algorithm>

namespace navette {

std::vector<std::int64_t> travel_time_matrix(const TravelTimeOracle& oracle, std::span<const Location> from,
                                             std::span<const Location> to, int threads) {
  std::vector<PlaceLabel> arrivals(to.size());
  for (std::size_t k = 0; k < to.size(); ++k) oracle.arrival_label(to[k], arrivals[k]);
  std::vector<std::int64_t> times(from.size() * to.size());
#pragma omp parallel num_threads(threads)
  {
    PinnedPlace pinned{oracle};
    PlaceLabel departure;
#pragma omp for schedule(static)
    for (std::size_t row = 0; row < from.size(); ++row) {
      oracle.departure_label(from[row], Heading::either, departure);
      pinned.pin(departure.view());
      for (std::size_t k = 0; k < to.size(); ++k) {
        const Milliseconds over_hubs{pinned.time(arrivals[k].view())};
        const Milliseconds along = same_edge_time(oracle.graph(), from[row], to[k], Heading::either);
        times[row * to.size() + k] = std::min(over_hubs, along).count;
      }
    }
  }
  return times;
}

}  // namespace navette
