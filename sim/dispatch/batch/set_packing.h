#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace navette {

/// One choice: what it covers, and what it costs.
struct PackingColumn {
  std::vector<std::int32_t> rows;
  std::int64_t cost = 0;
};

/// Columns are chosen so that each row is covered at most once, those that must be exactly once, at the least cost.
struct PackingProblem {
  std::vector<PackingColumn> columns;
  std::vector<char> must;  // (row) whether it must be covered
};

struct Packing {
  std::vector<std::int32_t> chosen;  // columns, ascending
  std::int64_t cost = 0;
  double gap = 0;  // cost - proven lower bound, never negative; 0: the least there is
};

/// The best packing within so many nodes of a branch-and-cut tree, by COIN-OR CBC on one thread: a budget of work, not
/// of time, so that the answer does not depend on the machine. `known`: a packing to start from; nothing dearer is
/// returned. May be called from several threads, of which one solves at a time.
Packing pack(const PackingProblem& problem, const Packing& known, int max_nodes);

}  // namespace navette
