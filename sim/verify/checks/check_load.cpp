#include <algorithm>
#include <vector>

#include "verify/checks/checks.h"

namespace navette::verify {
namespace {

/// Rides along with one shuttle and counts who is on board.
class Counting {
 public:
  Counting(const Run& run, std::size_t shuttle, std::vector<bool>& shared, Findings& findings)
      : run_{run}, shuttle_{shuttle}, shared_{shared}, findings_{findings} {}

  void leg(std::size_t k) {
    new_moment(run_.legs.departure[k]);
    const auto& l = run_.legs;
    if (l.seats[k] != seats_ || l.wheelchairs[k] != wheelchairs_ ||
        l.requests[k] != static_cast<std::int64_t>(on_board_.size())) {
      findings_.add("load.legs",
                    "{}: the leg at {} carries {} + {} ({} requests), the visits before it leave {} + {} ({})", name(),
                    clock(l.departure[k]), l.seats[k], l.wheelchairs[k], l.requests[k], seats_, wheelchairs_,
                    on_board_.size());
    }
    for (std::int64_t sample = 0; sample < l.samples[k]; ++sample) {
      const std::int64_t people = run_.trajectories.load[static_cast<std::size_t>(l.first_sample[k] + sample)];
      if (people == seats_ + wheelchairs_) continue;
      findings_.add("load.samples", "{}: the trajectory of the leg at {} carries {}, on board are {}", name(),
                    clock(l.departure[k]), people, seats_ + wheelchairs_);
      break;
    }
    if (on_board_.size() < 2) return;
    for (const std::size_t request : on_board_) shared_[request] = true;
  }

  void stop(std::size_t k) {
    const auto& v = run_.stops;
    const bool pickup = v.kind[k] == kPickup;
    // A shift that is late may begin at the very moment at which the last passenger of the one before alights.
    new_moment(v.begin[k] - (v.kind[k] == kDropoff ? 1 : 0));
    if (v.request[k] >= 0 && (pickup || v.kind[k] == kDropoff)) {
      const auto request = static_cast<std::size_t>(v.request[k]);
      // A no-show is visited, and does not board.
      if (run_.requests.end[request] == kServed) board(request, pickup);
    }
    if (v.seats[k] != seats_ || v.wheelchairs[k] != wheelchairs_) {
      findings_.add("load.recorded", "{}: after the visit at {} on board {} + {}, counted {} + {}", name(),
                    clock(v.begin[k]), v.seats[k], v.wheelchairs[k], seats_, wheelchairs_);
    }
    if (seats_ < 0 || wheelchairs_ < 0 || seats_ > run_.shuttles.seats[shuttle_] ||
        wheelchairs_ > run_.shuttles.wheelchairs[shuttle_]) {
      findings_.add(
          "load.capacity", "{}: after the visit at {} {} seats and {} wheelchair places are taken of {} and {}", name(),
          clock(v.begin[k]), seats_, wheelchairs_, run_.shuttles.seats[shuttle_], run_.shuttles.wheelchairs[shuttle_]);
    }
  }

  void finish() { require_empty(); }
  void add_shift(std::int64_t start) { shift_starts_.push_back(start); }

 private:
  [[nodiscard]] const std::string& name() const { return run_.shuttles.id[shuttle_]; }

  void board(std::size_t request, bool boards) {
    const std::int64_t sign = boards ? 1 : -1;
    seats_ += sign * run_.seats_of(request);
    wheelchairs_ += sign * run_.requests.wheelchairs[request];
    if (boards) {
      on_board_.push_back(request);
    } else {
      on_board_.erase(std::remove(on_board_.begin(), on_board_.end(), request), on_board_.end());
    }
  }
  void new_moment(std::int64_t time) {
    const auto shift = std::upper_bound(shift_starts_.begin(), shift_starts_.end(), time) - shift_starts_.begin();
    if (shift != shift_) require_empty();
    shift_ = shift;
  }
  void require_empty() {
    if (seats_ == 0 && wheelchairs_ == 0 && on_board_.empty()) return;
    findings_.add("load.empty", "{}: a shift ends with {} + {} on board", name(), seats_, wheelchairs_);
  }

  const Run& run_;
  std::size_t shuttle_;
  std::vector<bool>& shared_;
  Findings& findings_;
  std::int64_t seats_ = 0;
  std::int64_t wheelchairs_ = 0;
  std::vector<std::size_t> on_board_;
  std::vector<std::int64_t> shift_starts_;
  std::ptrdiff_t shift_ = 0;
};

}  // namespace

void check_load(const Run& run, const Timeline& timeline, const Delays& delays, Findings& findings) {
  std::vector<bool> shared(run.requests.size(), false);
  for (std::size_t s = 0; s < run.shuttles.size(); ++s) {
    Counting counting{run, s, shared, findings};
    for (const std::int64_t start : shift_starts(run, delays, static_cast<std::int64_t>(s))) counting.add_shift(start);
    for (const auto& item : timeline.of_shuttle[s]) item.is_leg ? counting.leg(item.row) : counting.stop(item.row);
    counting.finish();
  }
  for (std::size_t i = 0; i < run.requests.size(); ++i) {
    if ((run.requests.shared[i] == 1) != shared[i]) {
      findings.add("passengers.shared", "{}: shared is {}, its legs say {}", run.name(i), run.requests.shared[i],
                   shared[i] ? 1 : 0);
    }
  }
}

}  // namespace navette::verify
