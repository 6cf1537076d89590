#include "command_line/commands.h"
#include "command_line/exit_code.h"
#include "io/hdf5/check_results.h"
#include "io/hdf5/reader.h"
#include "io/results/print_indicators.h"
#include "io/results/print_spread.h"

namespace navette {

int kpi_command(const KpiOptions& options) {
  const IndicatorFormat format = indicator_format(options.format);
  const Hdf5Reader file{options.file};
  check_results(options.file);
  print(file.has_replications() ? print_spread(spread_of(file.replications()), format)
                                : print_indicators(file.indicators(), format));
  return exit_good;
}

}  // namespace navette
