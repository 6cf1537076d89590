#include "dispatch/batch/set_packing.h"

#include <Cbc_C_Interface.h>

#include <algorithm>
#include <memory>
#include <mutex>

namespace navette {
namespace {

// CBC reads its parameters through variables of the process: two solves at the same time take each other's words.
std::mutex solving;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

struct ModelDeleter {
  void operator()(void* model) const { Cbc_deleteModel(static_cast<Cbc_Model*>(model)); }
};

void load(Cbc_Model* model, const PackingProblem& problem) {
  const auto columns = static_cast<int>(problem.columns.size());
  const auto rows = static_cast<int>(problem.must.size());
  std::vector<CoinBigIndex> starts{0};
  std::vector<int> indices;
  std::vector<double> costs;
  for (const PackingColumn& column : problem.columns) {
    indices.insert(indices.end(), column.rows.begin(), column.rows.end());
    starts.push_back(static_cast<CoinBigIndex>(indices.size()));
    costs.push_back(static_cast<double>(column.cost) / 1'000);  // nearer to 1, where the solver's tolerances are meant
  }
  const std::vector<double> ones(std::max(indices.size(), static_cast<std::size_t>(std::max(columns, rows))), 1.0);
  const std::vector<double> zeros(static_cast<std::size_t>(std::max(columns, rows)), 0.0);
  const std::vector<double> at_least(problem.must.begin(), problem.must.end());
  Cbc_loadProblem(model, columns, rows, starts.data(), indices.data(), ones.data(), zeros.data(), ones.data(),
                  costs.data(), at_least.data(), ones.data());
  for (int column = 0; column < columns; ++column) Cbc_setInteger(model, column);
}

// What the solver chose, counted and checked in whole numbers; false if it is no packing.
bool read(const double* values, const PackingProblem& problem, Packing& found) {
  std::vector<int> covered(problem.must.size(), 0);
  for (std::size_t column = 0; column < problem.columns.size(); ++column) {
    if (values[column] < 0.5) continue;
    found.chosen.push_back(static_cast<std::int32_t>(column));
    found.cost += problem.columns[column].cost;
    for (const std::int32_t row : problem.columns[column].rows) ++covered[static_cast<std::size_t>(row)];
  }
  for (std::size_t row = 0; row < covered.size(); ++row) {
    if (covered[row] > 1 || covered[row] < problem.must[row]) return false;
  }
  return true;
}

}  // namespace

Packing pack(const PackingProblem& problem, const Packing& known, int max_nodes) {
  const std::lock_guard alone{solving};
  const std::unique_ptr<void, ModelDeleter> owner{Cbc_newModel()};
  auto* model = static_cast<Cbc_Model*>(owner.get());
  Cbc_setLogLevel(model, 0);
  Cbc_setParameter(model, "log", "0");
  Cbc_setParameter(model, "threads", "0");
  load(model, problem);
  Cbc_setMaximumNodes(model, max_nodes);
  Cbc_setAllowableGap(model, 0);
  Cbc_solve(model);
  Packing best = known;
  Packing found;
  const double* values = Cbc_bestSolution(model);
  if (values != nullptr && read(values, problem, found) && found.cost < best.cost) best = found;
  const double bound = 1'000 * Cbc_getBestPossibleObjValue(model);
  best.gap = Cbc_isProvenOptimal(model) != 0 ? 0 : std::max(0.0, static_cast<double>(best.cost) - bound);
  return best;
}

}  // namespace navette
