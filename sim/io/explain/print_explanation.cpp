#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "core/key_names.h"
#include "io/explain/explained_run.h"
#include "io/explain/explanation_words.h"
#include "io/scenario/parse_time.h"

namespace navette {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<const char*, kRelaxationKinds> kKinds{
    "max_wait_time", "travel_time",          "ride_time",     "places", "shift_end",
    "shift_start",   "wait_and_travel_time", "other_promise", "pause",  "max_continuous_driving"};

constexpr const char* kTried =
    "more wait, a later arrival and a longer ride (each by up to 7 days), more places, a longer shift, a later pause, "
    "a driver longer at the wheel, and more detour for one other passenger";

double seconds(Milliseconds time) { return static_cast<double>(time.count) / 1000; }

// "alone_cost_seconds": with what it is about in front.
std::string cost_key(const ExplainedRequest& explained, const std::string& about = "") {
  return about + (explained.objective == "operating_time" ? "cost_seconds" : "cost");
}

std::vector<std::string> names(const std::vector<RequestId>& requests, const ExplainedRequest& explained) {
  std::vector<std::string> all;
  all.reserve(requests.size());
  for (const RequestId request : requests) all.push_back(explained.request_names[request.index()]);
  return all;
}

const std::string& service_of(ShuttleId shuttle, const ExplainedRequest& explained) {
  return explained.services[explained.service_of[shuttle.index()].index()];
}

Json json_of(const Relaxation& relaxation, const ExplainedRequest& explained) {
  Json json;
  json["kind"] = kKinds[static_cast<std::size_t>(relaxation.kind)];
  if (relaxation.shuttle.valid()) json["shuttle"] = explained.shuttle_names[relaxation.shuttle.index()];
  if (relaxation.kind == RelaxationKind::places) {
    json["seats"] = relaxation.seats;
    json["wheelchairs"] = relaxation.wheelchairs;
  } else {
    json["seconds"] = seconds(relaxation.by);
  }
  if (relaxation.kind == RelaxationKind::wait_and_travel_time) json["later_seconds"] = seconds(relaxation.later);
  if (relaxation.other.valid()) json["passenger"] = explained.request_names[relaxation.other.index()];
  if (relaxation.kind == RelaxationKind::pause) json["pause"] = shown_time(relaxation.moved());
  if (relaxation.kind == RelaxationKind::shift_end || relaxation.kind == RelaxationKind::shift_start) {
    json["shift"] = shown_time(relaxation.moved());
  }
  json["text"] = words(relaxation, explained);
  return json;
}

Json figures(const ExplainedRequest& explained) {
  Json json;
  json["request"] = explained.asked.name;
  json["decision"] = explained.shuttle.valid() ? "accepted" : explained.never_made ? "never_made" : "refused";
  json["decided_at"] = shown_time(explained.decided_at);
  json["policy"] = explained.policy;
  json["objective"] = explained.objective;
  if (explained.shuttle.valid()) {
    json["shuttle"] = explained.shuttle_names[explained.shuttle.index()];
  } else if (!explained.never_made) {
    json["reason"] = to_string(explained.reason);
  }
  if (explained.exceeds_limits()) {
    json["exceeded"]["max_wait_time"] = seconds(explained.pickup_excess);
    json["exceeded"]["travel_time"] = seconds(explained.dropoff_excess);
  }
  if (explained.never_made_cause != NeverMadeCause::none) {
    json["never_made_cause"] =
        kNeverMadeCauseNames.at(static_cast<std::size_t>(static_cast<int>(explained.never_made_cause) + 1));
  }
  if (!explained.decision.candidates.empty()) json["how_decided"] = how_decided(explained);
  if (!explained.told.empty()) json["told"] = explained.told;
  if (explained.decision.jointly) {
    json["decided_jointly"]["others"] = explained.decision.others;
    json["decided_jointly"]["others_accepted"] = explained.decision.others_accepted;
  }
  json["smallest"] = Json::array();
  if (!explained.shuttle.valid()) {
    for (const Relaxation& relaxation : explained.decision.enough) {
      json["smallest"].push_back(json_of(relaxation, explained));
    }
    json["unknown"] = explained.decision.unknown;
  }
  json["shuttles"] = Json::array();
  for (const CandidateShuttle& candidate : explained.decision.candidates) {
    Json row;
    row["shuttle"] = explained.shuttle_names[candidate.shuttle.index()];
    if (!explained.services.empty()) row["service"] = service_of(candidate.shuttle, explained);
    if (candidate.best) {
      row[cost_key(explained)] = seconds(candidate.best->cost);
      if (candidate.price > Milliseconds{0}) row["price_of_limits"] = seconds(candidate.price);
    } else {
      row["reason"] = to_string(candidate.reason);
      row["relaxations"] = Json::array();
      for (const Relaxation& one : candidate.relaxations) row["relaxations"].push_back(json_of(one, explained));
    }
    if (candidate.alone) row[cost_key(explained, "alone_")] = seconds(candidate.alone->cost);
    if (explained.decision.jointly) row["given"] = names(candidate.given, explained);
    json["shuttles"].push_back(row);
  }
  return json;
}

// What a way of serving the request costs, the price of limits apart.
std::string added(const Insertion& insertion, Milliseconds price, const ExplainedRequest& explained) {
  const Milliseconds cost = insertion.cost - price;
  std::string text = explained.objective == "operating_time"
                         ? spelled(cost) + " of driving and dwell"
                         : fmt::format("{:.0f} of {}", seconds(cost), explained.objective);
  if (price > Milliseconds{0}) text += fmt::format(", and exceeds limits at a price of {:.0f}", seconds(price));
  return text;
}

std::string line_of(const CandidateShuttle& candidate, const ExplainedRequest& explained) {
  const std::string& name = explained.shuttle_names[candidate.shuttle.index()];
  const std::string given =
      candidate.given.empty() ? "" : fmt::format("; was given {}", fmt::join(names(candidate.given, explained), ", "));
  if (candidate.best) {
    return fmt::format("  shuttle {}: adds {}{}{}\n", name, added(*candidate.best, candidate.price, explained),
                       candidate.shuttle == explained.shuttle ? "; chosen" : "", given);
  }
  std::string text = fmt::format("  shuttle {}: {}", name, to_string(candidate.reason));
  if (explained.shuttle.valid()) return text + given + "\n";
  if (candidate.relaxations.empty()) text += "; none of these alone suffices";
  const char* between = "; ";
  for (const Relaxation& relaxation : candidate.relaxations) {
    text += between + words(relaxation, explained);
    between = ", or ";
  }
  if (candidate.alone) {
    text +=
        fmt::format("; before, it could have served, adding {}", added(*candidate.alone, candidate.price, explained));
  }
  return text + given + "\n";
}

std::string joint_words(const ExplainedRequest& explained) {
  const ExaminedDecision& decision = explained.decision;
  const std::string with =
      decision.others == 0 ? "decided jointly with where those accepted before would go"
                           : fmt::format("decided jointly with {} other request{}, {} of them accepted",
                                         decision.others, decision.others == 1 ? "" : "s", decision.others_accepted);
  return fmt::format("  {}; shuttle by shuttle, {}\n", with,
                     explained.shuttle.valid() ? "as if it had been asked alone" : "when all others were assigned");
}

std::string beyond_limits(const ExplainedRequest& explained) {
  std::string exceeded;
  if (explained.pickup_excess > Milliseconds{0}) {
    exceeded = fmt::format("a pickup {} later than max_wait_time allows", spelled(explained.pickup_excess));
  }
  if (explained.dropoff_excess > Milliseconds{0}) {
    exceeded += fmt::format("{}a drop-off {} later than the max travel time allows", exceeded.empty() ? "" : " and ",
                            spelled(explained.dropoff_excess));
  }
  return fmt::format("  at a price ({} is penalised), it was told {}\n", key::dispatch_limits, exceeded);
}

std::string enough_words(const ExplainedRequest& explained) {
  const ExaminedDecision& decision = explained.decision;
  std::string text;
  if (!decision.enough.empty()) {
    text += fmt::format("what would have been enough, for this request alone and with plans as they were then{}:\n",
                        decision.jointly ? ", decided jointly again" : "");
  }
  for (const Relaxation& relaxation : decision.enough) {
    text += fmt::format("  {}{}\n", words(relaxation, explained),
                        relaxation.shuttle.valid()
                            ? fmt::format(" (shuttle {})", explained.shuttle_names[relaxation.shuttle.index()])
                            : "");
  }
  if (decision.enough.empty() && !decision.candidates.empty() && decision.unknown.empty()) {
    text += fmt::format("none of these alone would have been enough, with plans as they were then: {}\n", kTried);
  }
  for (const std::string& unknown : decision.unknown) text += unknown + '\n';
  return text;
}

}  // namespace

