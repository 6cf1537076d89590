#include "io/explain/explanation_words.h"

#include <fmt/format.h>

#include "io/scenario/parse_time.h"

namespace navette {
namespace {

std::string places(const Relaxation& relaxation) {
  const auto some = [](int count, const char* what) {
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
  };
  std::string text;
  if (relaxation.seats > 0) text = some(relaxation.seats, "seat");
  if (relaxation.wheelchairs == 0) return text;
  return text + (text.empty() ? "" : " and ") + some(relaxation.wheelchairs, "wheelchair place");
}

}  // namespace

std::string spelled(Milliseconds time) {
  const std::int64_t whole = (time.count + 999) / 1000;
  std::string text;
  const auto add = [&](std::int64_t count, const char* unit) {
    if (count > 0) text += fmt::format("{}{} {}", text.empty() ? "" : " ", count, unit);
  };
  add(whole / 3'600, "h");
  add(whole / 60 % 60, "min");
  add(whole % 60, "s");
  return text.empty() ? "0 s" : text;
}

std::string_view meaning(RefusalReason reason) {
  switch (reason) {
    case RefusalReason::too_far_away:
      return " (no shuttle could reach the pickup in time)";
    case RefusalReason::shuttle_full:
      return " (a shuttle could come in time, but has no free places then)";
    case RefusalReason::trip_too_long:
      return " (a shuttle could come in time, but not bring this passenger there in time)";
    case RefusalReason::promises_to_others:
      return " (a passenger accepted before would be brought too late)";
    case RefusalReason::shift_ends:
      return " (the shuttle would be back at its depot after its shift)";
    case RefusalReason::driver_rules:
      return " (the driver would miss a pause, or be at the wheel too long)";
    case RefusalReason::way_back_refused:
      return " (both ways are one contract, and the other way found no place)";
    default:
      return "";
  }
}

std::string words(const Relaxation& relaxation, const ExplainedRequest& explained) {
  switch (relaxation.kind) {
    case RelaxationKind::wait:
      return spelled(relaxation.by) + " more wait";
    case RelaxationKind::travel_time:
      return spelled(relaxation.by) + " later arrival";
    case RelaxationKind::ride:
      return spelled(relaxation.by) + " longer ride";
    case RelaxationKind::places:
      return places(relaxation) + " more";
    case RelaxationKind::shift_end:
      return "a shift until " + shown_time(relaxation.moved());
    case RelaxationKind::shift_start:
      return "a shift from " + shown_time(relaxation.moved());
    case RelaxationKind::wait_and_travel_time:
      return fmt::format("{} more wait together with {} later arrival", spelled(relaxation.by),
                         spelled(relaxation.later));
    case RelaxationKind::other_promise:
      return fmt::format("if passenger {} allowed {} of detour", explained.request_names[relaxation.other.index()],
                         spelled(relaxation.by));
    case RelaxationKind::pause:
      return "a pause that may begin until " + shown_time(relaxation.moved());
    case RelaxationKind::driving:
      return fmt::format("a driver who may be at the wheel {} longer, {} in all", spelled(relaxation.by),
                         spelled(relaxation.moved()));
  }
  return "";
}

std::string how_decided(const ExplainedRequest& explained) {
  const std::string& policy = explained.policy;
  const bool taken = explained.shuttle.valid();
  if (policy == "first_come") {
    return std::string{
               "first_come gives each request a ride of its own, by the nearest shuttle that is idle then, else by "
               "the one free first; "} +
           (taken ? "that was this one" : "none was free in time");
  }
  if (policy == "nearest_feasible") {
    return std::string{
               "nearest_feasible takes the shuttle nearest to the passenger of all that can take the trip along; "} +
           (taken ? "that was this one" : "none could");
  }
  if (policy == "regret") {
    return std::string{
               "regret collects requests for a while, and serves first those that would lose most by waiting; "} +
           (taken ? "this one got the place that added the least when its turn came"
                  : "when its turn came, no shuttle could take this one along");
  }
  if (policy == "batch") {
    return std::string{
               "batch collects requests for a while, and assigns them together: as many as possible, then at the "
               "least cost of all; "} +
           (taken ? "this one was among them" : "this one was left, and no shuttle could take it along besides");
  }
  const std::string later = policy == "rolling_plan"
                                ? "rolling_plan decides at once, as insertion, and mends all plans later; "
                                : "insertion decides at once, and puts a trip where it adds the least; ";
  return later + (taken ? "this was the best place in any plan" : "no plan had a place for this one");
}

}  // namespace navette
