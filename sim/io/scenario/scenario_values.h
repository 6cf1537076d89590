#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/coordinate.h"
#include "core/errors.h"
#include "core/units.h"
#include "demand/travel/demand_parameters.h"
#include "engine/scenario.h"
#include "engine/unforeseen/disturbance_parameters.h"
#include "engine/world/given_service.h"
#include "io/scenario/keys/key_parts.h"
#include "io/scenario/keys/scenario_keys.h"
#include "io/scenario/shift_times.h"
#include "io/scenario/toml_document.h"

namespace navette {

/// Reads typed values out of a scenario document and collects all that is wrong with them.
///
/// `read(path, out)`: the path is one of `scenario_keys()`; `out` stays as it is if the key is absent or wrong. Each
/// wrong key gets one message, with file and line (or `--set`), what was found and what is allowed.
class ScenarioValues {
 public:
  /// `file`: the scenario's name in messages and what its paths are relative to.
  ScenarioValues(const TomlValue& document, std::filesystem::path file, InputErrors& errors);

  /// Names keys that do not exist, and tables where there should be values or the reverse.
  void check_names();
  /// Tells the user that a key without default was left out. Nothing if its table itself is wrong.
  void require(std::string_view path);

  void read(std::string_view path, std::string& out);
  void read(std::string_view path, std::filesystem::path& out);       // of a file that exists
  void read_feed(std::string_view path, std::filesystem::path& out);  // of a file or folder that exists
  void read(std::string_view path, bool& out);
  void read(std::string_view path, int& out);
  void read(std::string_view path, std::optional<int>& out);
  void read(std::string_view path, std::uint64_t& out);
  void read(std::string_view path, double& out);
  void read(std::string_view path, std::optional<double>& out);
  void read(std::string_view path, Milliseconds& out);  // kNever where `inf` is given
  void read(std::string_view path, std::chrono::year_month_day& out);
  void read(std::string_view path, std::vector<Coordinate>& out);
  void read(std::string_view path, std::vector<WorkingDay>& out);
  void read(std::string_view path, std::vector<OutsideDestination>& out);
  void read(std::string_view path, std::vector<DailyHours>& out);
  void read(std::string_view path, std::vector<GivenBreakdown>& out);
  void read(std::string_view path, std::vector<GivenClosure>& out);
  void read(std::string_view path, std::vector<std::string>& out);
  void read(std::string_view path, std::vector<GivenHub>& out);
  /// An array, or a file as GTFS's stops.txt.
  void read(std::string_view path, std::vector<GivenStop>& out);
  /// An array, or a file as GTFS's stop_times.txt; between these stops.
  void read(std::string_view path, const std::vector<GivenStop>& stops, std::vector<GivenCourse>& out);
  /// Named numbers, one per name in the order of the key's choices; those not named keep their value.
  void read(std::string_view path, std::span<double> out);
  /// The rank of a text among the names; nothing if it is absent, or after a complaint.
  std::optional<std::size_t> read_name(std::string_view path, std::span<const std::string_view> names);
  /// Names: whether each of the key's choices is among them.
  void read(std::string_view path, std::span<bool> out);

  /// All files that were named by what was read.
  [[nodiscard]] const std::vector<NamedFile>& files() const { return files_; }
  [[nodiscard]] const TomlValue* find(std::string_view path) const { return document_.find(path); }
  /// "scenario.toml:12: service.max_wait_time MESSAGE"
  void complain(const TomlValue& value, std::string_view path, std::string_view message);

 private:
  void check_names(const TomlTable& table, const std::string& prefix);
  void check_service_name(const TomlValue& value, const std::string& name);
  void read_course(const TomlValue& value, std::string_view path, const std::vector<GivenStop>& stops,
                   std::vector<GivenCourse>& out);
  std::optional<OutsideDestination> destination(const TomlValue& value, std::string_view path);
  void read_path(std::string_view path, std::filesystem::path& out, bool may_be_folder);
  void expected(const TomlValue& value, std::string_view path, const std::string& allowed);
  std::optional<std::int64_t> whole(std::string_view path);
  std::optional<double> number(const TomlValue& value, std::string_view path, std::string_view what, double low,
                               double high, bool may_be_unlimited);
  std::optional<Milliseconds> clock(const TomlValue& item, std::string_view path, const char* part,
                                    Milliseconds latest = 2 * kDay);
  /// The array at the path; nullptr if there is none, or after a complaint if it is none, or empty.
  const TomlArray* list(std::string_view path, const char* allowed);
  /// Whether an item has all parts that are required, and none that are unknown; else complains.
  bool has_parts(const TomlValue& value, std::string_view path, std::span<const KeyPart> parts, const char* allowed);
  std::optional<Shift> shift_of(const TomlValue& value, std::string_view path);
  std::optional<Pause> pause_of(const TomlValue& value, std::string_view path);
  std::optional<GivenClosure> closure_of(const TomlValue& value, std::string_view path);
  /// At least one place, each {lon, lat}; those that are wrong are complained of and left out.
  std::vector<Coordinate> places_of(const TomlValue& value, std::string_view path);
  /// Whether passengers may board and alight: the parts `pickup` and `dropoff`, true where left out. False after a
  /// complaint.
  bool read_permissions(const TomlValue& value, std::string_view path, bool& pickup, bool& dropoff);
  /// The same of each visit of a course: arrays.
  bool read_permissions(const TomlValue& value, std::string_view path, GivenCourse& course);
  std::optional<std::string> name_of(const TomlValue& value, std::string_view path);
  /// A table with a name, lon and lat, and perhaps more of the parts; nothing after a complaint.
  std::optional<GivenStop> named_place(const TomlValue& value, std::string_view path, std::span<const KeyPart> parts,
                                       const char* allowed);
  std::optional<Coordinate> place_of(const TomlValue& value, std::string_view path);
  /// The part "lon" or "lat" of a place, which is there.
  std::optional<double> degrees(const TomlValue& place, std::string_view path, const char* part);

  const TomlValue& document_;
  std::filesystem::path file_;
  InputErrors& errors_;
  std::vector<NamedFile> files_;
};

/// Turns arrays of named numbers that are as long as they should be into tables, so that an override can name one.
void name_numbers(TomlValue& document);
/// The reverse, for storing: tables that name all numbers become arrays.
void list_numbers(TomlValue& document);
/// Puts the key's default where the document has none; of named numbers, one by one.
void fill_in_default(TomlValue& document, const ScenarioKey& key);

}  // namespace navette
