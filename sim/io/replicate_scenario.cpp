#include "io/replicate_scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>

#include "core/errors.h"
#include "engine/run/ensemble.h"
#include "io/load_world.h"
#include "io/results/provenance.h"
#include "io/results/replications_image.h"
#include "io/segments/kept_seeds.h"
#include "io/thread_count.h"

namespace navette {

FinishedReplications replicate_scenario(const Scenario& scenario, int count, const std::string& version,
                                        RunListener& listener, const SegmentOptions* segments, const OwnPolicy* own) {
  if (count < 1 || count > kMostReplications) {
    throw InputError{fmt::format("replications must be from 1 to {}, found {}", kMostReplications, count)};
  }
  const ThreadCount threads{scenario.run.threads};
  const auto [world, roads_sha256] = load_world(scenario, listener);
  warn_of_far_ends(given_demand(scenario, world), scenario, listener);
  if (world.inhabitants() == nullptr && count > 1) {
    listener.warning("demand is given, so nothing is drawn and every seed gives the same day");
  }
  std::optional<SegmentFiles> files;
  std::optional<KeptSeeds> kept;
  Ensemble::Rows known;
  Ensemble::RowEnded row_ended;
  if (segments != nullptr) {
    files.emplace(*segments, "replications", scenario, version, roads_sha256, listener);
    known = kept.emplace(*files).earlier(listener);
    row_ended = [&](std::size_t row, std::span<const double> values) { kept->ended(row, values); };
  }
  const auto started = std::chrono::steady_clock::now();
  FinishedReplications finished;
  try {
    finished.replications = Ensemble{world, scenario, own}.run(
        count, std::min(ThreadCount::get(), count), [&](double share) { return listener.go_on(share); }, known,
        row_ended);
  } catch (const Interrupted&) {
    if (kept) kept->keep_rest();
    throw;
  }
  finished.seconds = std::chrono::duration<double>{std::chrono::steady_clock::now() - started}.count();
  Provenance provenance = provenance_of(scenario, version, roads_sha256);
  if (own != nullptr) provenance.own_policy = own->name;
  finished.image = replications_image(scenario, finished.replications, provenance);
  return finished;
}

}  // namespace navette
