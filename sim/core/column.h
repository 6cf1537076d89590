#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace navette {

/// Numbers in a row that do not change any more: held in memory, or in a file that is mapped into it. Copies share
/// them.
template <class T>
class Column {
 public:
  Column() = default;
  explicit Column(std::vector<T> values) : Column{std::make_shared<const std::vector<T>>(std::move(values))} {}
  /// `keeper` keeps alive what `view` shows.
  Column(std::span<const T> view, std::shared_ptr<const void> keeper) : view_{view}, keeper_{std::move(keeper)} {}

  [[nodiscard]] const T& operator[](std::size_t row) const { return view_[row]; }
  [[nodiscard]] const T* data() const { return view_.data(); }
  [[nodiscard]] std::size_t size() const { return view_.size(); }
  [[nodiscard]] bool empty() const { return view_.empty(); }
  [[nodiscard]] const T& front() const { return view_.front(); }
  [[nodiscard]] const T& back() const { return view_.back(); }
  [[nodiscard]] auto begin() const { return view_.begin(); }
  [[nodiscard]] auto end() const { return view_.end(); }
  friend bool operator==(const Column& a, const Column& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
  }

 private:
  explicit Column(std::shared_ptr<const std::vector<T>> values) : view_{*values}, keeper_{std::move(values)} {}

  std::span<const T> view_;
  std::shared_ptr<const void> keeper_;
};

/// The same while it is being made: structures of columns are written once for both.
template <class T>
using Growing = std::vector<T>;

}  // namespace navette
