#include "dispatch/plan/removal.h"

#include <algorithm>
#include <cstdlib>

namespace navette::plan {
namespace {

constexpr int kWorstBias = 4;  // how strongly the first of a ranking are preferred
constexpr int kRelatedBias = 6;
constexpr std::uint32_t kLongestStretch = 6;  // trips

// A rank below `size`, low ones preferred: size * u^bias.
std::size_t biased_rank(std::size_t size, int bias, RandomStream& random) {
  double share = 1;
  const double u = random.uniform();
  for (int i = 0; i < bias; ++i) share *= u;
  return std::min(size - 1, static_cast<std::size_t>(share * static_cast<double>(size)));
}

Ticks middle(const Visit& visit) { return Ticks{visit.earliest.count / 2 + visit.latest.count / 2}; }

Ticks distance(Ticks a, Ticks b) { return a < b ? b - a : a - b; }

// How far two trips are from each other in space and time.
Ticks farness(const Problem& problem, std::int32_t a, std::int32_t b) {
  const auto between = [&](std::int32_t x, std::int32_t y) {
    const Ticks apart = distance(middle(problem.visit(x)), middle(problem.visit(y)));
    return problem.travel.time(x, y) + problem.travel.time(y, x) + apart;
  };
  Ticks sum = between(Problem::dropoff(a), Problem::dropoff(b));
  if (!problem.trips[static_cast<std::size_t>(a)].on_board && !problem.trips[static_cast<std::size_t>(b)].on_board) {
    sum += between(Problem::pickup(a), Problem::pickup(b));
  } else {
    sum += sum;
  }
  return sum;
}

}  // namespace

Removal::Removal(const Draft& draft) : draft_{draft}, taken_(draft.problem().trips.size(), 0) {
  const Problem& problem = draft.problem();
  for (std::int32_t duty = 0; duty < problem.duty_count(); ++duty) {
    const auto stops = draft.sequence(duty).stops();
    for (std::int32_t k = 1; k <= problem.duties[static_cast<std::size_t>(duty)].locked; ++k) {
      taken_[static_cast<std::size_t>(stops[static_cast<std::size_t>(k)].row) / 2] = 1;
    }
  }
  for (std::int32_t trip = 0; trip < problem.trip_count(); ++trip) {
    if (taken_[static_cast<std::size_t>(trip)] == 0) movable_.push_back(trip);
  }
  neighbours_.resize(problem.trips.size());
  for (const std::int32_t trip : movable_) {
    ranked_.clear();
    for (const std::int32_t other : movable_) {
      if (other != trip) ranked_.push_back({farness(problem, trip, other), other});
    }
    std::sort(ranked_.begin(), ranked_.end());
    auto& list = neighbours_[static_cast<std::size_t>(trip)];
    for (const Ranked& ranked : ranked_) list.push_back(ranked.trip);
  }
  chosen_.reserve(movable_.size());
  in_order_.reserve(movable_.size());
}

const std::vector<std::int32_t>& Removal::choose(RemovalKind kind, std::int32_t count, RandomStream& stream) {
  chosen_.clear();
  const auto wanted = std::min(static_cast<std::size_t>(count), movable_.size() - draft_.unserved().size());
  if (wanted > 0) {
    switch (kind) {
      case RemovalKind::random:
        random(wanted, stream);
        break;
      case RemovalKind::worst:
        worst(wanted, stream);
        break;
      case RemovalKind::related:
        related(wanted, stream);
        break;
      case RemovalKind::shuttle:
        shuttle(wanted, stream);
        break;
      case RemovalKind::stretch:
        stretch(wanted, stream);
        break;
    }
  }
  for (const std::int32_t trip : chosen_) taken_[static_cast<std::size_t>(trip)] = 0;
  return chosen_;
}

bool Removal::free(std::int32_t trip) const {
  return taken_[static_cast<std::size_t>(trip)] == 0 && draft_.duty_of(trip) >= 0;
}

void Removal::take(std::int32_t trip) {
  taken_[static_cast<std::size_t>(trip)] = 1;
  chosen_.push_back(trip);
}

void Removal::random(std::size_t count, RandomStream& stream) {
  while (chosen_.size() < count) {
    const std::int32_t trip = movable_[stream.below(static_cast<std::uint32_t>(movable_.size()))];
    if (free(trip)) take(trip);
  }
}

Ticks Removal::saving(const Sequence& sequence, std::int32_t trip) const {
  const TravelMatrix& travel = draft_.problem().travel;
  const auto stops = sequence.stops();
  Ticks saved{0};
  std::int32_t before = stops[0].row;
  bool leaving = false;  // the stops between `before` and this one belong to the trip
  for (std::size_t k = 1; k < stops.size(); ++k) {
    if (k + 1 < stops.size() && stops[k].row / 2 == trip) {
      saved += travel.cost(stops[k - 1].row, stops[k].row);
      leaving = true;
      continue;
    }
    if (leaving) saved += travel.cost(stops[k - 1].row, stops[k].row) - travel.cost(before, stops[k].row);
    leaving = false;
    before = stops[k].row;
  }
  return saved;
}

void Removal::worst(std::size_t count, RandomStream& stream) {
  ranked_.clear();
  for (const std::int32_t trip : movable_) {
    if (free(trip)) ranked_.push_back({-saving(draft_.sequence(draft_.duty_of(trip)), trip), trip});
  }
  std::sort(ranked_.begin(), ranked_.end());
  while (chosen_.size() < count) {
    const std::size_t rank = biased_rank(ranked_.size(), kWorstBias, stream);
    take(ranked_[rank].trip);
    ranked_.erase(ranked_.begin() + static_cast<std::ptrdiff_t>(rank));
  }
}

void Removal::related(std::size_t count, RandomStream& stream) {
  random(1, stream);
  while (chosen_.size() < count) {
    const std::int32_t seed = chosen_[stream.below(static_cast<std::uint32_t>(chosen_.size()))];
    const auto& near = neighbours_[static_cast<std::size_t>(seed)];
    std::size_t rank = biased_rank(near.size(), kRelatedBias, stream);
    for (std::size_t tried = 0; tried < near.size() && !free(near[rank]); ++tried) rank = (rank + 1) % near.size();
    take(near[rank]);
  }
}

void Removal::take_stretch(std::int32_t trip, std::size_t length, RandomStream& stream) {
  in_order_.clear();
  std::size_t centre = 0;
  for (const Stop& stop : draft_.sequence(draft_.duty_of(trip)).stops()) {
    const std::int32_t of = stop.row / 2;
    if (of >= draft_.problem().trip_count()) continue;
    const bool first_visit = stop.row % 2 == 0 || draft_.problem().trips[static_cast<std::size_t>(of)].on_board;
    if (!first_visit || (!free(of))) continue;
    if (of == trip) centre = in_order_.size();
    in_order_.push_back(of);
  }
  length = std::min(length, in_order_.size());
  const std::size_t low = centre + 1 > length ? centre + 1 - length : 0;
  const std::size_t high = std::min(centre, in_order_.size() - length);
  const std::size_t first = low + stream.below(static_cast<std::uint32_t>(high - low + 1));
  for (std::size_t k = first; k < first + length; ++k) take(in_order_[k]);
}

void Removal::shuttle(std::size_t count, RandomStream& stream) {
  random(1, stream);
  const std::int32_t seed = chosen_.back();
  chosen_.clear();
  taken_[static_cast<std::size_t>(seed)] = 0;
  take_stretch(seed, count, stream);
}

void Removal::stretch(std::size_t count, RandomStream& stream) {
  random(1, stream);
  const std::int32_t seed = chosen_.back();
  chosen_.clear();
  taken_[static_cast<std::size_t>(seed)] = 0;
  const std::size_t length = 1 + stream.below(kLongestStretch);
  take_stretch(seed, std::min(count, length), stream);
  const auto& near = neighbours_[static_cast<std::size_t>(seed)];
  for (const std::int32_t trip : near) {
    if (chosen_.size() >= count) break;
    if (!free(trip)) continue;
    const bool ruined = std::any_of(chosen_.begin(), chosen_.end(),
                                    [&](std::int32_t other) { return draft_.duty_of(other) == draft_.duty_of(trip); });
    if (!ruined)
      take_stretch(trip, std::min(count - chosen_.size(), std::size_t{1} + stream.below(kLongestStretch)), stream);
  }
}

}  // namespace navette::plan
