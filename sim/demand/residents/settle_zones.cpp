#include "demand/residents/settle_zones.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <map>

#include "core/errors.h"
#include "core/portable_math.h"

namespace navette {
namespace {

constexpr double kWhole = 0.9;  // share of its area within the map from which a commune counts as whole
constexpr double kCut = 0.5;    // below: it is cut by the map's edge

std::vector<HomeSite> sites_at(const std::vector<Coordinate>& places) {
  std::vector<HomeSite> sites;
  sites.reserve(places.size());
  for (const Coordinate place : places) sites.push_back({place, 1});
  return sites;
}

std::vector<HomeSite> sites_of(const Zone& zone, const ZoneContents& contents) {
  if (!contents.homes.empty()) return contents.homes;
  if (!contents.road_points.empty()) return sites_at(contents.road_points);
  if (!contents.places.empty()) return sites_at(contents.places);
  if (zone.reach > 0) return {{zone.centre, 1}};
  return {};
}

// A name, and how many more of them there are: "Albi and 3 others".
std::string names(const std::vector<std::string>& all) {
  return all.size() == 1 ? all.front()
                         : fmt::format("{} and {} other{}", all.front(), all.size() - 1, all.size() == 2 ? "" : "s");
}

class Settler {
 public:
  Settler(const ZonePlan& plan, const std::vector<ZoneContents>& contents, const MapBox& frame,
          const PopulationParameters& parameters, std::vector<std::string>& assumptions,
          std::vector<std::string>& warnings)
      : plan_{plan},
        contents_{contents},
        frame_{frame},
        parameters_{parameters},
        assumptions_{assumptions},
        warnings_{warnings} {}

  std::vector<SettledZone> settle() {
    check_polygons();
    left_out_ = plan_.left_out;
    for (const std::string& note : plan_.notes) say(note);
    const std::size_t count = plan_.zones.size();
    for (std::size_t z = 0; z < count; ++z) {
      const Zone& zone = plan_.zones[z];
      SettledZone made{zone.name,
                       zone.code,
                       zone.asked,
                       zone.asked,
                       sites_of(zone, contents_[z]),
                       static_cast<std::int32_t>(contents_[z].homes.size())};
      if (z + 1 == count && count == 1) made.name = "the whole map";
      settled_.push_back(std::move(made));
      if (zone.asked >= 0) take_known(zone, settled_.back(), !contents_[z].road_points.empty());
    }
    if (plan_.rest >= 0) {
      share_rest();
    } else {
      estimate();
    }
    say_sources();
    keep_inhabited();
    return std::move(settled_);
  }

 private:
  void say(std::string sentence) { assumptions_.push_back(std::move(sentence)); }
  [[nodiscard]] const Zone& zone(std::size_t z) const { return plan_.zones[z]; }

  void check_polygons() const {
    bool any = false;
    bool filled = false;
    for (std::size_t z = 0; z < contents_.size(); ++z) {
      any |= zone(z).from_user;
      const ZoneContents& inside = contents_[z];
      filled |= zone(z).from_user && !(inside.homes.empty() && inside.road_points.empty() && inside.places.empty());
    }
    if (any && !filled) {
      throw InputError{"no commune polygon holds a building, a road or a settlement of the map: they do not overlap"};
    }
  }

  void take_known(const Zone& zone, SettledZone& made, bool on_roads) {
    if (made.sites.empty()) {
      // On the frame's rim, or in its midst without a trace: either way nothing to place anybody on.
      made.inhabitants = 0;
      if (zone.area.share_within(frame_) >= kWhole && zone.asked > 0) {
        say(
            fmt::format("{} has {} inhabitants ({}), but the map shows neither dwelling nor road there: nobody was "
                        "placed in it.",
                        zone.name, zone.asked, zone.source));
      } else {
        made.asked = -1;
        ++left_out_;
      }
      return;
    }
    if (zone.from_user) scale_if_cut(zone, made);
    if (made.buildings == 0 && made.inhabitants > 0) {
      say(fmt::format("{} shows no dwelling on the map: its {} inhabitants are spread over its {}.", zone.name,
                      made.inhabitants, on_roads ? "roads" : "settlements' middles"));
    }
    if (zone.reach > 0) by_distance_.push_back(zone.name);
  }

  void scale_if_cut(const Zone& zone, SettledZone& made) {
    const double share = zone.area.share_within(frame_);
    if (share >= kWhole) return;
    if (share >= kCut || zone.area.box().contains(frame_)) {
      say(fmt::format("{:.0f} % of the area of {} lie within the map: all its {} inhabitants were put there.",
                      share * 100, zone.name, zone.asked));
      return;
    }
    made.asked = made.inhabitants = portable::round_to_integer(double(zone.asked) * share);
    say(
        fmt::format("{} is cut by the map's edge: {:.0f} % of its area lie within, so {} of its {} inhabitants were "
                    "taken ({}).",
                    zone.name, share * 100, made.inhabitants, zone.asked, zone.source));
  }

