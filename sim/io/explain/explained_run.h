#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "demand/trip_request.h"
#include "dispatch/decision_witness.h"
#include "io/explain/without_taxi.h"
#include "io/run_listener.h"
#include "record/recorder.h"

namespace navette {

/// Why one request of a run was decided as it was. Names in place of row numbers where people read.
struct ExplainedRequest {
  TripRequest asked;
  std::int64_t row = 0;
  RequestEnd end = RequestEnd::served;
  RefusalReason reason = RefusalReason::none;  // none: it was accepted
  Milliseconds decided_at;
  ShuttleId shuttle;            // to which it was given; invalid: refused
  Milliseconds pickup_excess;   // by which the pickup told is later than the rules' latest
  Milliseconds dropoff_excess;  // the same of the drop-off
  std::string policy;
  std::string objective;                    // by which costs are counted
  std::string told;                         // a plain sentence, where no policy was asked; else empty
  std::optional<WithoutTaxi> without_taxi;  // of one that a taxi takes, where there is one service
  NeverMadeCause never_made_cause = NeverMadeCause::none;
  bool never_made = false;                 // the caller did not get through
  ExaminedDecision decision;               // where a policy was asked; of several services, all that they said
  std::vector<std::string> services;       // names, where there are several
  std::vector<ServiceId> service_of;       // by ShuttleId
  std::vector<std::string> shuttle_names;  // by ShuttleId
  std::vector<std::string> request_names;  // by RequestId

  [[nodiscard]] bool exceeds_limits() const {
    return pickup_excess > Milliseconds{0} || dropoff_excess > Milliseconds{0};
  }
};

/// Runs the day of a results file again, from that file alone, up to the decision on one request, and examines it
/// there. What the replay logs is held against the log of the file.
///
/// `name`: the results file. `request`: its request_id. Throws InputError if the file holds no such request, if the run
/// cannot be replayed from it (replications; a policy in Python; idle shuttles sent by what was learned from days that
/// it does not keep), or if the replay departs from the log; Interrupted if the listener says so.
ExplainedRequest explain_request(const std::filesystem::path& name, const std::string& request, RunListener& listener);

/// Reads all that explain_request needs of a file, and makes nothing of it. Throws InputError, as that does.
void read_whole_kept_run(const std::filesystem::path& name);

enum class ExplanationFormat { table, json };

/// For people, or as JSON; docs/command-line.md says how.
std::string print_explanation(const ExplainedRequest& explained, ExplanationFormat format);

}  // namespace navette