std::string print_explanation(const ExplainedRequest& explained, ExplanationFormat format) {
  if (format == ExplanationFormat::json) return figures(explained).dump(2) + "\n";
  std::string text =
      fmt::format("request {}, asked at {} for {}\n", explained.asked.name, shown_time(explained.asked.submitted_at),
                  shown_time(explained.asked.earliest_departure));
  if (explained.shuttle.valid()) {
    text += fmt::format("accepted at {} by {}: shuttle {}\n", shown_time(explained.decided_at), explained.policy,
                        explained.shuttle_names[explained.shuttle.index()]);
    if (!explained.decision.candidates.empty()) text += fmt::format("  {}\n", how_decided(explained));
    if (explained.exceeds_limits()) text += beyond_limits(explained);
    if (explained.decision.jointly) text += joint_words(explained);
    if (!explained.told.empty()) text += fmt::format("  {}\n", explained.told);
  } else if (explained.never_made) {
    text += fmt::format("never made: {}\n", explained.told);
  } else {
    text += fmt::format("refused at {}: {}{}\n", shown_time(explained.decided_at), to_string(explained.reason),
                        meaning(explained.reason));
    if (!explained.decision.candidates.empty()) text += fmt::format("  {}\n", how_decided(explained));
    if (!explained.told.empty()) text += fmt::format("  {}\n", explained.told);
    if (explained.decision.jointly) text += joint_words(explained);
    text += enough_words(explained);
  }
  if (!explained.decision.candidates.empty()) text += "shuttle by shuttle:\n";
  for (const CandidateShuttle& candidate : explained.decision.candidates) text += line_of(candidate, explained);
  return text;
}

}  // namespace navette
