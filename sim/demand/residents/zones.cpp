#include "demand/residents/zones.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <utility>

#include "core/errors.h"
#include "core/portable_math.h"
#include "demand/boundary_level.h"
#include "demand/residents/name_directory.h"
#include "demand/residents/place_names.h"

namespace navette {
namespace {

constexpr double kInhabitantsPerKm2 = 1'000;
constexpr double kPi = 3.14159265358979323846;

std::string shown(const MapBox& box) {
  return fmt::format("{:.2f} to {:.2f} east, {:.2f} to {:.2f} north", box.low.lon_degrees(), box.high.lon_degrees(),
                     box.low.lat_degrees(), box.high.lat_degrees());
}

std::string shown(const CensusTotal& total) {
  return total.code.empty() ? fmt::format("'{}'", total.name) : fmt::format("'{}' ({})", total.name, total.code);
}

// Of settlements of one name the most important is meant; then the one with more inhabitants, then the first.
std::size_t most_important(const std::vector<NamedPlace>& places, const std::vector<std::size_t>& rows) {
  return *std::min_element(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
    return std::tuple{places[a].kind, -std::int64_t{places[a].population}, a} <
           std::tuple{places[b].kind, -std::int64_t{places[b].population}, b};
  });
}

class Planner {
 public:
  Planner(const MapData& map, const Census& census, const MapBox& frame)
      : map_{map},
        census_{census},
        frame_{frame},
        users_{!census.polygons.empty()},
        communes_{users_ ? census.polygons : map.communes} {}

  ZonePlan plan() {
    take_borders();
    for (std::size_t p = 0; p < map_.places.size(); ++p) places_by_name_.add(map_.places[p].name, "", p);
    place_asked_.assign(map_.places.size(), -1);
    place_source_.resize(map_.places.size());
    for (const CensusTotal& total : census_.totals) {
      if (!total.whole_territory) take_total(total);
    }
    take_pyramids_without_total();
    if (!users_) refuse_nested_totals();
    errors_.throw_if_any();
    if (codes_completed_ > 0) {
      plan_.notes.push_back(
          fmt::format("{} of the census lack the leading zero or the capitals that the map has: {} was "
                      "read as {}.",
                      codes_completed_ == 1 ? std::string{"A code"} : fmt::format("{} codes", codes_completed_),
                      first_completed_, whole_code(first_completed_)));
    }
    take_rest();
    errors_.throw_if_any();
    if (plan_.rest < 0) take_tags();
    list_places();
    Zone elsewhere;
    elsewhere.name = rest_name_;
    plan_.zones.push_back(std::move(elsewhere));
    plan_.by_census = plan_.rest < 0 && !census_.totals.empty();
    plan_.elsewhere_is_empty = users_ && plan_.rest < 0;
    plan_.unnumbered_are_empty = plan_.elsewhere_is_empty && !census_.totals.empty();
    return std::move(plan_);
  }

 private:
  static constexpr int kOffMap = -1;

  // Communes with a border; those that do not touch the map keep their name, so that their totals are left out.
  void take_borders() {
    MapBox all;
    for (const Commune& commune : communes_) {
      if (!users_ && rank_of_level(commune.level) > 0) {
        other_borders_.add(commune.name, commune.code, other_communes_.size());
        other_communes_.push_back(&commune);
        continue;
      }
      PolygonIndex area{commune.area};
      if (area.empty()) continue;
      all.add(area.box().low);
      all.add(area.box().high);
      const bool here = area.box().overlaps(frame_);
      borders_.add(commune.name, commune.code, zone_of_border_.size());
      zone_of_border_.push_back(here ? int(plan_.zones.size()) : kOffMap);
      if (here) add_zone(commune, std::move(area));
    }
    if (users_ && plan_.zones.empty()) {
      throw InputError{all.empty() ? std::string{"the commune polygons have no border of three points or more"}
                                   : fmt::format("no commune polygon overlaps the map: the polygons lie {}; the map {}",
                                                 shown(all), shown(frame_))};
    }
  }

  void add_zone(const Commune& commune, PolygonIndex area) {
    Zone zone;
    zone.name = commune.name;
    zone.code = commune.code;
    zone.level = commune.level;
    zone.area = std::move(area);
    zone.from_user = users_;
    plan_.zones.push_back(std::move(zone));
    tagged_.push_back(commune.population);
    commune_of_zone_.push_back(&commune);
  }

