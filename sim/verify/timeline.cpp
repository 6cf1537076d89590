#include "verify/timeline.h"

namespace navette::verify {

Timeline make_timeline(const Run& run, const Roads& roads) {
  const std::size_t shuttles = run.shuttles.size();
  std::vector<std::vector<std::size_t>> legs(shuttles);
  std::vector<std::vector<std::size_t>> stops(shuttles);
  for (std::size_t k = 0; k < run.legs.shuttle.size(); ++k) {
    legs[static_cast<std::size_t>(run.legs.shuttle[k])].push_back(k);
  }
  for (std::size_t k = 0; k < run.stops.shuttle.size(); ++k) {
    stops[static_cast<std::size_t>(run.stops.shuttle[k])].push_back(k);
  }
  Timeline timeline{std::vector<std::vector<Timeline::Item>>(shuttles)};
  for (std::size_t s = 0; s < shuttles; ++s) {
    auto& items = timeline.of_shuttle[s];
    std::size_t next_leg = 0;
    for (const std::size_t stop : stops[s]) {
      // A leg comes before a stop if it departs earlier; at the same moment, unless the stop is where the leg begins,
      // and over by then.
      for (; next_leg < legs[s].size(); ++next_leg) {
        const std::size_t leg = legs[s][next_leg];
        const std::int64_t departure = run.legs.departure[leg];
        const std::int64_t begin = run.stops.begin[stop];
        const Place place = run.stops.place[stop];
        const bool leaves_it =
            run.legs.from[leg] == place || (run.legs.to[leg] != place && roads.same(run.legs.from[leg], place));
        const bool stop_first = departure > begin || (departure == begin && leaves_it && run.stops.end[stop] <= begin);
        if (stop_first) break;
        items.push_back({true, leg});
      }
      items.push_back({false, stop});
    }
    for (; next_leg < legs[s].size(); ++next_leg) items.push_back({true, legs[s][next_leg]});
  }
  return timeline;
}

}  // namespace navette::verify
