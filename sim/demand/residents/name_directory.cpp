#include "demand/residents/name_directory.h"

#include <algorithm>

#include "core/nearest_name.h"
#include "demand/residents/place_names.h"

namespace navette {
std::string with_leading_zero(std::string_view code) {
  const bool four_digits =
      code.size() == 4 && std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
  return (four_digits ? "0" : "") + std::string{code};
}

std::string whole_code(std::string_view code) {
  std::string whole = with_leading_zero(code);
  for (char& c : whole) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return whole;
}

void NameDirectory::add(std::string_view name, std::string_view code, std::size_t item) {
  const std::string folded = folded_name(name);
  if (!folded.empty()) names_[folded].push_back({item, std::string{name}, std::string{code}});
  if (code.empty()) return;
  codes_[std::string{code}].push_back(item);
  whole_codes_[whole_code(code)].push_back(item);
}

std::vector<std::size_t> NameDirectory::find(std::string_view name, std::string_view code) const {
  if (!code.empty()) {
    const auto known = codes_.find(code);
    if (known != codes_.end()) return known->second;
    const auto whole = whole_codes_.find(whole_code(code));
    if (whole != whole_codes_.end()) return whole->second;
  }
  std::vector<std::size_t> items;
  const auto known = names_.find(folded_name(name));
  if (known == names_.end()) return items;
  for (const Entry& entry : known->second) {
    if (code.empty() || entry.code.empty()) items.push_back(entry.item);
  }
  return items;
}

bool NameDirectory::knows_by_leading_zero(std::string_view code) const {
  return codes_.find(code) == codes_.end() && whole_codes_.find(whole_code(code)) != whole_codes_.end();
}

std::string NameDirectory::nearest(std::string_view name) const {
  std::vector<std::string_view> folded;
  for (const auto& [key, entries] : names_) folded.emplace_back(key);
  const auto meant = nearest_name(folded_name(name), folded.data(), folded.data() + folded.size());
  return meant.empty() ? std::string{} : names_.find(meant)->second.front().name;
}

}  // namespace navette