  void share_rest() {
    std::vector<std::size_t> open;
    std::int64_t dwellings = 0;
    std::int64_t sites = 0;
    for (std::size_t z = 0; z < settled_.size(); ++z) {
      if (zone(z).asked >= 0) continue;
      open.push_back(z);
      dwellings += contents_[z].dwellings;
      sites += std::int64_t(settled_[z].sites.size());
    }
    const std::int64_t all = dwellings > 0 ? dwellings : sites;
    std::vector<std::string> names_of_rest;
    std::int64_t upto = 0;
    std::int64_t given = 0;
    for (const std::size_t z : open) {
      upto += dwellings > 0 ? contents_[z].dwellings : std::int64_t(settled_[z].sites.size());
      const std::int64_t end = all > 0 ? (2 * upto * plan_.rest + all) / (2 * all) : 0;  // rounded
      settled_[z].inhabitants = end - given;
      given = end;
      if (settled_[z].inhabitants > 0) names_of_rest.push_back(settled_[z].name);
    }
    if (all == 0 && plan_.rest > 0) {
      say(
          fmt::format("{} inhabitants of the whole territory belong to no commune with a total, but the map shows "
                      "neither dwelling nor road outside of those: nobody was placed for them.",
                      plan_.rest));
      settled_.back().asked = plan_.rest;
      return;
    }
    if (names_of_rest.size() == 1) {
      for (const std::size_t z : open) {
        if (settled_[z].inhabitants > 0) settled_[z].asked = plan_.rest;
      }
    }
    if (plan_.rest > 0) {
      say(
          fmt::format("{} inhabitants of the whole territory belong to no commune with a total: they were spread "
                      "over {} by {}.",
                      plan_.rest, names(names_of_rest),
                      dwellings > 0 ? fmt::format("{} dwellings", dwellings) : std::string{"roads"}));
    }
  }

  void estimate() {
    std::vector<std::string> estimated;
    std::vector<std::string> empty;
    std::int64_t dwellings = 0;
    for (std::size_t z = 0; z < settled_.size(); ++z) {
      if (zone(z).asked >= 0) continue;
      settled_[z].inhabitants = 0;
      const std::int64_t here = contents_[z].dwellings;
      if (here == 0) continue;
      const bool elsewhere = z + 1 == settled_.size();
      if (elsewhere && plan_.elsewhere_is_empty) {
        warnings_.push_back(fmt::format("{} dwellings lie outside all commune polygons: nobody lives in them.", here));
      } else if (plan_.unnumbered_are_empty) {
        empty.push_back(settled_[z].name);
      } else {
        settled_[z].inhabitants = portable::round_to_integer(double(here) * parameters_.inhabitants_per_dwelling);
        settled_[z].elsewhere = plan_.by_census;
        estimated.push_back(settled_[z].name);
        dwellings += here;
      }
    }
    if (!empty.empty()) {
      say(fmt::format("The census gives no total for {}, whose polygon has dwellings: nobody lives there.",
                      names(empty)));
    }
    if (estimated.empty()) return;
    say(fmt::format("No number of inhabitants is known for {}: {} dwellings with {} inhabitants each were assumed.",
                    names(estimated), dwellings, parameters_.inhabitants_per_dwelling));
  }

  void say_sources() {
    std::map<std::string, std::vector<std::string>> of_tags;
    for (std::size_t z = 0; z < settled_.size(); ++z) {
      const bool from_census = zone(z).source.find(':') != std::string::npos;
      if (zone(z).asked >= 0 && !from_census) of_tags[zone(z).source].push_back(zone(z).name);
    }
    for (const auto& [source, of] : of_tags) {
      say(fmt::format("The number of inhabitants of {} comes from {}.", names(of), source));
    }
    if (!by_distance_.empty()) {
      say(fmt::format("{} {} known by name only: buildings were counted to {} by their distance.", names(by_distance_),
                      by_distance_.size() == 1 ? "is" : "are", by_distance_.size() == 1 ? "it" : "them"));
    }
    if (left_out_ > 0) {
      say(fmt::format("{} commune{} with a number of inhabitants lie{} outside the map and {} left out.", left_out_,
                      left_out_ == 1 ? "" : "s", left_out_ == 1 ? "s" : "", left_out_ == 1 ? "was" : "were"));
    }
  }

  void keep_inhabited() {
    std::int64_t living = 0;
    std::int64_t wanted = 0;
    for (const SettledZone& made : settled_) {
      living += made.inhabitants;
      wanted += std::max<std::int64_t>(made.asked, 0);
    }
    const bool no_number = std::none_of(settled_.begin(), settled_.end(), [](const auto& z) { return z.asked >= 0; });
    if (living == 0 && (wanted > 0 || no_number)) {
      throw InputError{"the map shows no dwelling and no settlement with inhabitants: nobody to carry"};
    }
    std::erase_if(settled_, [](const SettledZone& made) { return made.asked < 0 && made.inhabitants == 0; });
  }

  const ZonePlan& plan_;
  const std::vector<ZoneContents>& contents_;
  const MapBox& frame_;
  const PopulationParameters& parameters_;
  std::vector<std::string>& assumptions_;
  std::vector<std::string>& warnings_;
  std::vector<SettledZone> settled_;
  std::vector<std::string> by_distance_;
  std::int32_t left_out_ = 0;
};

}  // namespace

std::vector<SettledZone> settle_zones(const ZonePlan& plan, const std::vector<ZoneContents>& contents,
                                      const MapBox& frame, const PopulationParameters& parameters,
                                      std::vector<std::string>& assumptions, std::vector<std::string>& warnings) {
  return Settler{plan, contents, frame, parameters, assumptions, warnings}.settle();
}

}  // namespace navette
