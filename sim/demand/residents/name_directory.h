#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace navette {

/// A code of commune as INSEE writes it: spreadsheets make 1004 of 01004. Codes that are not four digits stay as they
/// are.
std::string with_leading_zero(std::string_view code);

/// The same in capitals: Corsica has 2A004.
std::string whole_code(std::string_view code);

/// Finds things by code or by name, however the name is written.
class NameDirectory {
 public:
  /// `code` may be empty.
  void add(std::string_view name, std::string_view code, std::size_t item);

  [[nodiscard]] bool empty() const { return names_.empty(); }
  /// Those of the code, also if either side has lost its leading zero; if there are none, those of the name that have
  /// no other code. Empty: nothing is called so.
  [[nodiscard]] std::vector<std::size_t> find(std::string_view name, std::string_view code) const;
  /// Whether `find` knows this code by a leading zero that one side has lost, or its capitals: "1004" for "01004".
  [[nodiscard]] bool knows_by_leading_zero(std::string_view code) const;
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
  std::map<std::string, std::vector<std::size_t>, std::less<>> whole_codes_;  // in capitals, with their leading zero
};

}  // namespace navette
