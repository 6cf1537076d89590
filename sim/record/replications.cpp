#include "record/replications.h"

#include <boost/math/distributions/students_t.hpp>
#include <boost/math/statistics/univariate_statistics.hpp>

#include <cmath>

namespace navette {
namespace {

constexpr double kConfidence = 0.95;

IndicatorSpread spread(const Indicator& indicator, const std::vector<double>& known) {
  IndicatorSpread spread;
  spread.indicator = indicator;
  spread.known = known.size();
  if (known.empty()) return spread;
  const double mean = boost::math::statistics::mean(known);
  spread.mean = mean;
  spread.p5 = percentile(known, 5);
  spread.median = percentile(known, 50);
  spread.p95 = percentile(known, 95);
  if (known.size() < 2) return spread;
  const double deviation = std::sqrt(boost::math::statistics::sample_variance(known));
  const auto n = static_cast<double>(known.size());
  const double quantile = boost::math::quantile(boost::math::students_t{n - 1}, (1 + kConfidence) / 2);
  const double half_width = quantile * deviation / std::sqrt(n);
  spread.standard_deviation = deviation;
  spread.confidence_low = mean - half_width;
  spread.confidence_high = mean + half_width;
  return spread;
}

}  // namespace

std::vector<IndicatorSpread> spread_of(const Replications& replications) {
  std::vector<IndicatorSpread> spreads;
  std::vector<double> known;
  for (std::size_t column = 0; column < replications.columns.size(); ++column) {
    known.clear();
    for (std::size_t row = 0; row < replications.seeds.size(); ++row) {
      const double value = replications.value(row, column);
      if (!std::isnan(value)) known.push_back(value);
    }
    spreads.push_back(spread(replications.columns[column], known));
  }
  return spreads;
}

}  // namespace navette
