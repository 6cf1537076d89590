#pragma once

#include <cstdint>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace navette::hdf5 {

/// What the HDF5 library refused to do, with its own reason. Callers say which file it was about.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// An open HDF5 object (file, group, dataset, ...), closed at the end of its life. The type is hid_t.
class Object {
 public:
  using Close = int (*)(std::int64_t);

  Object() = default;
  /// Throws Error if `id` is negative: the call that made it failed. `what` says what was tried.
  Object(std::int64_t id, Close close, std::string_view what);
  Object(Object&& other) noexcept : id_{std::exchange(other.id_, -1)}, close_{other.close_} {}
  Object& operator=(Object&& other) noexcept;
  Object(const Object&) = delete;
  Object& operator=(const Object&) = delete;
  ~Object();

  [[nodiscard]] std::int64_t id() const { return id_; }

 private:
  std::int64_t id_ = -1;
  Close close_ = nullptr;
};

/// Throws Error if `status`, what an HDF5 call returned, is negative.
void check(std::int64_t status, std::string_view what);
/// The library prints its error stack on stderr by default; ours are exceptions. Called by all that open files here.
void silence();

}  // namespace navette::hdf5
