#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace navette {

/// Finds things by code or by name, however the name is written.
class NameDirectory {
 public:
  /// `code` may be empty.
  void add(std::string_view name, std::string_view code, std::size_t item);

  [[nodiscard]] bool empty() const { return names_.empty(); }
  /// Those of the code; if there are none, those of the name that have no other code. Empty: nothing is called so.
  [[nodiscard]] std::vector<std::size_t> find(std::string_view name, std::string_view code) const;
  /// The name most like one that was not found, as it was written; empty if none is like it.
  [[nodiscard]] std::string nearest(std::string_view name) const;

 private:
  struct Entry {
    std::size_t item;
    std::string name;
    std::string code;
  };
  std::map<std::string, std::vector<Entry>, std::less<>> names_;  // by folded name
  std::map<std::string, std::vector<std::size_t>, std::less<>> codes_;
};

}  // namespace navette
