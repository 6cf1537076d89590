#include "bindings/python_policy.h"

#include <memory>

#include "bindings/dispatch_view.h"

namespace navette {
namespace {

// Closes the view however the decision ends: Python may keep it.
class Lasting {
 public:
  explicit Lasting(DispatchView& view) : view_{view} {}
  Lasting(const Lasting&) = delete;
  Lasting& operator=(const Lasting&) = delete;
  ~Lasting() { view_.close(); }

 private:
  DispatchView& view_;
};

ObjectiveSettings operating_time_at(const ObjectiveSettings& prices) {
  ObjectiveSettings objective;
  objective.penalty = prices.penalty;
  return objective;
}

}  // namespace

PythonPolicy::PythonPolicy(py::object policy, const TravelTimeOracle& oracle, WaitingPolicy waiting,
                           const ObjectiveSettings& objective)
    : policy_{std::move(policy)}, search_{oracle, waiting, operating_time_at(objective)} {}

// NOLINTNEXTLINE(bugprone-exception-escape): what a destructor in Python raises, Python tells and keeps
PythonPolicy::~PythonPolicy() {
  const py::gil_scoped_acquire gil;
  policy_ = py::object{};
}

void PythonPolicy::dispatch(std::span<const PendingTrip> pending, const FleetView& fleet, Proposal& proposal) {
  last_asked_ = fleet.now();
  const py::gil_scoped_acquire gil;
  const auto view = std::make_shared<DispatchView>(fleet, pending, search_, foretold_);
  const Lasting lasting{*view};
  const py::object proposed = policy_.attr("_dispatch")(view);
  const auto& made = proposed.cast<const ProposalValue&>();
  for (std::size_t k = 0; k < made.views.size(); ++k) {
    view->check_own({made.proposal.inserted[k], {made.proposal.insertions[k], {}, {}}, made.views[k]});
  }
  proposal = made.proposal;
}

}  // namespace navette
