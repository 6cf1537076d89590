#include "demand/travel/ask_service.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "demand/travel/day_rates.h"

namespace navette {
namespace {

constexpr double kHour = 3'600;  // [s]

Milliseconds seconds(double value) { return Milliseconds{static_cast<std::int64_t>(std::floor(value)) * 1'000}; }
Milliseconds minutes(int value) { return Milliseconds{value * std::int64_t{60'000}}; }

}  // namespace

AskService::AskService(const DemandParameters& parameters)
    : parameters_{parameters}, share_{parameters.service_share * parameters.level} {}

double AskService::weight(AgeBand band, CarAccess car, ActivityPurpose purpose) const {
  return parameters_.service_by_age[static_cast<std::size_t>(band)] *
         parameters_.service_by_car[static_cast<std::size_t>(car)] *
         parameters_.service_by_purpose[static_cast<std::size_t>(purpose)];
}

bool AskService::asks(AgeBand band, CarAccess car, ActivityPurpose purpose, std::uint32_t number) const {
  const double chance = share_ * parameters_.service_by_age[static_cast<std::size_t>(band)] *
                        parameters_.service_by_car[static_cast<std::size_t>(car)] *
                        parameters_.service_by_purpose[static_cast<std::size_t>(purpose)];
  return number < threshold_of(chance);
}

bool AskService::in_hours(const PlannedTour& tour) const {
  if (!parameters_.service_hours.empty()) {
    const auto within = [&](int leave) {
      return std::any_of(parameters_.service_hours.begin(), parameters_.service_hours.end(), [&](const auto& hours) {
        for (const int minute : {leave, leave + 24 * 60, leave + 48 * 60}) {
          if (hours.from * 60 <= minute && minute <= hours.until * 60) return true;
        }
        return false;
      });
    };
    return within(tour.leave_home) && within(tour.leave_there);
  }
  return tour.leave_home >= parameters_.service_from * 60 && tour.leave_there <= parameters_.service_until * 60;
}

AskService::Submission AskService::submission(Channel channel, Milliseconds midnight, const PlannedTour& tour,
                                              RandomStream& stream) const {
  const bool phone = channel == Channel::phone;
  const double from = kHour * (phone ? parameters_.phone_from : parameters_.app_from);
  const double until = kHour * (phone ? parameters_.phone_until : parameters_.app_until);
  // All numbers are drawn, needed or not, so that a share changed moves no other draw.
  const bool ahead = stream.uniform() < parameters_.booked_ahead;
  const Milliseconds day_before = midnight - kDay + seconds(stream.uniform(from, until));
  const double lead = std::min(parameters_.lead_min + stream.exponential(parameters_.lead_mean - parameters_.lead_min),
                               parameters_.lead_max);
  const bool return_at_once = stream.uniform() < parameters_.return_at_once;

  double asked = 60.0 * tour.leave_home - lead;  // [s] after midnight
  if (phone) asked = std::clamp(asked, from, until);
  // Who leaves before the phone is answered has to call the day before.
  if (ahead || asked > 60.0 * tour.leave_home - parameters_.lead_min) return {day_before, day_before};
  const Milliseconds way_out = midnight + seconds(asked);
  const double ready = 60.0 * tour.leave_there;
  if (return_at_once || (phone && (ready < from || ready > until))) return {way_out, way_out};
  return {way_out, midnight + seconds(ready)};
}

void AskService::request(const Population& population, std::uint32_t resident, int day, int rank,
                         const PlannedTour& tour, const Destination& destination, RandomStream& stream,
                         std::vector<TripRequest>& requests) const {
  const AgeBand band = population.age_band[resident];
  const auto household = static_cast<std::size_t>(population.household[resident]);
  const Milliseconds midnight = kDay * day;

  TripRequest out;
  out.resident = ResidentId{static_cast<std::int32_t>(resident)};
  out.purpose = static_cast<std::int8_t>(tour.purpose);
  out.tour = static_cast<std::int32_t>(
      (static_cast<std::int64_t>(day) * static_cast<std::int64_t>(population.resident_count()) + resident) *
          kMostTours +
      rank);
  out.channel =
      stream.uniform() < parameters_.phone_shares[static_cast<std::size_t>(band)] ? Channel::phone : Channel::app;
  out.party_size = band <= AgeBand::from_6_to_10 ? 2 : 1;  // children up to 10 travel with an adult
  if (population.wheelchair[resident] != 0) {
    out.wheelchairs = 1;
    out.boarding_time = seconds(parameters_.wheelchair_boarding_time);
  }
  const Submission submitted = submission(out.channel, midnight, tour, stream);

  TripRequest back = out;
  back.way_back = true;
  out.name = fmt::format("d{}-r{}-{}o", day, resident, rank + 1);
  back.name = fmt::format("d{}-r{}-{}b", day, resident, rank + 1);
  out.submitted_at = submitted.way_out;
  back.submitted_at = submitted.way_back;
  out.earliest_departure = midnight + minutes(tour.leave_home);
  back.earliest_departure = midnight + minutes(tour.leave_there);
  out.origin_place = back.destination_place = population.home[household];
  out.origin = back.destination = population.home_road[household];
  out.destination_place = back.origin_place = destination.place;
  out.destination = back.origin = destination.road;
  requests.push_back(std::move(out));
  requests.push_back(std::move(back));
}

}  // namespace navette
