#include "support/draw_requests.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <tuple>
#include <vector>

#include "core/random_stream.h"

namespace navette {
namespace {

constexpr int kHour = 3'600;  // [s]

/// Why one travels: weight among all trips, when one leaves home, how long one stays.
struct Errand {
  const char* key;
  const char* value;
  double weight;
  int first_departure;  // [s]
  int last_departure;   // [s]
  int shortest_stay;    // [s]
  int longest_stay;     // [s]
  bool on_time;         // may ask for a latest arrival
};

constexpr std::array kPurposes{
    Errand{"amenity", "doctors", 15, 8 * kHour, 16 * kHour, kHour, 2 * kHour, true},
    Errand{"amenity", "hospital", 7, 8 * kHour, 14 * kHour, kHour, 4 * kHour, true},
    Errand{"amenity", "pharmacy", 5, 9 * kHour, 17 * kHour, kHour / 2, kHour, false},
    Errand{"shop", "supermarket", 17, 8 * kHour, 17 * kHour, kHour, 2 * kHour, false},
    Errand{"shop", "bakery", 4, 8 * kHour, 11 * kHour, kHour / 2, kHour, false},
    Errand{"amenity", "marketplace", 8, 8 * kHour, 10 * kHour, kHour, 3 * kHour, false},
    Errand{"amenity", "school", 9, 7 * kHour, 8 * kHour, 7 * kHour, 9 * kHour, true},
    Errand{"railway", "station", 9, 6 * kHour, 17 * kHour, 3 * kHour, 9 * kHour, true},
    Errand{"amenity", "townhall", 4, 9 * kHour, 15 * kHour, kHour, 2 * kHour, false},
    Errand{"office", "company", 7, 7 * kHour, 9 * kHour, 7 * kHour, 9 * kHour, true},
    Errand{"amenity", "community_centre", 5, 13 * kHour, 16 * kHour, 2 * kHour, 4 * kHour, false},
    Errand{"leisure", "sports_centre", 5, 13 * kHour, 18 * kHour, kHour, 2 * kHour, false},
    Errand{"amenity", "social_facility", 5, 10 * kHour, 15 * kHour, kHour, 2 * kHour, false},
};

struct Row {
  int submitted;
  int departure;
  Coordinate from;
  Coordinate to;
  int latest_arrival = -1;
  int party = 1;
  int wheelchairs = 0;
};

class RequestDraw {
 public:
  RequestDraw(const TerritoryMap& map, std::uint64_t seed) : random_{seed, Purpose::given_demand} {
    for (const auto& node : map.nodes) note_facility(node.tags, node.place);
    for (const auto& way : map.ways) {
      const auto* building = find_tag(way.tags, "building");
      if (building == nullptr) continue;
      const Coordinate a = place_of(map, way.nodes[0]);
      const Coordinate b = place_of(map, way.nodes[2]);
      const Coordinate middle{a.lon + (b.lon - a.lon) / 2, a.lat + (b.lat - a.lat) / 2};
      note_facility(way.tags, middle);
      if (*building != "house" && *building != "detached" && *building != "farm" && *building != "apartments") continue;
      const auto* flats = find_tag(way.tags, "building:flats");
      homes_.insert(homes_.end(), flats == nullptr ? 1U : std::stoul(*flats), middle);
    }
  }

  std::vector<Row> draw(std::size_t count) {
    const Coordinate home = pick(homes_);
    rows_.push_back({10 * kHour, 11 * kHour, home, home});
    rows_.push_back({-5 * kHour, 3 * kHour, home, pick(places_.front())});
    while (rows_.size() < count) draw_outing(rows_.size() + 1 < count);
    std::stable_sort(rows_.begin(), rows_.end(), [](const Row& a, const Row& b) {
      return std::tie(a.submitted, a.departure) < std::tie(b.submitted, b.departure);
    });
    return rows_;
  }

 private:
  static Coordinate place_of(const TerritoryMap& map, std::int64_t node) {
    return map.nodes[static_cast<std::size_t>(node - 1)].place;
  }

