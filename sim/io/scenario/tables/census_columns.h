#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "demand/census.h"
#include "io/scenario/tables/csv_text.h"

namespace navette {

/// The columns of a census or of age pyramids, as the file calls them. Empty: there is none.
///
/// Each meaning has a list of exact names, capitals aside; of several columns of one meaning none is chosen: that is an
/// error, except that of columns of inhabitants with a year the latest counts.
struct CensusColumns {
  std::string name;
  std::string code;
  std::string inhabitants;  // all ages, both sexes
};
struct AgeColumns {
  std::string name;
  std::string code;
  std::string age;
  std::string men;    // empty if `both` is there
  std::string women;  // empty if `both` is there
  std::string both;
};

/// What is missing or ambiguous goes into `errors`.
CensusColumns census_columns(const std::vector<std::string>& header, CsvErrors& errors);
AgeColumns age_columns(const std::vector<std::string>& header, CsvErrors& errors);

/// The year of a column of inhabitants ("population_2021", "pmun99", "P21_POP"), 0 if it names none; negative: the
/// column counts something else, such as "population_0_14_2021" or "population_density".
int year_of_inhabitants(std::string_view column);

/// "census.csv: read population_2021 as the inhabitants, libgeo as the name, codgeo as the code"
std::string told(const std::string& file, const CensusColumns& columns);
std::string told(const std::string& file, const AgeColumns& columns);

}  // namespace navette
