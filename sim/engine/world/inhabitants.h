#pragma once

#include "demand/map_data.h"
#include "demand/population.h"
#include "demand/residents/synthesize_population.h"
#include "demand/travel/demand_model.h"
#include "engine/scenario.h"
#include "network/road_graph.h"
#include "network/road_snapper.h"

namespace navette {

/// Who lives in the territory and where they can go, on the road. Made once, shared by all replications.
class Inhabitants {
 public:
  /// Throws InputError if the census does not fit the map, or the map tells nothing of where people live or go.
  Inhabitants(const Scenario& scenario, const MapData& map, const RoadGraph& roads, const RoadSnapper& snapper);

  [[nodiscard]] const Population& population() const { return population_; }
  [[nodiscard]] const PopulationReport& report() const { return report_; }
  [[nodiscard]] const DemandModel& model() const { return *model_; }

 private:
  PopulationReport report_;
  Population population_;
  std::unique_ptr<DemandModel> model_;
};

}  // namespace navette
