#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace navette {

/// A row number in one kind of table; ids of different tables do not mix.
template <class Tag>
struct Id {
  std::int32_t value = -1;  // -1: no such row

  constexpr Id() = default;
  constexpr explicit Id(std::int32_t row) : value{row} {}
  constexpr explicit Id(std::size_t row) : value{static_cast<std::int32_t>(row)} {}

  [[nodiscard]] constexpr bool valid() const { return value >= 0; }
  [[nodiscard]] constexpr std::size_t index() const { return static_cast<std::size_t>(value); }
  constexpr auto operator<=>(const Id&) const = default;
};

using NodeId = Id<struct NodeTag>;
using EdgeId = Id<struct EdgeTag>;
using RequestId = Id<struct RequestTag>;
using ShuttleId = Id<struct ShuttleTag>;
using ResidentId = Id<struct ResidentTag>;
using ServiceId = Id<struct ServiceTag>;

/// A vector that is indexed by one kind of id only.
template <class Key, class T>
class IdVector {
 public:
  IdVector() = default;
  explicit IdVector(std::size_t count, const T& value = T{}) : items_(count, value) {}
  explicit IdVector(std::vector<T> items) : items_{std::move(items)} {}

  T& operator[](Key key) { return items_[key.index()]; }
  const T& operator[](Key key) const { return items_[key.index()]; }

  [[nodiscard]] std::size_t size() const { return items_.size(); }
  [[nodiscard]] bool empty() const { return items_.empty(); }
  [[nodiscard]] Key next_id() const { return Key{items_.size()}; }
  [[nodiscard]] bool contains(Key key) const { return key.valid() && key.index() < items_.size(); }

  void reserve(std::size_t count) { items_.reserve(count); }
  Key push_back(T item) {
    items_.push_back(std::move(item));
    return Key{items_.size() - 1};
  }

  auto begin() { return items_.begin(); }
  auto end() { return items_.end(); }
  [[nodiscard]] auto begin() const { return items_.begin(); }
  [[nodiscard]] auto end() const { return items_.end(); }
  [[nodiscard]] const std::vector<T>& raw() const { return items_; }

 private:
  std::vector<T> items_;
};

}  // namespace navette