  // A border of another level than that of communes, if exactly one of the first level that has any is called so.
  void take_other_border(const CensusTotal& total) {
    std::vector<std::size_t> found = other_borders_.find(total.name, total.code);
    std::size_t best = kBoundaryLevels.size();
    for (const std::size_t b : found) best = std::min(best, rank_of_level(other_communes_[b]->level));
    std::erase_if(found, [&](std::size_t b) { return rank_of_level(other_communes_[b]->level) != best; });
    if (found.size() != 1) return;
    const Commune& commune = *other_communes_[found.front()];
    PolygonIndex area{commune.area};
    if (area.empty()) return;
    borders_.add(commune.name, commune.code, zone_of_border_.size());
    const bool here = area.box().overlaps(frame_);
    zone_of_border_.push_back(here ? int(plan_.zones.size()) : kOffMap);
    if (!here) return;
    plan_.notes.push_back(fmt::format("{} is the boundary of admin_level {} of the map: there is none of level {}.",
                                      shown(total), commune.level, kBoundaryLevels.front()));
    add_zone(commune, std::move(area));
  }

  // People would be counted twice: those of the inner are among those of the outer.
  void refuse_nested_totals() {
    for (const Zone& outer : plan_.zones) {
      if (outer.asked < 0) continue;
      for (std::size_t z = 0; z < commune_of_zone_.size(); ++z) {
        const Zone& inner = plan_.zones[z];
        if (inner.asked < 0 || inner.level <= outer.level) continue;
        std::int64_t inside = 0;
        std::int64_t corners = 0;
        for (const Polygon& polygon : commune_of_zone_[z]->area) {
          for (const Ring& ring : polygon) {
            for (const Coordinate corner : ring) inside += outer.area.contains(corner) ? 1 : 0;
            corners += std::int64_t(ring.size());
          }
        }
        if (2 * inside <= corners) continue;
        errors_.add(fmt::format("{}: {} lies within {} ({}), which has a total too: give one or the other",
                                inner.source, inner.name, outer.name, outer.source));
      }
    }
  }

  void take_total(const CensusTotal& total) {
    if (total.population < 0) {
      errors_.add(
          fmt::format("{}: {} has {} inhabitants; 0 or more are allowed", total.where, shown(total), total.population));
      return;
    }
    if (!users_ && borders_.find(total.name, total.code).empty()) take_other_border(total);
    const auto found = borders_.find(total.name, total.code);
    if (!found.empty() && borders_.knows_by_leading_zero(total.code)) {
      ++codes_completed_;
      if (first_completed_.empty()) first_completed_ = total.code;
    }
    if (found.size() > 1) {
      errors_.add(fmt::format("{}: {} communes are called {}; give a code that only one of them has", total.where,
                              found.size(), shown(total)));
    } else if (found.size() == 1) {
      const int zone = zone_of_border_[found.front()];
      named_sum_ += total.population;
      if (zone == kOffMap) {
        ++plan_.left_out;
      } else {
        set(plan_.zones[zone].asked, plan_.zones[zone].source, total);
      }
    } else if (const auto rows = users_ ? std::vector<std::size_t>{} : places_by_name_.find(total.name, "");
               !rows.empty()) {
      const std::size_t place = most_important(map_.places, rows);
      named_sum_ += total.population;
      set(place_asked_[place], place_source_[place], total);
    } else {
      errors_.add(nothing_called(total));
    }
  }

  [[nodiscard]] std::string nothing_called(const CensusTotal& total) const {
    std::string meant = borders_.nearest(total.name);
    if (meant.empty()) meant = other_borders_.nearest(total.name);
    if (meant.empty() && !users_) meant = places_by_name_.nearest(total.name);
    return fmt::format("{}: {} {}{}", total.where,
                       users_ ? "there is no commune polygon for" : "the map has no commune and no settlement named",
                       shown(total), meant.empty() ? "" : fmt::format("; did you mean '{}'?", meant));
  }

  void set(std::int64_t& asked, std::string& source, const CensusTotal& total) {
    if (asked >= 0) {
      errors_.add(fmt::format("{}: {} has a total already ({})", total.where, shown(total), source));
      return;
    }
    asked = total.population;
    source = total.where;
  }

  void take_pyramids_without_total() {
    for (const AgePyramid& pyramid : census_.pyramids) {
      double inhabitants = 0;
      for (const double persons : pyramid.by_band) inhabitants += persons;
      const auto found = borders_.find(pyramid.name, pyramid.code);
      if (found.size() != 1 || zone_of_border_[found.front()] == kOffMap) continue;
      Zone& zone = plan_.zones[zone_of_border_[found.front()]];
      if (zone.asked >= 0 || !(inhabitants < 1e9)) continue;
      zone.asked = portable::round_to_integer(inhabitants);
      zone.source = "its age pyramid";
      named_sum_ += zone.asked;
    }
  }

