#include "io/scenario/keys/run_keys.h"

#include "core/key_names.h"

namespace navette {

const KeyRows<decltype(Scenario::record)>& record_rows() {
  using P = decltype(Scenario::record);
  using Row = KeyRow<P>;
  static const KeyRows<P> kRows{
      Row{key::record_trajectories, &P::trajectories,
          "every road driven, with times; false makes a smaller file and a faster run"},
  };
  return kRows;
}

const KeyRows<decltype(Scenario::run)>& run_rows() {
  using P = decltype(Scenario::run);
  using Row = KeyRow<P>;
  static const KeyRows<P> kRows{
      Row{key::run_seed, &P::seed, at_least(0),
          "of everything drawn at random; the same seed gives the same run to the last bit"},
      Row{key::run_days, &P::days, from_to(1, 3'660), "days simulated, one after another"},
      Row{key::run_first_day, &P::first_day, "the date of day 0 (the default is a Monday)"}
          .by_default("2026-01-05")
          .restricted("1900 to 2200"),
      Row{key::run_threads, &P::threads, from_to(0, 1'024),
          "0: as many as there are processors; results do not depend on it"},
  };
  return kRows;
}

}  // namespace navette
