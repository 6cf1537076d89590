#include "support/queueing.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <numeric>

namespace navette::test {

std::vector<std::int64_t> kiefer_wolfowitz(std::span<const Customer> customers, std::size_t servers) {
  std::vector<std::int64_t> work(servers, 0);  // left at the time of the arrival, ascending
  std::vector<std::int64_t> waits;
  waits.reserve(customers.size());
  std::int64_t before = customers.empty() ? 0 : customers.front().arrival;
  for (const Customer& customer : customers) {
    for (auto& left : work) left = std::max<std::int64_t>(0, left - (customer.arrival - before));
    before = customer.arrival;
    waits.push_back(work.front());
    work.front() += customer.service;
    std::sort(work.begin(), work.end());
  }
  return waits;
}

double erlang_c_wait(std::size_t servers, double rate, double mean_service) {
  const double offered = rate * mean_service;
  double term = 1;  // offered^k / k!
  double sum = 0;
  for (std::size_t k = 0; k < servers; ++k) {
    sum += term;
    term *= offered / static_cast<double>(k + 1);
  }
  const double spare = static_cast<double>(servers) - offered;
  const double all_busy = term * static_cast<double>(servers) / spare;
  return all_busy / (sum + all_busy) * mean_service / spare;
}

double pollaczek_khinchine_wait(double rate, double mean_service, double mean_squared_service) {
  return rate * mean_squared_service / (2 * (1 - rate * mean_service));
}

Estimate batch_means(std::span<const double> series) {
  constexpr std::size_t kBatches = 20;
  constexpr double kTail = 0.005;
  series = series.subspan(series.size() / 20);
  const std::size_t size = series.size() / kBatches;
  std::vector<double> means;
  for (std::size_t b = 0; b < kBatches; ++b) {
    const auto batch = series.subspan(b * size, size);
    means.push_back(std::accumulate(batch.begin(), batch.end(), 0.0) / static_cast<double>(size));
  }
  const double mean = std::accumulate(means.begin(), means.end(), 0.0) / kBatches;
  double squares = 0;
  for (const double m : means) squares += (m - mean) * (m - mean);
  const double t = boost::math::quantile(boost::math::students_t{kBatches - 1}, 1 - kTail);
  return {mean, t * std::sqrt(squares / (kBatches * (kBatches - 1)))};
}

std::size_t theory_customers() {
  const char* const asked = std::getenv("NAVETTE_THEORY_CUSTOMERS");  // NOLINT(concurrency-mt-unsafe): one thread
  return asked != nullptr ? std::stoul(asked) : 100'000;
}

void tabulate(const std::string& model, double parameter, std::size_t customers, double exact,
              const Estimate& simulated) {
  const char* const file = std::getenv("NAVETTE_THEORY_TABLE");  // NOLINT(concurrency-mt-unsafe): one thread
  if (file == nullptr) return;
  std::ofstream{file, std::ios::app} << fmt::format("{},{},{},{:.6g},{:.6g},{:.6g}\n", model, parameter, customers,
                                                    exact, simulated.mean, simulated.half_width);
}

}  // namespace navette::test
