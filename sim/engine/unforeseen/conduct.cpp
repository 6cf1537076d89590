#include "engine/unforeseen/conduct.h"

#include "core/portable_math.h"
#include "engine/booking/request_stream.h"

namespace navette {

Conduct conduct_of(const TripRequest& asked, const BookingParameters& booking, std::uint64_t seed) {
  Conduct conduct;
  if (booking.cancelled_share > 0 || booking.no_show_share > 0) {
    RandomStream stream = stream_of(asked, Purpose::cancellation, seed);
    const double number = stream.uniform();
    conduct.cancels = number < booking.cancelled_share;
    conduct.cancels_after = stream.uniform();
    conduct.absent = !conduct.cancels && number < booking.cancelled_share + booking.no_show_share;
  }
  if (booking.late_share > 0) {
    RandomStream stream = stream_of(asked, Purpose::punctuality, seed);
    if (stream.uniform() >= booking.late_share) return conduct;
    const double late = stream.exponential(static_cast<double>(booking.mean_lateness.count));
    conduct.late = Milliseconds{portable::round_to_integer(late)};
    if (conduct.late > booking.patience) conduct.absent = true;
    if (conduct.absent) conduct.late = Milliseconds{0};
  }
  return conduct;
}

}  // namespace navette
