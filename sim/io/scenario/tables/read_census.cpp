#include "io/scenario/tables/read_census.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "demand/residents/name_directory.h"
#include "io/scenario/shown_text.h"
#include "io/scenario/tables/census_columns.h"
#include "io/scenario/tables/csv_table.h"

namespace navette {
namespace {

constexpr std::int64_t kMostInhabitants = 100'000'000;
constexpr std::int64_t kOldest = 120;  // [years]

std::string lower(std::string_view text) {
  std::string word{text};
  for (char& c : word) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return word;
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

/// Codes are compared without the capitals of Corsica (2A004), and with the zero that spreadsheets take away.
std::string key_of(const std::string& name, const std::string& code) {
  return code.empty() ? "name " + lower(name) : "code " + with_leading_zero(lower(code));
}

}  // namespace

std::vector<CensusTotal> read_census_totals(const std::filesystem::path& file, InputErrors& errors,
                                            std::vector<std::string>* notes) {
  CsvErrors wrong{file.string()};
  const CsvText text = read_csv_text(file, wrong);
  const CensusColumns found = wrong.empty() ? census_columns(read_csv_header(text), wrong) : CensusColumns{};
  std::vector<CensusTotal> totals;
  if (wrong.empty()) {
    enum Column : std::size_t { name, code, inhabitants };
    const std::array<CsvColumn, 3> columns{column_of(found.name, false, "name"), column_of(found.code, false, "code"),
                                           column_of(found.inhabitants, false, "population")};
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
      unique.check(row, key_of(total.name, total.code), shown_text(by_code ? total.code : total.name));
      totals.push_back(std::move(total));
    };
    read_csv(text, columns, wrong, use, OtherColumns::passed_over);
    if (notes != nullptr && wrong.empty()) notes->push_back(told(file.string(), found));
  }
  wrong.move_to(errors);
  return totals;
}

std::vector<AgePyramid> read_age_pyramids(const std::filesystem::path& file, InputErrors& errors,
                                          std::vector<std::string>* notes) {
  CsvErrors wrong{file.string()};
  const CsvText text = read_csv_text(file, wrong);
  const AgeColumns found = wrong.empty() ? age_columns(read_csv_header(text), wrong) : AgeColumns{};
  std::vector<AgePyramid> pyramids;
  if (wrong.empty()) {
    enum Column : std::size_t { name, code, age, first, second };
    const bool by_sex = found.both.empty();
    std::vector<CsvColumn> columns{
        column_of(found.name, false, "name"), column_of(found.code, false, "code"), column_of(found.age, true, "age"),
        by_sex ? column_of(found.men, true, "men") : column_of(found.both, true, "inhabitants")};
    if (by_sex) columns.push_back(column_of(found.women, true, "women"));
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
      const std::string key = key_of(pyramid.name, pyramid.code);
      unique.check(row, fmt::format("{} age {}", key, years),
                   fmt::format("age {} of {}", years, shown_text(by_code ? pyramid.code : pyramid.name)));
      const auto [at, is_new] = row_of.emplace(key, pyramids.size());
      if (is_new) pyramids.push_back(std::move(pyramid));
      std::size_t band = 0;
      while (years >= kAgeBandStarts[band + 1]) ++band;
      pyramids[at->second].by_band[band] += inhabitants + others;
    };
    read_csv(text, columns, wrong, use, OtherColumns::passed_over);
    if (notes != nullptr && wrong.empty()) notes->push_back(told(file.string(), found));
  }
  wrong.move_to(errors);
  return pyramids;
}

}  // namespace navette
