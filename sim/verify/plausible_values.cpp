#include "verify/plausible_values.h"

#include <algorithm>
#include <optional>
#include <string>

namespace navette::verify {
namespace {

constexpr std::int64_t kGreatest = 10'000'000'000'000;  // 300 years in ms: sums of such numbers cannot overflow
constexpr std::int64_t kGreatestCount = 2'147'483'647;

std::int64_t rows_of(const Run& run, Of table) {
  switch (table) {
    case Of::node:
      return static_cast<std::int64_t>(run.nodes.lon.size());
    case Of::edge:
      return static_cast<std::int64_t>(run.edges.tail.size());
    case Of::point:
      return static_cast<std::int64_t>(run.shape.lon.size());
    case Of::request:
      return static_cast<std::int64_t>(run.requests.size());
    case Of::shuttle:
      return static_cast<std::int64_t>(run.shuttles.size());
    case Of::obs:
      return static_cast<std::int64_t>(run.trajectories.edge.size());
    case Of::service:
      return static_cast<std::int64_t>(run.services.size());
    case Of::service_stop:
      return static_cast<std::int64_t>(run.service_stops.service.size());
    case Of::commune:
      return static_cast<std::int64_t>(run.communes.size());
    case Of::nothing:
      break;
  }
  return 0;
}

/// The closed range a domain allows, and whether the missing value is allowed besides.
struct Range {
  std::int64_t low;
  std::int64_t high;
  std::optional<std::int64_t> missing;
};

Range range_of(const ColumnSpec& spec, const Run& run) {
  const std::string words{spec.codes};
  const auto last_code = std::count(words.begin(), words.end(), ' ');
  const std::int64_t last_row = rows_of(run, spec.of) - 1;
  switch (spec.domain) {
    case Domain::time:
      return {-kGreatest, kGreatest, {}};
    case Domain::time_or_none:
      return {-kGreatest, kGreatest, kNone};
    case Domain::duration:
      return {0, kGreatest, {}};
    case Domain::duration_or_none:
      return {0, kGreatest, kNone};
    case Domain::count:
      return {0, kGreatestCount, {}};
    case Domain::count_or_none:
      return {0, kGreatestCount, -1};
    case Domain::coordinate:
      return {-1'800'000'000, 1'800'000'000, {}};
    case Domain::code:
      return {0, last_code, {}};
    case Domain::code_or_none:
      return {0, last_code, -1};
    case Domain::row:
      return {0, last_row, {}};
    case Domain::row_or_none:
      return {0, last_row, -1};
    case Domain::offset:
      return {0, kGreatestCount, -1};
    case Domain::value:
      break;
  }
  return {-kGreatest, kGreatest, {}};
}

const char* rule_of(Domain domain) {
  switch (domain) {
    case Domain::code:
    case Domain::code_or_none:
      return "tables.codes";
    case Domain::row:
    case Domain::row_or_none:
    case Domain::offset:
      return "tables.rows";
    default:
      return "tables.values";
  }
}

void check_column(const ColumnSpec& spec, const Run& run, Findings& findings) {
  const Range range = range_of(spec, run);
  const char* rule = rule_of(spec.domain);
  for (std::size_t i = 0; i < spec.column->size(); ++i) {
    const std::int64_t value = (*spec.column)[i];
    if ((value < range.low || value > range.high) && !(range.missing && value == *range.missing)) {
      findings.add(rule, "{}/{} is {} in row {}", spec.table, spec.name, value, i);
    }
  }
}

void check_places(const PlaceSpec& spec, const Run& run, Findings& findings) {
  for (std::size_t i = 0; i < spec.columns->edge.size(); ++i) {
    const Place place = (*spec.columns)[i];
    const std::int64_t most = place.known() ? run.edges.duration[static_cast<std::size_t>(place.edge)] : -1;
    if (place.offset > most || (place.offset < 0 && place.known())) {
      findings.add("tables.rows", "{}/{}offset is {} in row {}, on an edge of {} ms", spec.table, spec.prefix,
                   place.offset, i, most);
    }
  }
}

}  // namespace

void check_rules(const Run& run, Findings& findings) {
  const auto& r = run.rules;
  const auto& services = run.services;
  if (services.size() == 0) findings.add("tables.values", "/services has no row");
  for (std::size_t k = 0; k < services.size(); ++k) {
    const double travel = services.max_travel_time_alpha[k];
    const double detour = services.max_detour_alpha[k];
    if (!(travel >= 1 && travel <= 1e5) || !(detour == 0 || (detour >= 1 && detour <= 1e5))) {
      findings.add("tables.values", "/services: max_travel_time_alpha {}, max_detour_alpha {} in row {}", travel,
                   detour, k);
    }
    if (!(services.max_walk_distance[k] >= 0 && services.walking_speed[k] > 0 &&
          services.walking_detour_factor[k] >= 1 && services.weekdays[k] < 128)) {
      findings.add("tables.values", "/services: no plausible walks or weekdays in row {}", k);
    }
  }
  const auto& on = run.course_days;
  for (std::size_t k = 0; k < on.service_day.size(); ++k) {
    static constexpr std::int64_t kMostNights = 10;
    if (on.service_day[k] <= on.day[k] && on.service_day[k] >= on.day[k] - kMostNights) continue;
    findings.add("tables.values", "/course_days: service_day {} of day {} in row {}", on.service_day[k], on.day[k], k);
  }
  const auto is_share = [](double share) { return share >= 0 && share <= 1; };
  const auto& shares = run.service_fares.share;
  if (!std::all_of(shares.begin(), shares.end(), is_share) ||
      !std::all_of(services.fare_impaired.begin(), services.fare_impaired.end(), is_share) ||
      !std::all_of(services.fare.begin(), services.fare.end(), [](double fare) { return !(fare < 0); })) {
    findings.add("tables.values", "/services: a fare is negative, or a share of it not between 0 and 1");
  }
  if (!(r.max_snap_distance >= 0 && r.max_snap_distance < 1e9)) {
    findings.add("tables.values", "/rules: max_snap_distance {}", r.max_snap_distance);
  }
  const bool shares_good = std::all_of(r.fare_by_age.begin(), r.fare_by_age.end(), is_share);
  if (r.fare_by_age.size() != kAgeBands || !shares_good) {
    findings.add("tables.values", "/rules: costs_fare_by_age must be {} shares from 0 to 1", kAgeBands);
  }
  if (r.booking.phone_from.size() != r.booking.phone_until.size()) {
    findings.add("tables.values", "/rules: booking_phone_from and booking_phone_until are not equally long");
  }
  if (run.days < 1 || run.days > 100'000) findings.add("tables.values", "attribute days is {}", run.days);
}

void check_values(const std::vector<ColumnSpec>& columns, const Run& run, Findings& findings) {
  for (const auto& column : columns) check_column(column, run, findings);
}

void check_offsets(const Run& run, Findings& findings) {
  for (const auto& places : place_specs(run)) check_places(places, run, findings);
}

void check_samples(const Run& run, Findings& findings) {
  const auto& t = run.trajectories;
  std::int64_t sum = 0;
  for (const std::int64_t rows : t.row_size) sum += std::clamp<std::int64_t>(rows, 0, kGreatestCount);
  const bool negative = std::any_of(t.row_size.begin(), t.row_size.end(), [](auto rows) { return rows < 0; });
  if (negative || sum != static_cast<std::int64_t>(t.edge.size())) {
    findings.add("tables.ragged", "row_size adds up to {}, there are {} samples", sum, t.edge.size());
  }
  if (t.id != run.shuttles.id) findings.add("tables.ragged", "trajectory_id is not the list of shuttles");
  std::vector<std::int64_t> of_shuttle(run.shuttles.size(), 0);
  std::int64_t next = 0;
  for (std::size_t k = 0; k < run.legs.shuttle.size(); ++k) {
    const std::int64_t first = run.legs.first_sample[k];
    const std::int64_t count = run.legs.samples[k];
    if ((first == -1) != (count == 0) || (first >= 0 && first != next)) {
      findings.add("tables.ragged", "leg {} has {} samples from row {}, the legs before it end at row {}", k, count,
                   first, next);
    }
    next += count;
    of_shuttle[static_cast<std::size_t>(run.legs.shuttle[k])] += count;
  }
  if (next != static_cast<std::int64_t>(t.edge.size()) || (!negative && of_shuttle != t.row_size)) {
    findings.add("tables.ragged", "the legs' samples ({}) are not the shuttles' samples ({})", next, t.edge.size());
  }
}

}  // namespace navette::verify
