#include "io/segments/kept_seeds.h"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

#include "core/column.h"

namespace navette {

Ensemble::Rows KeptSeeds::earlier(RunListener& listener) {
  Ensemble::Rows known;
  int last = 0;
  for (auto& [number, file] : files_.found()) {
    last = number;
    try {
      const auto rows = file.next<std::int64_t>();
      const auto values = file.next<double>();
      file.expect_end();
      if (rows.empty() || values.size() % rows.size() != 0) throw std::runtime_error{"its columns are of odd lengths"};
      const std::size_t width = values.size() / rows.size();
      for (std::size_t k = 0; k < rows.size(); ++k) {
        const double* first = values.data() + k * width;
        known.insert_or_assign(static_cast<std::size_t>(rows[k]), std::vector<double>(first, first + width));
      }
    } catch (const std::runtime_error& error) {
      files_.drop(number, error.what());
    }
  }
  files_.go_on_from(last + 1);
  if (!known.empty()) listener.info(fmt::format("goes on from {} replication(s) of an interrupted run", known.size()));
  return known;
}

void KeptSeeds::ended(std::size_t row, std::span<const double> values) {
  rows_.push_back(static_cast<std::int64_t>(row));
  values_.insert(values_.end(), values.begin(), values.end());
  if (files_.due()) keep_rest();
}

void KeptSeeds::keep_rest() {
  if (rows_.empty()) return;
  const Column<std::int64_t> rows{std::exchange(rows_, {})};
  const Column<double> values{std::exchange(values_, {})};
  ColumnFileWriter segment;
  segment.add(rows);
  segment.add(values);
  files_.keep(segment);
}

}  // namespace navette
