#include "engine/booking/tours.h"

#include <algorithm>
#include <tuple>
#include <vector>

namespace navette {

IdVector<RequestId, RequestId> other_ways(const Demand& demand) {
  std::vector<RequestId> of_tours;
  for (std::size_t r = 0; r < demand.size(); ++r) {
    if (demand[RequestId{r}].tour >= 0) of_tours.emplace_back(r);
  }
  const auto key = [&](RequestId id) { return std::pair{demand[id].tour, demand[id].way_back}; };
  std::stable_sort(of_tours.begin(), of_tours.end(), [&](RequestId a, RequestId b) { return key(a) < key(b); });
  IdVector<RequestId, RequestId> other{std::vector<RequestId>(demand.size())};
  for (std::size_t k = 1; k < of_tours.size(); ++k) {
    const RequestId out = of_tours[k - 1];
    const RequestId back = of_tours[k];
    if (demand[out].tour != demand[back].tour || demand[out].way_back || !demand[back].way_back) continue;
    other[out] = back;
    other[back] = out;
  }
  return other;
}

}  // namespace navette
