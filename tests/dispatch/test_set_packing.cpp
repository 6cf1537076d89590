#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <thread>
#include <vector>

#include "core/random_stream.h"
#include "dispatch/batch/set_packing.h"

using namespace navette;

namespace {

constexpr std::uint32_t kRows = 12;

// Every row has a column of its own, so that all can be covered; the others cover two to four rows.
PackingProblem random_problem(std::uint64_t seed) {
  RandomStream random{seed, Purpose::given_demand};
  PackingProblem problem;
  for (std::uint32_t row = 0; row < kRows; ++row) {
    problem.must.push_back(static_cast<char>(random.below(4) == 0 ? 0 : 1));
    problem.columns.push_back({{static_cast<std::int32_t>(row)}, 1'000 + random.below(9'000)});
  }
  for (int k = 0; k < 60; ++k) {
    PackingColumn column{{}, 1'000 + random.below(20'000)};
    for (std::uint32_t i = 0, rows = 2 + random.below(3); i < rows; ++i) {
      column.rows.push_back(static_cast<std::int32_t>(random.below(kRows)));
    }
    std::sort(column.rows.begin(), column.rows.end());
    column.rows.erase(std::unique(column.rows.begin(), column.rows.end()), column.rows.end());
    problem.columns.push_back(column);
  }
  return problem;
}

Packing one_by_one(const PackingProblem& problem) {
  Packing packing;
  for (std::uint32_t row = 0; row < kRows; ++row) {
    packing.chosen.push_back(static_cast<std::int32_t>(row));
    packing.cost += problem.columns[row].cost;
  }
  return packing;
}

// Over all sets of rows: the least cost to cover exactly these.
std::int64_t least_cost(const PackingProblem& problem) {
  constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max() / 2;
  std::vector<std::int64_t> cost(1U << kRows, never);
  cost[0] = 0;
  std::uint32_t must = 0;
  for (std::uint32_t row = 0; row < kRows; ++row) must |= problem.must[row] != 0 ? 1U << row : 0;
  std::int64_t least = must == 0 ? 0 : never;
  for (std::uint32_t covered = 1; covered < cost.size(); ++covered) {
    for (const PackingColumn& column : problem.columns) {
      std::uint32_t rows = 0;
      for (const std::int32_t row : column.rows) rows |= 1U << static_cast<std::uint32_t>(row);
      if ((rows & covered) == rows) cost[covered] = std::min(cost[covered], cost[covered & ~rows] + column.cost);
    }
    if ((covered & must) == must) least = std::min(least, cost[covered]);
  }
  return least;
}

}  // namespace

TEST_CASE("a packing is the cheapest there is") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    INFO("seed " << seed);
    const PackingProblem problem = random_problem(seed);
    const Packing best = pack(problem, one_by_one(problem), 1'000);
    CHECK(best.cost == least_cost(problem));
    CHECK(best.gap == 0);
  }
}

TEST_CASE("packings made at the same time in several threads are those made one after another") {
  constexpr std::uint64_t seeds = 40;
  std::vector<Packing> alone;
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    const PackingProblem problem = random_problem(seed);
    alone.push_back(pack(problem, one_by_one(problem), 1'000));
  }
  std::vector<std::vector<Packing>> together(4);
  std::vector<std::thread> threads;
  threads.reserve(together.size());
  for (auto& found : together) {
    threads.emplace_back([&found] {
      for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        const PackingProblem problem = random_problem(seed);
        found.push_back(pack(problem, one_by_one(problem), 1'000));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const auto& found : together) {
    REQUIRE(found.size() == alone.size());
    for (std::size_t k = 0; k < found.size(); ++k) {
      CHECK(found[k].chosen == alone[k].chosen);
      CHECK(found[k].gap == alone[k].gap);
    }
  }
}
