#include "io/results/replications_image.h"

#include <fmt/format.h>

#include "core/errors.h"
#include "core/key_names.h"
#include "io/hdf5/file.h"
#include "io/hdf5/root.h"

namespace navette {

std::vector<std::byte> replications_image(const Scenario& scenario, const Replications& replications,
                                          const Provenance& provenance) try {
  hdf5::Image image;
  hdf5::Group& root = image.root();
  hdf5::write_root(root, scenario, provenance);
  root.attribute("replications", static_cast<std::int64_t>(replications.seeds.size()));
  hdf5::write_inputs(root, provenance);
  hdf5::write_rules(root, scenario, provenance);
  hdf5::Group group = root.group("replications");
  hdf5::Rows rows{group, "replication", replications.seeds.size(), "row number"};
  rows.column<std::int64_t>(
      {.name = "seed", .units = "1", .long_name = fmt::format("{} of the replication", key::run_seed)},
      [&](std::size_t row) { return static_cast<std::int64_t>(replications.seeds[row]); });
  for (std::size_t column = 0; column < replications.columns.size(); ++column) {
    const Indicator& indicator = replications.columns[column];
    rows.reals({.name = indicator.name, .units = indicator.unit, .long_name = indicator.definition},
               [&](std::size_t row) { return replications.value(row, column); });
  }
  return image.finish();
} catch (const hdf5::Error& error) {
  throw OutputError{fmt::format("the results cannot be put together: {}", error.what())};
}

}  // namespace navette
