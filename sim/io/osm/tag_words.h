#pragma once

#include <algorithm>
#include <initializer_list>
#include <string_view>

namespace navette {

inline std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// Calls use(word) for the words of a tag's value between separators, blanks around them left out.
template <class Use>
void for_each_word(std::string_view value, std::string_view separators, Use&& use) {
  while (!value.empty()) {
    const auto end = std::min(value.find_first_of(separators), value.size());
    use(trimmed(value.substr(0, end)));
    value.remove_prefix(std::min(end + 1, value.size()));
  }
}

/// Null is none of them.
inline bool is_one_of(const char* value, std::initializer_list<std::string_view> words) {
  return value != nullptr && std::find(words.begin(), words.end(), std::string_view{value}) != words.end();
}

}  // namespace navette
