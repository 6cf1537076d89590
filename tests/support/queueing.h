#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace navette::test {

/// Somebody who arrives and is to be served, first come first served. [ms]
struct Customer {
  std::int64_t arrival = 0;
  std::int64_t service = 0;
};

/// The wait of each customer until service begins, for c servers. [ms]
///
/// The recursion on the servers' remaining work of Kiefer and Wolfowitz, Transactions of the AMS 78 (1955).
std::vector<std::int64_t> kiefer_wolfowitz(std::span<const Customer> customers, std::size_t servers);

/// Mean wait in M/M/c (Erlang C), in the unit of `mean_service`; `rate` per that unit.
double erlang_c_wait(std::size_t servers, double rate, double mean_service);

/// Mean wait in M/G/1 (Pollaczek and Khinchine).
double pollaczek_khinchine_wait(double rate, double mean_service, double mean_squared_service);

/// A mean, and how well it is known.
struct Estimate {
  double mean;
  double half_width;  // of the confidence interval

  [[nodiscard]] bool holds(double value) const { return value >= mean - half_width && value <= mean + half_width; }
};

/// The 99 % interval of the mean of a long correlated series, from the means of 20 batches by Student's t.
/// The first twentieth is left out: the system starts empty.
Estimate batch_means(std::span<const double> series);

/// How many customers a test serves: $NAVETTE_THEORY_CUSTOMERS, else 10^5.
std::size_t theory_customers();

/// Appends a line to the CSV file $NAVETTE_THEORY_TABLE, if it is set: what docs/validation.md shows.
void tabulate(const std::string& model, double parameter, std::size_t customers, double exact,
              const Estimate& simulated);

}  // namespace navette::test
