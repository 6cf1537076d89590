#include "command_line/commands.h"
#include "command_line/exit_code.h"
#include "io/results/hdf5_reader.h"
#include "io/results/print_indicators.h"

namespace navette {

int kpi_command(const KpiOptions& options) {
  const IndicatorFormat format = indicator_format(options.format);
  print(print_indicators(Hdf5Reader{options.file}.indicators(), format));
  return exit_good;
}

}  // namespace navette
