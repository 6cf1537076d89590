#include "network/labels/drive_limits.h"

#include <fmt/format.h>

#include "core/errors.h"

namespace navette {

void check_drive(std::int32_t time) {
  if (time <= kLongestDrive) return;
  throw InputError{
      fmt::format("road graph: a drive takes {} ms; at most {} ms (three days) are allowed", time, kLongestDrive)};
}

}  // namespace navette
