#include "engine/resume/decision_log.h"

#include <stdexcept>
#include <type_traits>
#include <utility>

namespace navette {

// The bindings name every member: whoever adds one is told here that it must be kept too.
void DecisionLog::add(Milliseconds now, const Proposal& proposal) {
  const auto put = [this](auto... values) { (words_.push_back(static_cast<std::int64_t>(values)), ...); };
  const auto& [verdicts, insertions, inserted, plans, wake_at] = proposal;
  put(now.count, wake_at.count, verdicts.size());
  for (const auto& [request, kind, reason, choice] : verdicts) put(request.value, kind, reason, choice);
  put(insertions.size());
  for (const auto& [shuttle, pickup_after, dropoff_after, cost, choice] : insertions) {
    put(shuttle.value, pickup_after, dropoff_after, cost.count, choice);
  }
  put(inserted.size());
  for (const RequestId request : inserted) put(request.value);
  put(plans.size());
  for (const auto& [shuttle, visits] : plans) {
    put(shuttle.value, visits.size());
    for (const auto& [kind, request] : visits) put(kind, request.value);
  }
}

std::vector<std::int64_t> DecisionLog::take() { return std::exchange(words_, {}); }

std::int64_t DecisionReader::word() {
  if (at_end()) throw std::runtime_error{"decisions of an earlier run end too early"};
  return words_[next_++];
}

template <class T>
T DecisionReader::word_as() {
  if constexpr (std::is_integral_v<T> || std::is_enum_v<T>) {
    return static_cast<T>(word());
  } else {
    return T{static_cast<std::int32_t>(word())};
  }
}

std::size_t DecisionReader::count(std::size_t words_each) {
  const std::int64_t number = word();
  if (number < 0 || static_cast<std::size_t>(number) > (words_.size() - next_) / words_each) {
    throw std::runtime_error{"decisions of an earlier run end too early"};
  }
  return static_cast<std::size_t>(number);
}

Milliseconds DecisionReader::read(Proposal& proposal) {
  proposal.clear();
  const Milliseconds now{word()};
  proposal.wake_at = Milliseconds{word()};
  proposal.verdicts.resize(count(4));
  for (auto& [request, kind, reason, choice] : proposal.verdicts) {
    request = word_as<RequestId>();
    kind = word_as<VerdictKind>();
    reason = word_as<RefusalReason>();
    choice = word_as<std::int32_t>();
  }
  proposal.insertions.resize(count(5));
  for (auto& [shuttle, pickup_after, dropoff_after, cost, choice] : proposal.insertions) {
    shuttle = word_as<ShuttleId>();
    pickup_after = word_as<std::int32_t>();
    dropoff_after = word_as<std::int32_t>();
    cost = Milliseconds{word()};
    choice = word_as<std::int32_t>();
  }
  proposal.inserted.resize(count(1));
  for (RequestId& request : proposal.inserted) request = word_as<RequestId>();
  proposal.plans.resize(count(2));
  for (auto& [shuttle, visits] : proposal.plans) {
    shuttle = word_as<ShuttleId>();
    visits.resize(count(2));
    for (auto& [kind, request] : visits) {
      kind = word_as<StopKind>();
      request = word_as<RequestId>();
    }
  }
  return now;
}

}  // namespace navette
