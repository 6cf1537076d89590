#pragma once

#include <optional>

#include "engine/scenario.h"
#include "engine/world/given_demand.h"
#include "engine/world/world.h"
#include "io/hdf5/reader.h"
#include "io/run_listener.h"
#include "record/recorder.h"

namespace navette {

/// What a results file keeps of the run that made it: all that is needed to run it again.
struct KeptRun {
  Scenario scenario;                           // rules, policy, shuttles; no residents
  std::optional<Demand> earlier;               // requests of days before, where the run learned from them
  Demand demand;                               // on the road
  IdVector<RequestId, RequestRecord> records;  // what was decided and promised, and when; no ride
  std::vector<Event> events;
};

/// Throws InputError if the file does not keep the whole of it: replications.
KeptRun read_kept_run(const Hdf5Reader& file, const std::string& name);

/// The roads as the file keeps them.
RoadGraphColumns kept_roads(const Hdf5Reader& file);

/// The roads as the file keeps them, and their travel times: out of the cache, or worked out.
World kept_world(const Hdf5Reader& file, const std::string& name, const KeptRun& run, RunListener& listener);

}  // namespace navette
