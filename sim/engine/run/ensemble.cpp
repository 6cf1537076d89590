#include "engine/run/ensemble.h"

#include <omp.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <limits>
#include <stdexcept>
#include <utility>
#include <vector>

#include "core/errors.h"
#include "dispatch/dispatcher.h"
#include "engine/run/simulation.h"
#include "engine/world/drawn_demand.h"
#include "engine/world/given_demand.h"
#include "record/metrics.h"

namespace navette {
namespace {

/// Whether all threads go on, and the first error if they do not.
class Course {
 public:
  Course(int count, const Ensemble::GoOn& go_on) : count_{count}, go_on_{go_on} {}

  void ended() { ++ended_; }
  [[nodiscard]] bool stopped() const { return stopped_.load(std::memory_order_relaxed); }
  /// The calling thread asks outside; the others only see whether it stopped.
  [[nodiscard]] bool goes_on() const {
    return !stopped() && (omp_get_thread_num() != 0 || !go_on_ || go_on_(static_cast<double>(ended_) / count_));
  }
  void fail(std::exception_ptr error) {
#pragma omp critical(navette_ensemble)
    if (!error_) error_ = std::move(error);
    stopped_ = true;
  }
  void throw_if_failed() const {
    if (error_) std::rethrow_exception(error_);
  }

 private:
  int count_;
  const Ensemble::GoOn& go_on_;
  std::atomic<int> ended_{0};
  std::atomic<bool> stopped_{false};
  std::exception_ptr error_;
};

/// What one thread runs: a scenario whose seed is its own.
class Runner {
 public:
  Runner(const World& world, Scenario scenario, const OwnPolicy* own, const Demand& given)
      : world_{world}, scenario_{std::move(scenario)}, own_{own}, given_{given} {
    scenario_.record.trajectories = false;  // no indicator needs them
  }

  std::vector<Indicator> run(std::uint64_t seed, const Course& course) {
    scenario_.run.seed = seed;
    const Inhabitants* inhabitants = world_.inhabitants();
    const DrawnDemand drawn =
        inhabitants == nullptr ? DrawnDemand{} : drawn_demand(*inhabitants, seed, scenario_.run.days, 1, given_);
    const Demand& demand = inhabitants == nullptr ? given_ : drawn.requests;
    const auto& [policy, waiting, settings] = scenario_.dispatch;
    const auto dispatcher = own_ == nullptr ? make_dispatcher(policy, world_.oracle(), waiting, settings)
                                            : own_->make(world_.oracle(), waiting, settings);
    const Population* residents = inhabitants == nullptr ? nullptr : &inhabitants->population();
    Metrics metrics{demand.raw(), world_.shuttles(), scenario_.costs, residents};
    if (!world_.closed_roads().empty()) metrics.roads_close();
    try {
      Simulation{world_, demand, scenario_, *dispatcher, metrics}.run([&](Milliseconds) { return course.goes_on(); });
    } catch (const PolicyError& error) {
      if (own_ == nullptr) throw;
      throw PolicyError{own_->blame(*dispatcher, error.what())};
    }
    return metrics.indicators();
  }

 private:
  const World& world_;
  Scenario scenario_;
  const OwnPolicy* own_;
  const Demand& given_;
};

void keep(const std::vector<Indicator>& indicators, std::size_t row, Replications& replications) {
  if (indicators.size() != replications.columns.size()) throw std::logic_error{"indicators differ between seeds"};
  double* values = replications.values.data() + row * indicators.size();
  for (const Indicator& indicator : indicators) {
    *values++ = indicator.value.value_or(std::numeric_limits<double>::quiet_NaN());
  }
}

}  // namespace

Replications Ensemble::run(int count, int threads, const GoOn& go_on, const Rows& known,
                           const RowEnded& row_ended) const {
  const Demand given = given_demand(scenario_, world_);
  Course course{count, go_on};
  Replications replications;
  for (int row = 0; row < count; ++row) replications.seeds.push_back(scenario_.run.seed + static_cast<unsigned>(row));
  replications.columns = Metrics{{}, world_.shuttles(), scenario_.costs}.indicators();
  for (Indicator& column : replications.columns) column.value.reset();
  replications.values.resize(replications.seeds.size() * replications.columns.size());
  const std::size_t width = replications.columns.size();
  for (const auto& [row, values] : known) {
    if (row >= replications.seeds.size()) break;
    if (values.size() != width) throw std::logic_error{"known rows of another width"};
    std::copy(values.begin(), values.end(), replications.values.data() + row * width);
    course.ended();
  }
  std::vector<Runner> runners(static_cast<std::size_t>(threads), Runner{world_, scenario_, own_, given});
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
  for (std::size_t row = 0; row < replications.seeds.size(); ++row) {
    if (course.stopped() || known.contains(row)) continue;  // a parallel loop cannot be left
    try {
      Runner& runner = runners[static_cast<std::size_t>(omp_get_thread_num())];
      keep(runner.run(replications.seeds[row], course), row, replications);
      course.ended();
      if (row_ended) {
#pragma omp critical(navette_row_ended)
        row_ended(row, std::span{replications.values}.subspan(row * width, width));
      }
    } catch (...) {
      course.fail(std::current_exception());
    }
  }
  course.throw_if_failed();
  return replications;
}

}  // namespace navette
