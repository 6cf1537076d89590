#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace navette::test {

/// A results file in memory, written with the plain HDF5 library; tests break it in one place.
struct HandmadeRun {
  struct Codes {
    std::vector<std::int8_t> values;
    std::string meanings;
  };

  std::map<std::string, std::vector<std::int64_t>> integers;  // "/requests/pickup" -> values
  std::map<std::string, std::vector<std::string>> texts;
  std::map<std::string, std::vector<double>> reals;
  std::map<std::string, Codes> codes;                      // of columns in `integers`
  std::map<std::string, std::int64_t> integer_attributes;  // "/rules@max_wait_time"
  std::map<std::string, double> real_attributes;
  std::map<std::string, std::string> text_attributes;

  /// The column, which must exist.
  std::vector<std::int64_t>& at(const std::string& column) { return integers.at(column); }
  /// The value of an indicator, which must exist.
  double& indicator(const std::string& name);
  void remove(const std::string& column);
  void write(const std::filesystem::path& path) const;
};

/// A small day without fault: one shuttle, three rides (two of them shared, the third after a diversion), one refusal.
///
///   A----B----C      1 km and 60 s per road; the depot is at A, where the shift begins at 8:00
///        |           r0 from halfway A-B to C, r1 (a wheelchair) from B to halfway B-C,
///        D           r2 from beyond the roads, r3 from D to A
HandmadeRun handmade_run();

/// The scenario that the tables of a run state, as TOML; its shuttles are listed in a file, its stops come of the map.
std::string scenario_of(const HandmadeRun& run);
/// Puts a scenario into a run, with its fingerprint. A run that has none gets scenario_of(run) when it is written.
void keep_scenario(HandmadeRun& run, const std::string& text);

inline constexpr std::int64_t kEight = 28'800'000;  // [ms] 8:00

}  // namespace navette::test
