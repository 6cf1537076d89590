#include "io/scenario/tables/read_census.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "io/scenario/shown_text.h"
#include "io/scenario/tables/csv_table.h"

namespace navette {
namespace {

constexpr std::int64_t kMostInhabitants = 100'000'000;
constexpr std::int64_t kOldest = 120;  // [years]

constexpr std::array<std::string_view, 9> kNames{"name",    "place",   "commune", "town", "nom",
                                                 "nom_com", "libelle", "libgeo",  "label"};
constexpr std::array<std::string_view, 7> kCodes{"code",      "insee", "codgeo",      "code_insee",
                                                 "insee_com", "com",   "code_commune"};
constexpr std::array<std::string_view, 2> kAges{"age", "years"};
constexpr std::array<std::string_view, 5> kMen{"nb_h", "men", "male", "males", "hommes"};
constexpr std::array<std::string_view, 5> kWomen{"nb_f", "women", "female", "females", "femmes"};
constexpr std::array<std::string_view, 4> kBoth{"inhabitants", "population", "nb", "total"};

std::string lower(std::string_view text) {
  std::string word{text};
  for (char& c : word) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return word;
}

std::string listed(std::span<const std::string_view> names) {
  std::string text;
  for (const auto name : names) text += fmt::format("{}{}", text.empty() ? "" : ", ", name);
  return text;
}

/// The column of this meaning as the file calls it; the first of `names` that is there. Empty: none is.
std::string find_column(const std::vector<std::string>& header, std::span<const std::string_view> names) {
  for (const auto name : names) {
    for (const auto& column : header) {
      if (lower(column) == name) return column;
    }
  }
  return {};
}

/// Of "population_2013", "population_2021": the latest. A column without a year counts least.
std::string find_population(const std::vector<std::string>& header) {
  std::string best;
  int best_year = -1;
  for (const auto& column : header) {
    const std::string name = lower(column);
    if (name.rfind("population", 0) != 0 && name.rfind("pmun", 0) != 0) continue;
    int year = 0;
    for (const char c : name) {
      if (c >= '0' && c <= '9' && year < 100'000) year = year * 10 + (c - '0');
    }
    if (year > best_year) {
      best = column;
      best_year = year;
    }
  }
  return best;
}

bool is_total(std::string_view name) {
  const std::string word = lower(name);
  return word == "total" || word.find("(total)") != std::string::npos;
}

/// Refuses a second row of the same commune.
class Unique {
 public:
  void check(CsvRow& row, const std::string& key, const std::string& shown) {
    const auto [first, is_new] = line_of_.emplace(key, row.line());
    if (!is_new) row.complain(fmt::format("{} stands already in line {}", shown, first->second));
  }

 private:
  std::map<std::string, int> line_of_;
};

/// The column of the header, or the name it should have had: `read_csv` then tells that it is missing.
CsvColumn column_of(const std::string& found, bool required, std::string_view usual) {
  return {found.empty() ? usual : std::string_view{found}, required};
}

/// What both files need: a name or a code. Complains of a header that has neither.
struct Identity {
  std::string name;
  std::string code;

  Identity(const std::vector<std::string>& header, CsvErrors& errors)
      : name{find_column(header, kNames)}, code{find_column(header, kCodes)} {
    const bool semicolons = header.size() == 1 && header[0].find(';') != std::string::npos;  // `read_csv` tells of it
    if (header.empty() || semicolons || !name.empty() || !code.empty()) return;
    errors.add(1, fmt::format("no column names the commune; it must be called one of {}, or for a code one of {}",
                              listed(kNames), listed(kCodes)));
  }
};

}  // namespace

std::vector<CensusTotal> read_census_totals(const std::filesystem::path& file, InputErrors& errors) {
  CsvErrors wrong{file.string()};
  const auto header = read_csv_header(file, wrong);
  const Identity identity{header, wrong};
  const std::string population = find_population(header);
  std::vector<CensusTotal> totals;
  if (wrong.empty()) {
    enum Column : std::size_t { name, code, inhabitants };
    const std::array<CsvColumn, 3> columns{column_of(identity.name, false, "name"),
                                           column_of(identity.code, false, "code"),
                                           column_of(population, population.empty(), "population")};
    Unique unique;
    bool has_total = false;
    const auto use = [&](CsvRow& row) {
      if (row.text(inhabitants).empty()) return;  // not counted on its own: a former commune, merged into another
      CensusTotal total;
      std::int64_t count = 0;
      row.read_name(name, total.name);
      row.read_name(code, total.code);
      row.read_whole(inhabitants, 0, kMostInhabitants, count);
      total.population = static_cast<std::int32_t>(count);
      total.whole_territory = is_total(total.name);
      total.where = fmt::format("{}:{}", file.string(), row.line());
      if (row.good() && total.name.empty() && total.code.empty()) row.complain("names no commune");
      if (!row.good()) return;
      if (total.whole_territory && std::exchange(has_total, true)) {
        row.complain("is a second total over the whole territory");
      }
      const bool by_code = !total.code.empty();
      unique.check(row, (by_code ? "code " : "name ") + lower(by_code ? total.code : total.name),
                   shown_text(by_code ? total.code : total.name));
      totals.push_back(std::move(total));
    };
    read_csv(file, columns, wrong, use, OtherColumns::passed_over);
  }
  wrong.move_to(errors);
  return totals;
}

std::vector<AgePyramid> read_age_pyramids(const std::filesystem::path& file, InputErrors& errors) {
  CsvErrors wrong{file.string()};
  const auto header = read_csv_header(file, wrong);
  const Identity identity{header, wrong};
  const std::string age_column = find_column(header, kAges);
  const std::string men = find_column(header, kMen);
  const std::string women = find_column(header, kWomen);
  const std::string both = find_column(header, kBoth);
  std::vector<AgePyramid> pyramids;
  if (wrong.empty()) {
    enum Column : std::size_t { name, code, age, first, second };
    const bool by_sex = both.empty();
    std::vector<CsvColumn> columns{column_of(identity.name, false, "name"), column_of(identity.code, false, "code"),
                                   column_of(age_column, true, "age"),
                                   by_sex ? column_of(men, true, "men") : column_of(both, true, "inhabitants")};
    if (by_sex) columns.push_back(column_of(women, true, "women"));
    std::map<std::string, std::size_t> row_of;
    Unique unique;
    const auto use = [&](CsvRow& row) {
      AgePyramid pyramid;
      std::int64_t years = 0;
      double inhabitants = 0;
      double others = 0;
      row.read_name(name, pyramid.name);
      row.read_name(code, pyramid.code);
      row.read_whole(age, 0, kOldest, years);
      row.read_number(first, 0, kMostInhabitants, inhabitants);
      if (by_sex) row.read_number(second, 0, kMostInhabitants, others);
      if (row.good() && pyramid.name.empty() && pyramid.code.empty()) row.complain("names no commune");
      if (!row.good()) return;
      const bool by_code = !pyramid.code.empty();
      const std::string key = (by_code ? "code " : "name ") + lower(by_code ? pyramid.code : pyramid.name);
      unique.check(row, fmt::format("{} age {}", key, years),
                   fmt::format("age {} of {}", years, shown_text(by_code ? pyramid.code : pyramid.name)));
      const auto [at, is_new] = row_of.emplace(key, pyramids.size());
      if (is_new) pyramids.push_back(std::move(pyramid));
      std::size_t band = 0;
      while (years >= kAgeBandStarts[band + 1]) ++band;
      pyramids[at->second].by_band[band] += inhabitants + others;
    };
    read_csv(file, columns, wrong, use, OtherColumns::passed_over);
  }
  wrong.move_to(errors);
  return pyramids;
}

}  // namespace navette
