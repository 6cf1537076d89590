#include "io/scenario/tables/read_geojson.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "core/input_file.h"
#include "io/scenario/shown_text.h"
#include "io/scenario/tables/csv_habits.h"

namespace navette {
namespace {

using nlohmann::json;

constexpr InputLimit kLargestFile{500'000'000};
constexpr int kDeepest = 32;  // a MultiPolygon of a FeatureCollection nests 8 deep
constexpr int kMessagesPerFile = 20;

constexpr std::array<const char*, 9> kNames{"name", "nom",    "libgeo",  "nom_com", "NAME",
                                            "NOM",  "LIBGEO", "NOM_COM", "libelle"};
constexpr std::array<const char*, 9> kCodes{"code",   "insee",     "codgeo",     "insee_com", "CODE",
                                            "CODGEO", "INSEE_COM", "code_insee", "ref:INSEE"};

/// Collects what is wrong with one file: the first messages, then how many more there are.
class Complaints {
 public:
  explicit Complaints(std::string file) : file_{std::move(file)} {}
  void add(const std::string& message) {
    if (++found_ <= kMessagesPerFile) kept_.push_back(fmt::format("{}: {}", file_, message));
  }
  void move_to(InputErrors& errors) const {
    for (const auto& message : kept_) errors.add(message);
    if (found_ > kMessagesPerFile) errors.add(fmt::format("{}: and {} more errors", file_, found_ - kMessagesPerFile));
  }
  [[nodiscard]] int found() const { return found_; }