  void take_rest() {
    const CensusTotal* whole = nullptr;
    for (const CensusTotal& total : census_.totals) {
      if (!total.whole_territory) continue;
      if (whole != nullptr) {
        errors_.add(fmt::format("{}: {} is a second total of the whole territory (the first: {})", total.where,
                                shown(total), whole->where));
        return;
      }
      whole = &total;
    }
    if (whole == nullptr) return;
    plan_.rest = whole->population - named_sum_;
    rest_name_ = fmt::format("rest of {}", without_remark(whole->name));
    if (plan_.rest < 0) {
      errors_.add(fmt::format("{}: {} has {} inhabitants, but its parts have {} together; the whole may not be less",
                              whole->where, shown(*whole), whole->population, named_sum_));
    }
  }

  void take_tags() {
    for (std::size_t z = 0; z < tagged_.size(); ++z) {
      Zone& zone = plan_.zones[z];
      if (zone.asked >= 0) continue;
      zone.asked = tagged_[z];
      zone.source = users_ ? "its polygon" : "the map's population tag";
      const auto rows = places_by_name_.find(zone.name, "");
      if (zone.asked >= 0 || users_ || rows.empty()) continue;
      const NamedPlace& place = map_.places[most_important(map_.places, rows)];
      if (zone.area.contains(place.place)) zone.asked = place.population;
    }
    if (users_) return;
    for (std::size_t p = 0; p < map_.places.size(); ++p) {
      const NamedPlace& place = map_.places[p];
      if (place_asked_[p] >= 0 || place.population < 0 || place.kind == PlaceKind::suburb) continue;
      if (in_known_border(place.place)) continue;
      place_asked_[p] = place.population;
      place_source_[p] = "the map's population tag";
    }
    for (const Commune& commune : map_.communes) {  // known by name only
      if (rank_of_level(commune.level) > 0) continue;
      const auto rows = places_by_name_.find(commune.name, "");
      if (!commune.area.empty() || commune.population < 0 || rows.empty()) continue;
      const std::size_t place = most_important(map_.places, rows);
      if (place_asked_[place] >= 0 || in_known_border(map_.places[place].place)) continue;
      place_asked_[place] = commune.population;
      place_source_[place] = "the map's population tag";
    }
  }

  [[nodiscard]] bool in_known_border(Coordinate point) const {
    return std::any_of(plan_.zones.begin(), plan_.zones.end(),
                       [&](const Zone& zone) { return zone.asked >= 0 && zone.area.contains(point); });
  }

  void list_places() {
    for (std::size_t p = 0; p < map_.places.size(); ++p) {
      const NamedPlace& place = map_.places[p];
      if (place_asked_[p] < 0) {
        if (place.kind != PlaceKind::suburb) plan_.other_places.push_back(place);
        continue;
      }
      Zone zone;
      zone.name = place.name;
      zone.asked = place_asked_[p];
      zone.source = place_source_[p];
      zone.centre = place.place;
      zone.reach = reach_of(place.kind, zone.asked);
      plan_.zones.push_back(std::move(zone));
    }
  }

  const MapData& map_;
  const Census& census_;
  const MapBox& frame_;
  const bool users_;  // borders come from the user's file
  const std::vector<Commune>& communes_;
  ZonePlan plan_;
  NameDirectory borders_;
  NameDirectory other_borders_;  // of other levels than that of communes: looked at where a name or code is not found
  std::vector<const Commune*> other_communes_;
  std::vector<const Commune*> commune_of_zone_;  // by zone with a border
  std::int32_t codes_completed_ = 0;
  std::string first_completed_;
  std::vector<int> zone_of_border_;   // or kOffMap
  std::vector<std::int64_t> tagged_;  // by zone with a border: inhabitants as tagged
  NameDirectory places_by_name_;
  std::vector<std::int64_t> place_asked_;
  std::vector<std::string> place_source_;
  std::int64_t named_sum_ = 0;
  std::string rest_name_ = "elsewhere";
  InputErrors errors_;
};

}  // namespace

double reach_of(PlaceKind kind, std::int64_t inhabitants) {
  static constexpr std::array<double, 6> kByKind{3'000, 1'500, 500, 700, 300, 150};  // city, town, suburb, village, ...
  const double by_size = std::sqrt(double(std::max<std::int64_t>(inhabitants, 0)) / (kInhabitantsPerKm2 * kPi)) * 1'000;
  return std::max(kByKind[static_cast<std::size_t>(kind)], by_size);
}

ZonePlan plan_zones(const MapData& map, const Census& census, const MapBox& frame) {
  return Planner{map, census, frame}.plan();
}

}  // namespace navette
