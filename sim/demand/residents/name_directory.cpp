#include "demand/residents/name_directory.h"

#include "core/nearest_name.h"
#include "demand/residents/place_names.h"

namespace navette {

void NameDirectory::add(std::string_view name, std::string_view code, std::size_t item) {
  const std::string folded = folded_name(name);
  if (!folded.empty()) names_[folded].push_back({item, std::string{name}, std::string{code}});
  if (!code.empty()) codes_[std::string{code}].push_back(item);
}

std::vector<std::size_t> NameDirectory::find(std::string_view name, std::string_view code) const {
  if (!code.empty()) {
    const auto known = codes_.find(code);
    if (known != codes_.end()) return known->second;
  }
  std::vector<std::size_t> items;
  const auto known = names_.find(folded_name(name));
  if (known == names_.end()) return items;
  for (const Entry& entry : known->second) {
    if (code.empty() || entry.code.empty()) items.push_back(entry.item);
  }
  return items;
}

std::string NameDirectory::nearest(std::string_view name) const {
  std::vector<std::string_view> folded;
  for (const auto& [key, entries] : names_) folded.emplace_back(key);
  const auto meant = nearest_name(folded_name(name), folded.data(), folded.data() + folded.size());
  return meant.empty() ? std::string{} : names_.find(meant)->second.front().name;
}

}  // namespace navette