 private:
  std::string file_;
  std::vector<std::string> kept_;
  int found_ = 0;
};

json read_json(const std::filesystem::path& file, Complaints& wrong) {
  const InputBytes in = try_read_input_file(file, kLargestFile);
  if (!in.why.empty()) {
    wrong.add(in.why);
    return {};
  }
  const auto not_too_deep = [](int depth, json::parse_event_t /*event*/, const json& /*parsed*/) {
    if (depth > kDeepest) throw InputError{fmt::format("nests more than {} deep", kDeepest)};
    return true;
  };
  try {
    return json::parse(in.bytes, not_too_deep);
  } catch (const json::parse_error& error) {
    // "[json.exception.parse_error.101] parse error at line 3, column 5: ..."
    const std::string_view text{error.what()};
    const auto at = text.find("] ");
    wrong.add(fmt::format("is no JSON: {}", shown_text(at == std::string_view::npos ? text : text.substr(at + 2))));
  } catch (const InputError& error) {
    wrong.add(error.what());
  } catch (const json::exception& error) {
    wrong.add(fmt::format("is no JSON: {}", shown_text(error.what())));
  }
  return {};
}

const json* member(const json& object, const char* name) {
  const auto found = object.is_object() ? object.find(name) : object.end();
  return found == object.end() ? nullptr : &*found;
}

std::string text_member(const json& object, const char* name) {
  const json* value = member(object, name);
  return value != nullptr && value->is_string() ? value->get<std::string>() : "";
}

/// A text or a whole number of the first property that is there.
std::string property(const json& feature, const std::array<const char*, 9>& names) {
  const json* properties = member(feature, "properties");
  if (properties == nullptr) return {};
  for (const char* name : names) {
    const json* value = member(*properties, name);
    if (value == nullptr) continue;
    if (value->is_string()) return value->get<std::string>();
    if (value->is_number_unsigned()) return std::to_string(value->get<std::uint64_t>());
  }
  return {};
}

/// What is wrong with a position; empty: nothing.
std::string read_position(const json& position, Coordinate& out) {
  if (!position.is_array() || position.size() < 2 || !position[0].is_number() || !position[1].is_number()) {
    return "a position must be an array of longitude and latitude";
  }
  const auto lon = position[0].get<double>();
  const auto lat = position[1].get<double>();
  if (!(std::abs(lon) <= 180 && std::abs(lat) <= 90)) {
    const CsvHabit habit = degrees_habit(fmt::format("{}", std::abs(lon) > 180 ? lon : lat));
    return fmt::format("positions must be degrees of longitude and latitude (WGS84), found {}, {}{}{}", lon, lat,
                       habit.cure.empty() ? "" : "; ", habit.cure);
  }
  out = Coordinate::from_degrees(lon, lat);
  return {};
}

/// The name of a reference system other than WGS84 that an object names; empty: none. RFC 7946 knows WGS84 only, its
/// predecessor had a member `crs`.
std::string other_system(const json& object) {
  const json* crs = member(object, "crs");
  if (crs == nullptr || crs->is_null()) return {};
  const json* properties = member(*crs, "properties");
  std::string name = properties == nullptr ? "" : text_member(*properties, "name");
  if (name.empty() && properties != nullptr) name = text_member(*properties, "href");
  static constexpr std::array<std::string_view, 4> kWgs84{"CRS84", "WGS84", "4326", "CRS84h"};
  for (const std::string_view known : kWgs84) {
    const bool ends = name.size() >= known.size() && std::string_view{name}.substr(name.size() - known.size()) == known;
    const bool alone = ends && (name.size() == known.size() || name[name.size() - known.size() - 1] == ':' ||
                                name[name.size() - known.size() - 1] == '/');
    if (alone) return {};
  }
  return name.empty() ? "one without a name" : shown_text(name);
}

/// Complains of the document and its features, once.
void check_systems(const json& document, Complaints& wrong) {
  std::string other = other_system(document);
  const json* features = member(document, "features");
  const json* geometry = member(document, "geometry");
  if (other.empty() && geometry != nullptr) other = other_system(*geometry);
  for (std::size_t i = 0; other.empty() && features != nullptr && features->is_array() && i < features->size(); ++i) {
    other = other_system((*features)[i]);
    const json* of_feature = member((*features)[i], "geometry");
    if (other.empty() && of_feature != nullptr) other = other_system(*of_feature);
  }
  if (other.empty()) return;
  wrong.add(
      fmt::format("its coordinate reference system (crs) must be WGS84, found {}; save it as EPSG:4326, longitude "
                  "first",
                  other));
}

/// Adds one ring; returns what is wrong with it.
std::string read_ring(const json& positions, Polygon& rings) {
  if (!positions.is_array() || positions.size() < 4) return "a ring must be an array of at least 4 positions";
  Ring ring;
  for (const json& position : positions) {
    Coordinate place;
    if (auto problem = read_position(position, place); !problem.empty()) return problem;
    ring.push_back(place);
  }
  if (ring.front() != ring.back()) return "a ring must be closed: its last position must be its first";
  ring.pop_back();
  rings.push_back(std::move(ring));
  return {};
}

std::string read_polygon(const json& rings, Area& area) {
  if (!rings.is_array() || rings.empty()) return "a polygon must be an array of rings";
  Polygon polygon;
  for (const json& ring : rings) {
    if (auto problem = read_ring(ring, polygon); !problem.empty()) return problem;
  }
  area.push_back(std::move(polygon));
  return {};
}

/// Adds the polygons of a geometry; returns what is wrong with it.
// NOLINTNEXTLINE(misc-no-recursion): a document nests kDeepest deep at most
std::string read_geometry(const json* geometry, Area& area) {
  const std::string type = geometry == nullptr ? "" : text_member(*geometry, "type");
  const bool collection = type == "GeometryCollection";
  const json* parts = geometry == nullptr ? nullptr : member(*geometry, collection ? "geometries" : "coordinates");
  if ((type != "Polygon" && type != "MultiPolygon" && !collection) || parts == nullptr) {
    return fmt::format("geometry must be a Polygon, a MultiPolygon or a GeometryCollection of these, found {}",
                       type.empty() ? "none" : shown_text(type));
  }
  if (type == "Polygon") return read_polygon(*parts, area);
  if (!parts->is_array() || parts->empty()) {
    return fmt::format("a {} must be an array of {}", type, collection ? "geometries" : "polygons");
  }
  for (const json& part : *parts) {
    auto problem = collection ? read_geometry(&part, area) : read_polygon(part, area);
    if (!problem.empty()) return problem;
  }
  return {};
}

/// The features of a collection; complains if it is none, or empty.
const json* features_of(const json& document, Complaints& wrong) {
  const json* features = member(document, "features");
  if (text_member(document, "type") != "FeatureCollection" || features == nullptr || !features->is_array()) {
    wrong.add("must be a GeoJSON FeatureCollection");
    return nullptr;
  }
  if (features->empty()) {
    wrong.add("has no feature");
    return nullptr;
  }
  return features;
}

Commune read_commune(const json& feature, std::size_t number, Complaints& wrong) {
  Commune commune;
  commune.name = property(feature, kNames);
  commune.code = property(feature, kCodes);
  const bool has_label = !commune.name.empty() || !commune.code.empty();
  const std::string label = !commune.name.empty() ? commune.name : commune.code;
  const std::string where = fmt::format("feature {}{}", number, has_label ? " (" + shown_text(label) + ")" : "");
  if (!has_label) wrong.add(where + ": has neither a name (name, nom, libgeo) nor a code (code, insee, codgeo)");
  if (!is_plain_text(commune.name) || !is_plain_text(commune.code)) {
    wrong.add(where + ": its name and code must be texts without control characters");
  }
  if (const auto problem = read_geometry(member(feature, "geometry"), commune.area); !problem.empty()) {
    wrong.add(where + ": " + problem);
  }
  return commune;
}

}  // namespace

std::vector<Commune> read_communes(const std::filesystem::path& file, InputErrors& errors) {
  Complaints wrong{file.string()};
  const json document = read_json(file, wrong);
  if (wrong.found() == 0) check_systems(document, wrong);
  const json* features = wrong.found() > 0 ? nullptr : features_of(document, wrong);
  std::vector<Commune> communes;
  std::map<std::string, std::size_t> number_of;
  for (std::size_t i = 0; features != nullptr && i < features->size(); ++i) {
    Commune commune = read_commune((*features)[i], i + 1, wrong);
    const bool by_code = !commune.code.empty();
    const std::string& label = by_code ? commune.code : commune.name;
    const auto [first, is_new] = number_of.emplace((by_code ? "code " : "name ") + label, i + 1);
    if (!label.empty() && !is_new) {
      wrong.add(fmt::format("feature {}: {} is feature {} already", i + 1, shown_text(label), first->second));
    }
    communes.push_back(std::move(commune));
  }
  wrong.move_to(errors);
  return communes;
}

Area read_area(const std::filesystem::path& file, InputErrors& errors) {
  Complaints wrong{file.string()};
  const json document = read_json(file, wrong);
  Area area;
  if (wrong.found() == 0) check_systems(document, wrong);
  if (wrong.found() == 0) {
    const std::string type = text_member(document, "type");
    if (type == "Feature" || type == "Polygon" || type == "MultiPolygon" || type == "GeometryCollection") {
      const json* geometry = type == "Feature" ? member(document, "geometry") : &document;
      if (const auto problem = read_geometry(geometry, area); !problem.empty()) wrong.add(problem);
    } else if (const json* features = features_of(document, wrong)) {
      for (std::size_t i = 0; i < features->size(); ++i) {
        const auto problem = read_geometry(member((*features)[i], "geometry"), area);
        if (!problem.empty()) wrong.add(fmt::format("feature {}: {}", i + 1, problem));
      }
    }
  }
  wrong.move_to(errors);
  return area;
}

}  // namespace navette
