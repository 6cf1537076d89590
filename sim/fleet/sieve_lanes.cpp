#include "fleet/sieve_lanes.h"

namespace navette {
namespace {

constexpr std::int16_t kLongAgo = std::numeric_limits<std::int16_t>::min();
constexpr std::int16_t kNobody = std::numeric_limits<std::int16_t>::min();  // less than the smallest party

}  // namespace

SieveTrip::SieveTrip(const Asked& asked, const Landmarks& landmarks)
    : pickup{asked.pickup, landmarks},
      dropoff{asked.dropoff, landmarks},
      service{Eight::all(static_cast<std::int16_t>(asked.service.value))},
      now_down{landmarks.clock_down(asked.now)},
      now_up{landmarks.clock_up(asked.now)},
      earliest{Eight::all(landmarks.steps_down(asked.earliest - asked.now))},
      latest_pickup{Eight::all(landmarks.steps_up(asked.latest_pickup - asked.now))},
      latest_dropoff{Eight::all(landmarks.steps_up(asked.latest_dropoff - asked.now))},
      boarding{Eight::all(landmarks.steps_down(asked.boarding))},
      alighting{Eight::all(landmarks.steps_down(asked.alighting))},
      drive{Eight::all(landmarks.steps_down(asked.drive))},
      slack{Eight::all(landmarks.steps_up(asked.slack))} {
  for (std::size_t d = 0; d < load.size(); ++d) load[d] = Eight::all(asked.load.count[d]);
}

void SieveLanes::set(std::size_t lane, const Landmarks& landmarks, ServiceId of, const Load& room, const Halt& halt,
                     Milliseconds last_begin, Milliseconds drive) {
  from[lane] = landmarks.clock_down(halt.from);
  ready[lane] = landmarks.clock_down(halt.ready);
  latest[lane] = landmarks.clock_up(last_begin);
  no_earlier[lane] = halt.left ? kLongAgo : std::int16_t{0};
  saved[lane] = landmarks.steps_up(drive);
  service[lane] = static_cast<std::int16_t>(of.value);
  for (std::size_t d = 0; d < free.size(); ++d) free[d][lane] = room.count[d];
}

void SieveLanes::close(std::size_t lane) { free[0][lane] = kNobody; }

void SieveLanes::close_all() { free[0].fill(kNobody); }

}  // namespace navette
