#include "io/hdf5/object.h"

#include <hdf5.h>

#include <string>
#include <type_traits>

#include <fmt/format.h>

namespace navette::hdf5 {
namespace {

static_assert(std::is_same_v<hid_t, std::int64_t>);
static_assert(std::is_same_v<herr_t, int>);

herr_t keep_innermost(unsigned depth, const H5E_error2_t* error, void* text) {
  if (depth == 0 && error->desc != nullptr) *static_cast<std::string*>(text) = error->desc;
  return 0;
}

/// Why the last call failed, in the library's words.
std::string last_reason() {
  std::string reason;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_innermost, &reason);
  return reason.empty() ? "unknown reason" : reason;
}

}  // namespace

Object::Object(std::int64_t id, Close close, std::string_view what) : id_{id}, close_{close} { check(id, what); }

Object& Object::operator=(Object&& other) noexcept {
  std::swap(id_, other.id_);
  std::swap(close_, other.close_);
  return *this;
}

Object::~Object() {
  if (id_ >= 0) close_(id_);
}

void check(std::int64_t status, std::string_view what) {
  if (status < 0) throw Error{fmt::format("{}: {}", what, last_reason())};
}

void silence() { H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr); }

}  // namespace navette::hdf5