  void note_facility(const TerritoryMap::Tags& tags, Coordinate place) {
    for (std::size_t i = 0; i < kPurposes.size(); ++i) {
      const auto* value = find_tag(tags, kPurposes[i].key);
      if (value != nullptr && *value == kPurposes[i].value) places_[i].push_back(place);
    }
  }

  Coordinate pick(const std::vector<Coordinate>& places) {
    return places[random_.below(static_cast<std::uint32_t>(places.size()))];
  }

  std::size_t pick_purpose() {
    double all = 0;
    for (const auto& purpose : kPurposes) all += purpose.weight;
    double drawn = random_.uniform(0, all);
    std::size_t chosen = 0;
    while (chosen + 1 < kPurposes.size() && drawn >= kPurposes[chosen].weight) drawn -= kPurposes[chosen++].weight;
    return chosen;
  }

  /// One of the facilities, nearer ones more often; not within a short walk.
  bool pick_destination(const std::vector<Coordinate>& places, Coordinate home, Coordinate& chosen) {
    for (int i = 0; i < 20 && !places.empty(); ++i) {
      chosen = pick(places);
      const double km = distance(home, chosen) / 1'000;
      if (km > 0.8 && random_.uniform() < 1 / (1 + km * km / 36)) return true;
    }
    return false;
  }

  int minutes(int first, int last) {
    const auto choices = static_cast<std::uint32_t>((last - first) / 300 + 1);
    return first + 300 * static_cast<int>(random_.below(choices));
  }

  void draw_outing(bool room_for_return) {
    const std::size_t number = pick_purpose();
    const auto& purpose = kPurposes[number];
    Row out{};
    out.from = pick(homes_);
    if (!pick_destination(places_[number], out.from, out.to)) return;
    out.departure = minutes(purpose.first_departure, purpose.last_departure);
    const auto company = random_.below(100);
    out.party = company < 80 ? 1 : company < 93 ? 2 : company < 98 ? 3 : 4;
    out.wheelchairs = random_.below(20) == 0 ? 1 : 0;
    if (purpose.on_time && random_.below(4) == 0) out.latest_arrival = out.departure + minutes(2'700, 4'500);
    const bool day_before = random_.below(100) < 55;
    out.submitted = day_before ? minutes(-16 * kHour, -6 * kHour)
                               : std::max(6 * kHour, out.departure - minutes(kHour / 2, 3 * kHour));
    out.submitted = std::min(out.submitted, out.departure);
    rows_.push_back(out);
    if (!room_for_return || random_.below(100) >= 65) return;
    Row back = out;
    std::swap(back.from, back.to);
    back.latest_arrival = -1;
    back.departure = std::min(20 * kHour, out.departure + minutes(purpose.shortest_stay, purpose.longest_stay));
    rows_.push_back(back);
  }

  RandomStream random_;
  std::vector<Coordinate> homes_;  // one entry per dwelling
  std::array<std::vector<Coordinate>, kPurposes.size()> places_;
  std::vector<Row> rows_;
};

std::string clock(int seconds) {
  if (seconds < 0) return fmt::format("{}", seconds);
  return fmt::format("{:02}:{:02}:{:02}", seconds / kHour, seconds / 60 % 60, seconds % 60);
}

}  // namespace

std::string draw_requests(const TerritoryMap& map, int count, std::uint64_t seed) {
  std::string text =
      "request_id,submitted_at,earliest_departure,origin_lon,origin_lat,destination_lon,destination_lat,"
      "latest_arrival,party_size,wheelchairs\n";
  int number = 0;
  for (const auto& row : RequestDraw{map, seed}.draw(static_cast<std::size_t>(count))) {
    text += fmt::format("R{:03},{},{},{:.7f},{:.7f},{:.7f},{:.7f},{},{},{}\n", ++number, clock(row.submitted),
                        clock(row.departure), row.from.lon_degrees(), row.from.lat_degrees(), row.to.lon_degrees(),
                        row.to.lat_degrees(), row.latest_arrival < 0 ? "" : clock(row.latest_arrival), row.party,
                        row.wheelchairs);
  }
  return text;
}

}  // namespace navette
