#include "engine/booking/offered_times.h"

#include "engine/booking/request_stream.h"

namespace navette {

std::vector<Milliseconds> offered_shifts(const BookingParameters& booking) {
  std::vector<Milliseconds> shifts;
  if (booking.offer_step.count <= 0) return shifts;
  for (Milliseconds shift = booking.offer_step; shift <= booking.max_offer_shift; shift += booking.offer_step) {
    shifts.push_back(shift);
    shifts.push_back(-shift);
  }
  return shifts;
}

bool other_time_may_help(RefusalReason reason) {
  switch (reason) {
    case RefusalReason::same_place:
    case RefusalReason::too_far_from_road:
    case RefusalReason::no_boarding_in_reach:
    case RefusalReason::party_too_large:
    case RefusalReason::outside_area:
    case RefusalReason::booked_too_early:
      return false;
    default:
      return true;
  }
}

bool takes(const TripRequest& asked, Milliseconds shift, const BookingParameters& booking, std::uint64_t seed) {
  RandomStream stream = stream_of(asked, Purpose::offer_tolerance, seed);
  const Milliseconds distance = shift < Milliseconds{0} ? -shift : shift;
  return stream.exponential(static_cast<double>(booking.offer_tolerance.count)) >= static_cast<double>(distance.count);
}

}  // namespace navette
