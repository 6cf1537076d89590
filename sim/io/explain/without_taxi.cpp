#include "io/explain/without_taxi.h"

#include "core/errors.h"
#include "dispatch/dispatcher.h"
#include "engine/run/simulation.h"

namespace navette {
namespace {

/// The first that is said of a request from a moment on.
class FirstAnswer final : public Recorder {
 public:
  FirstAnswer(RequestId request, Milliseconds from) : request_{request}, from_{from} {}

  void event(const Event& event) override {
    if (told || event.request != request_ || event.time < from_) return;
    switch (event.kind) {
      case EventKind::accepted:
        answer.accepted = told = true;
        return;
      case EventKind::refused:
      case EventKind::asked_again:
        answer.reason = static_cast<RefusalReason>(event.value);
        told = event.kind == EventKind::refused || event.time > from_;
        return;
      case EventKind::offered:
        told = true;
        return;
      default:
        return;
    }
  }
  void stop(const StopRecord& /*stop*/) override {}
  void leg(const LegRecord& /*leg*/, std::span<const TrajectorySample> /*samples*/) override {}
  void request(const RequestRecord& /*request*/) override {}

  bool told = false;
  WithoutTaxi answer;

 private:
  RequestId request_;
  Milliseconds from_;
};

}  // namespace

WithoutTaxi without_taxi(const KeptRun& run, const World& world, RequestId request, Milliseconds from,
                         RunListener& listener) {
  const auto& dispatch = run.scenario.dispatch;
  const auto policy = make_dispatcher(dispatch.policy, world.oracle(), dispatch.waiting, dispatch.settings);
  FirstAnswer answer{request, from};
  Simulation day{world, run.demand, run.scenario, *policy, answer};
  day.spare_from_taxi(request, from);
  bool stopped = false;
  try {
    day.run([&](Milliseconds /*now*/) {
      stopped = !listener.go_on(0);
      return !stopped && !answer.told;
    });
  } catch (const Interrupted&) {
    if (stopped) throw;
  }
  return answer.answer;
}

}  // namespace navette
