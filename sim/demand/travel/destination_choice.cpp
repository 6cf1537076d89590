#include "demand/travel/destination_choice.h"

#include <algorithm>
#include <cmath>

#include "core/portable_math.h"

namespace navette {
namespace {

constexpr std::size_t kMostBounds = 3'000'000;  // numbers in all tables
constexpr int kTries = 16;                      // then the home's own weights are computed

double distance_between(LocalPlane::Point a, LocalPlane::Point b) {
  const double dx = a.x - b.x;
  const double dy = a.y - b.y;
  return std::sqrt(dx * dx + dy * dy);
}

// The first whose cumulative weight exceeds a random part of the total.
template <class Iterator>
std::size_t draw(Iterator begin, Iterator end, RandomStream& stream) {
  const double part = stream.uniform() * *(end - 1);
  const Iterator found = std::upper_bound(begin, end, part);
  return static_cast<std::size_t>(std::min(found, end - 1) - begin);
}

std::size_t draw_exactly(const std::vector<LocalPlane::Point>& places, const std::vector<double>& sizes, double decay,
                         LocalPlane::Point home, RandomStream& stream) {
  double nearest = distance_between(home, places.front());
  for (const LocalPlane::Point place : places) nearest = std::min(nearest, distance_between(home, place));
  std::vector<double> cumulative(places.size());
  double sum = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    sum += sizes[i] * portable::exp((nearest - distance_between(home, places[i])) / decay);
    cumulative[i] = sum;
  }
  return draw(cumulative.begin(), cumulative.end(), stream);
}

std::size_t count_on_road(const std::vector<Destination>& destinations) {
  return static_cast<std::size_t>(
      std::count_if(destinations.begin(), destinations.end(), [](const Destination& to) { return to.road.valid(); }));
}

}  // namespace

ActivityPurpose purpose_of(FacilityKind kind) {
  switch (kind) {
    case FacilityKind::doctor:
    case FacilityKind::pharmacy:
    case FacilityKind::hospital:
      return ActivityPurpose::health;
    case FacilityKind::supermarket:
    case FacilityKind::small_shop:
      return ActivityPurpose::shopping;
    case FacilityKind::school:
    case FacilityKind::secondary_school:
      return ActivityPurpose::school;
    case FacilityKind::workplace:
      return ActivityPurpose::work;
    case FacilityKind::administration:
      return ActivityPurpose::administration;
    case FacilityKind::leisure:
      return ActivityPurpose::leisure;
    case FacilityKind::market:
      return ActivityPurpose::market;
    case FacilityKind::station:
      return ActivityPurpose::station;
  }
  return ActivityPurpose::leisure;
}

DestinationChoice::DestinationChoice(const std::vector<Coordinate>& homes, const std::vector<Destination>& destinations,
                                     const DemandParameters& parameters)
    : plane_{homes.empty() ? Coordinate{} : homes.front()},
      cells_{plane_, homes, kMostBounds / std::max<std::size_t>(count_on_road(destinations), 1)} {
  for (std::size_t row = 0; row < destinations.size(); ++row) {
    const Destination& to = destinations[row];
    if (!to.road.valid()) continue;
    Table& table = tables_[static_cast<std::size_t>(to.kind)];
    table.rows.push_back(static_cast<std::int32_t>(row));
    table.places.push_back(plane_.to_plane(to.place));
    table.sizes.push_back(to.size);
  }
  for (std::size_t kind = 0; kind < kFacilityKinds; ++kind) {
    const ActivityPurpose purpose = purpose_of(static_cast<FacilityKind>(kind));
    tables_[kind].decay = parameters.distance_decay[static_cast<std::size_t>(purpose)];
    bound_weights(tables_[kind]);
  }
}

double DestinationChoice::least_distance(std::size_t cell, LocalPlane::Point place) const {
  return std::max(0.0, distance_between(cells_.centre(cell), place) - cells_.radius());
}

void DestinationChoice::bound_weights(Table& table) const {
  if (table.rows.empty()) return;
  table.cumulative_bounds.reserve(cells_.size() * table.rows.size());
  for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
    double nearest = least_distance(cell, table.places.front());
    for (const LocalPlane::Point place : table.places) nearest = std::min(nearest, least_distance(cell, place));
    double sum = 0;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      // Relative to the nearest, so that a short decay does not round all weights to zero.
      sum += table.sizes[i] * portable::exp((nearest - least_distance(cell, table.places[i])) / table.decay);
      table.cumulative_bounds.push_back(sum);
    }
  }
}

std::int32_t DestinationChoice::choose(Coordinate home, FacilityKind kind, RandomStream& stream) const {
  const Table& of_kind = table(kind);
  const LocalPlane::Point at = plane_.to_plane(home);
  const std::size_t cell = cells_.cell_of(at);
  const auto count = static_cast<std::ptrdiff_t>(of_kind.rows.size());
  const auto bounds = of_kind.cumulative_bounds.begin() + static_cast<std::ptrdiff_t>(cell) * count;
  for (int tried = 0; tried < kTries; ++tried) {
    const std::size_t i = draw(bounds, bounds + count, stream);
    const double farther = distance_between(at, of_kind.places[i]) - least_distance(cell, of_kind.places[i]);
    if (stream.uniform() < portable::exp(-farther / of_kind.decay)) return of_kind.rows[i];
  }
  return of_kind.rows[draw_exactly(of_kind.places, of_kind.sizes, of_kind.decay, at, stream)];
}

}  // namespace navette
