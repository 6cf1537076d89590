#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "verify/run.h"

namespace navette::verify {

/// Where services run, by the polygons of the file, each with its rings. Within a metre of a border a place may count
/// as either side.
class Areas {
 public:
  explicit Areas(const Run& run);

  enum class Side { inside, outside, border };
  /// A service without rings runs anywhere. `lon`, `lat`: 1e-7 degree.
  [[nodiscard]] Side side(std::size_t service, std::int64_t lon, std::int64_t lat) const;

 private:
  struct Corner {
    double lon, lat;
  };
  using Ring = std::vector<Corner>;
  std::vector<std::vector<std::vector<Ring>>> polygons_;  // by service
};

/// What the two ends of a request mean to a service: outside if one surely is, inside if both surely are.
Areas::Side side_of_request(const Areas& areas, const Run& run, std::size_t request, std::size_t service);

}  // namespace navette::verify
