#include "dispatch/plan/sequence.h"

namespace navette::plan {
namespace {

// The finalizer of splitmix64 (Steele, Lea and Flood, OOPSLA 2014).
std::uint64_t mixed(std::uint64_t value) {
  value += 0x9E3779B97F4A7C15U;
  value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
  value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
  return value ^ (value >> 31U);
}

}  // namespace

Sequence::Sequence(const Problem& problem, std::int32_t duty) : duty_{duty} { stops_.reserve(problem.visits.size()); }

bool Sequence::assign(const Problem& problem, std::span<const std::int32_t> rows,
                      std::vector<std::int32_t>& pickup_at) {
  const Duty& duty = problem.duties[static_cast<std::size_t>(duty_)];
  stops_.resize(rows.size() + 2);
  cost_ = Ticks{0};
  Ticks driving{0};
  key_ = mixed(static_cast<std::uint64_t>(duty.like >= 0 ? duty.like : duty_));
  Load load = duty.on_board;
  for (std::size_t k = 0; k < stops_.size(); ++k) {
    const bool first = k == 0;
    const bool last = k + 1 == stops_.size();
    const std::int32_t row = first ? problem.start(duty_) : last ? problem.end(duty_) : rows[k - 1];
    const Visit& visit = problem.visit(row);
    Stop& stop = stops_[k];
    stop.row = row;
    stop.duration = visit.duration;
    stop.begin = visit.earliest;
    stop.latest = visit.latest;
    stop.partner = -1;
    stop.load = load += visit.change;
    if (!load.fits_in(duty.capacity)) return false;
    if (!first) {
      const std::int32_t before = stops_[k - 1].row;
      stop.here = visit.place == problem.visit(before).place;
      stop.drive = problem.travel.time(before, row);
      cost_ += problem.travel.cost(before, row);
      if (!stop.here) driving += stop.drive;
    }
    if (first || last) {
      if (last && duty.max_duration < kUnlimited) {
        stop.partner = 0;
        stop.limit = duty.max_duration;
      }
      continue;
    }
    key_ = mixed(key_ ^ static_cast<std::uint64_t>(row));
    const auto trip = static_cast<std::size_t>(row) / 2;
    if (row % 2 == 0) {
      pickup_at[trip] = static_cast<std::int32_t>(k);
    } else if (!problem.trips[trip].on_board && problem.trips[trip].max_ride < kUnlimited) {
      stop.partner = pickup_at[trip];
      stop.limit = stops_[static_cast<std::size_t>(stop.partner)].duration + problem.trips[trip].max_ride;
    }
  }
  if (driving > duty.max_driving || !settle_begins(stops_, 0, stops_.size())) return false;
  lower_latest(stops_);
  return true;
}

}  // namespace navette::plan
