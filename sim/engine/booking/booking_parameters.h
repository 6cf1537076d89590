#pragma once

#include <vector>

#include "core/units.h"
#include "engine/world/given_service.h"

namespace navette {

/// How residents get hold of the service, and what they do when it says no. Every default is an assumption.
struct BookingParameters {
  bool phone = true;  // calls are taken; false: who books by phone cannot ask
  // Phone: callers outside the hours, or who find all lines busy, call again; some give up.
  std::vector<DailyHours> phone_hours;  // empty: at any time
  int phone_lines = 0;                  // calls at once; 0: never busy
  Milliseconds call_length{180'000};
  Milliseconds redial_interval{300'000};
  int redials = 3;  // how often a caller tries again
  /// Of those whose habit is to ask too late for the notice rule, the share who know it and book in time.
  double plan_ahead_share = 0.7;

  // After a refusal.
  bool offers = false;               // the service offers another time
  Milliseconds offer_step{900'000};  // times are tried so far apart, the nearest first, later before earlier
  Milliseconds max_offer_shift{3'600'000};
  Milliseconds offer_tolerance{1'800'000};  // mean shift that a resident accepts; exponential, keyed by request
  Milliseconds retry_interval{0};           // a refused resident asks again after it; 0: never
  Milliseconds max_request_age{1'800'000};  // but not longer than this after the first time

  // Passengers who do otherwise than they said; drawn by request.
  double cancelled_share = 0;           // of those accepted, some time between acceptance and the pickup promised
  double no_show_share = 0;             // of those accepted
  double late_share = 0;                // of those accepted, who keep the shuttle waiting
  Milliseconds mean_lateness{120'000};  // of those; exponential
  Milliseconds patience{300'000};       // so long the shuttle waits for one who is not there
};

}  // namespace navette
