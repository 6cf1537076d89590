#include "io/scenario/tables/census_columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <utility>

#include "io/scenario/shown_text.h"

namespace navette {
namespace {

constexpr std::array<std::string_view, 9> kNames{"name",    "place",   "commune", "town", "nom",
                                                 "nom_com", "libelle", "libgeo",  "label"};
constexpr std::array<std::string_view, 7> kCodes{"code",      "insee", "codgeo",      "code_insee",
                                                 "insee_com", "com",   "code_commune"};
constexpr std::array<std::string_view, 2> kAges{"age", "years"};
constexpr std::array<std::string_view, 5> kMen{"nb_h", "men", "male", "males", "hommes"};
constexpr std::array<std::string_view, 5> kWomen{"nb_f", "women", "female", "females", "femmes"};
constexpr std::array<std::string_view, 4> kBoth{"inhabitants", "population", "nb", "total"};
constexpr std::array<std::string_view, 8> kInhabitants{
    "population",       "inhabitants",      "pmun", "population_municipale",
    "population_total", "total_population", "pop",  "habitants"};

std::string lower(std::string_view text) {
  std::string word{text};
  for (char& c : word) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return word;
}

/// Words joined by underscores: "Population (2021)" is "population_2021".
std::string folded(std::string_view column) {
  std::string word;
  for (const char c : lower(column)) {
    const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (kept) {
      word += c;
    } else if (!word.empty() && word.back() != '_') {
      word += '_';
    }
  }
  if (!word.empty() && word.back() == '_') word.pop_back();
  return word;
}

template <class Names>
std::string listed(const Names& names) {
  std::string text;
  for (const auto& name : names) text += fmt::format("{}{}", text.empty() ? "" : ", ", name);
  return text;
}

/// The column of this meaning as the file calls it. Empty: none is, or several are, which is an error.
std::string find_column(const std::vector<std::string>& header, std::span<const std::string_view> names,
                        const char* meaning, CsvErrors& errors) {
  std::vector<std::string> found;
  for (const auto& column : header) {
    if (std::find(names.begin(), names.end(), lower(column)) != names.end()) found.push_back(column);
  }
  if (found.size() > 1) {
    errors.add(1, fmt::format("the columns {} may each be {}; rename all but one", listed(found), meaning));
  }
  return found.size() == 1 ? found.front() : std::string{};
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// 1999 of "99", 2021 of "21" and "2021"; negative: no year.
int year_of(std::string_view digits) {
  if (!all_digits(digits) || (digits.size() != 2 && digits.size() != 4)) return -1;
  int year = 0;
  for (const char c : digits) year = year * 10 + (c - '0');
  if (digits.size() == 2) return year > 50 ? 1900 + year : 2000 + year;
  return year >= 1500 && year <= 2200 ? year : -1;
}

std::string find_inhabitants(const std::vector<std::string>& header, CsvErrors& errors) {
  std::vector<std::pair<int, std::string>> found;  // (year, column)
  std::vector<std::string> others;
  for (const auto& column : header) {
    const int year = year_of_inhabitants(column);
    if (year >= 0) {
      found.emplace_back(year, column);
    } else if (const std::string name = folded(column); name.starts_with("pop") || name.starts_with("pmun")) {
      others.push_back(column);
    }
  }
  if (found.empty()) {
    errors.add(
        1,
        fmt::format("no column holds the inhabitants; it must be called one of {}, with a year or without, as "
                    "population_2021 or pmun21{}",
                    listed(kInhabitants), others.empty() ? "" : fmt::format("; not taken for it: {}", listed(others))));
    return {};
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  const bool undated_too = found.size() > 1 && found.back().first == 0;
  if (undated_too || (found.size() > 1 && found[0].first == found[1].first)) {
    std::vector<std::string> names;
    for (const auto& [year, column] : found) names.push_back(column);
    errors.add(1, fmt::format("the columns {} may each be the inhabitants; rename all but one", listed(names)));
    return {};
  }
  return found.front().second;
}

/// What both files need: a name or a code.
void find_identity(const std::vector<std::string>& header, std::string& name, std::string& code, CsvErrors& errors) {
  const bool was_good = errors.empty();
  name = find_column(header, kNames, "the name of the commune", errors);
  code = find_column(header, kCodes, "the code of the commune", errors);
  if (!name.empty() || !code.empty() || errors.empty() != was_good) return;
  errors.add(1, fmt::format("no column names the commune; it must be called one of {}, or for a code one of {}",
                            listed(kNames), listed(kCodes)));
}

void tell(std::string& text, const std::string& column, const char* meaning) {
  if (!column.empty()) text += fmt::format("{}{} as {}", text.empty() ? "read " : ", ", shown_text(column), meaning);
}

}  // namespace

int year_of_inhabitants(std::string_view column) {
  const std::string name = folded(column);
  if (name.size() == 7 && name.front() == 'p' && name.ends_with("_pop")) return year_of(name.substr(1, 2));  // INSEE
  std::string_view stem = name;
  std::string_view year;
  if (const auto digits = stem.find_last_not_of("0123456789"); digits + 1 < stem.size()) {
    year = stem.substr(digits + 1);
    stem = stem.substr(0, digits + 1);
  } else if (const auto letters = stem.find('_');
             letters != std::string_view::npos && all_digits(stem.substr(0, letters))) {
    year = stem.substr(0, letters);  // "2021_population"
    stem = stem.substr(letters + 1);
  }
  if (stem.ends_with('_')) stem.remove_suffix(1);
  if (std::find(kInhabitants.begin(), kInhabitants.end(), stem) == kInhabitants.end()) return -1;
  return year.empty() ? 0 : year_of(year);
}

CensusColumns census_columns(const std::vector<std::string>& header, CsvErrors& errors) {
  CensusColumns columns;
  if (header.empty()) return columns;  // the rows' reader tells of it
  find_identity(header, columns.name, columns.code, errors);
  columns.inhabitants = find_inhabitants(header, errors);
  return columns;
}

AgeColumns age_columns(const std::vector<std::string>& header, CsvErrors& errors) {
  AgeColumns columns;
  if (header.empty()) return columns;
  find_identity(header, columns.name, columns.code, errors);
  columns.age = find_column(header, kAges, "the age", errors);
  columns.both = find_column(header, kBoth, "the inhabitants", errors);
  columns.men = find_column(header, kMen, "the men", errors);
  columns.women = find_column(header, kWomen, "the women", errors);
  if (columns.both.empty()) return columns;
  if (!columns.men.empty() && !columns.women.empty()) {
    columns.both.clear();  // their sum, or that of something else
  } else {
    columns.men.clear();
    columns.women.clear();
  }
  return columns;
}

std::string told(const std::string& file, const CensusColumns& columns) {
  std::string text;
  tell(text, columns.inhabitants, "the inhabitants");
  tell(text, columns.name, "the name");
  tell(text, columns.code, "the code");
  return fmt::format("{}: {}", file, text);
}

std::string told(const std::string& file, const AgeColumns& columns) {
  std::string text;
  tell(text, columns.age, "the age");
  tell(text, columns.both, "the inhabitants");
  tell(text, columns.men, "the men");
  tell(text, columns.women, "the women");
  tell(text, columns.name, "the name");
  tell(text, columns.code, "the code");
  return fmt::format("{}: {}", file, text);
}

}  // namespace navette
