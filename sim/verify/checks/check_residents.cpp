// Who lives here, and what those ask for who are drawn: the tables of residents against each other and the requests.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "verify/checks/checks.h"

namespace navette::verify {
namespace {

constexpr std::int64_t kDay = 86'400'000;
constexpr std::int64_t kMostTours = 4;  // of one resident on one day
constexpr std::int64_t kLastChildBand = 1, kLastSchoolBand = 2;
enum CarCode : std::int64_t { kNoCar, kPassenger, kShared, kOwn };
// Of facilities: the purpose that each kind serves, by their codes.
constexpr std::array<std::int64_t, 12> kPurposeOfKind{3, 3, 3, 2, 2, 1, 1, 0, 4, 5, 6, 7};

class ResidentCheck {
 public:
  ResidentCheck(const Run& run, Findings& findings) : run_{run}, findings_{findings} {}

  void households() {
    const auto& r = run_.residents;
    for (std::size_t first = 0, end = 0; first < r.size(); first = end) {
      while (end < r.size() && r.household[end] == r.household[first]) ++end;
      const std::int64_t wanted = first == 0 ? 0 : r.household[first - 1] + 1;
      if (r.household[first] != wanted) {
        findings_.add("residents.households", "resident {} is of household {}, after one of {}", first,
                      r.household[first], wanted - 1);
      }
      household(first, end);
    }
  }

  void communes() {
    const auto& c = run_.communes;
    std::vector<std::int64_t> made(c.size(), 0);
    for (const std::int64_t commune : run_.residents.commune) ++made[static_cast<std::size_t>(commune)];
    for (std::size_t k = 0; k < c.size(); ++k) {
      // Of those made, who lives beyond the area served is left out.
      if (made[k] > c.made[k]) {
        findings_.add("residents.communes", "{}: {} residents made, {} live there", c.name[k], c.made[k], made[k]);
      }
      if (!(c.largest_age_gap[k] >= 0 && c.largest_age_gap[k] <= 1)) {
        findings_.add("residents.communes", "{}: largest_age_gap is {}", c.name[k], c.largest_age_gap[k]);
      }
    }
  }

  void travel() {
    const auto& t = run_.travel;
    const auto& r = run_.residents;
    std::array<std::int64_t, kAgeBands> of_band{};
    for (const std::int64_t band : r.age_band) ++of_band[static_cast<std::size_t>(band)];
    if (static_cast<std::int64_t>(t.day.size()) != run_.days * static_cast<std::int64_t>(kAgeBands)) {
      findings_.add("residents.travel", "/travel has {} rows for {} days", t.day.size(), run_.days);
      return;
    }
    std::map<std::pair<std::int64_t, std::int64_t>, std::set<std::int64_t>> asking, tours;  // by day and band
    const auto& q = run_.requests;
    for (std::size_t i = 0; i < q.size(); ++i) {
      if (!drawn(i) || q.tour[i] < 0) continue;
      const std::int64_t of_day = static_cast<std::int64_t>(r.size()) * kMostTours;
      const std::pair key{q.tour[i] / of_day, r.age_band[static_cast<std::size_t>(q.resident[i])]};
      asking[key].insert(q.resident[i]);
      tours[key].insert(q.tour[i]);
    }
    for (std::size_t k = 0; k < t.day.size(); ++k) {
      const auto day = static_cast<std::int64_t>(k / kAgeBands);
      const auto band = static_cast<std::int64_t>(k % kAgeBands);
      const std::int64_t out = t.went_out[k];
      const auto asked = [&](const auto& all) {
        const auto found = all.find({day, band});
        return found == all.end() ? 0 : static_cast<std::int64_t>(found->second.size());
      };
      // Each tour is two trips, and who goes out makes one tour at least and four at most.
      if (t.day[k] != day || t.age_band[k] != band || t.residents[k] != of_band[static_cast<std::size_t>(band)] ||
          out > t.residents[k] || t.trips[k] % 2 != 0 || t.trips[k] / 2 < out || t.trips[k] / 2 > kMostTours * out ||
          out < asked(asking) || t.trips[k] / 2 < asked(tours)) {
        findings_.add("residents.travel", "day {}, age band {}: {} residents, {} went out for {} trips; {} tours asked",
                      t.day[k], t.age_band[k], t.residents[k], out, t.trips[k], asked(tours));
      }
    }
  }

  void requests() {
    const auto& f = run_.facilities;
    for (std::size_t k = 0; k < f.lon.size(); ++k) facilities_[{f.lon[k], f.lat[k]}].push_back(k);
    for (std::size_t i = 0; i < run_.requests.size(); ++i) {
      if (drawn(i)) request(i);
    }
  }

 private:
  /// Whether a resident of the table asks, and not a row of requests.csv.
  [[nodiscard]] bool drawn(std::size_t i) const {
    const std::int64_t resident = run_.requests.resident[i];
    return run_.requests.purpose[i] >= 0 && resident >= 0 &&
           resident < static_cast<std::int64_t>(run_.residents.size());
  }

  void household(std::size_t first, std::size_t end) {
    const auto& r = run_.residents;
    std::int64_t holders = -1;  // access of those with a licence: all have the same
    bool car = false;
    for (std::size_t k = first; k < end; ++k) {
      car = car || r.car_access[k] != kNoCar;
      if (r.home_lon[k] != r.home_lon[first] || r.home_lat[k] != r.home_lat[first] || r.home[k] != r.home[first] ||
          r.commune[k] != r.commune[first]) {
        findings_.add("residents.households", "residents {} and {} are of one household and live apart", first, k);
      }
      if (r.wheelchair[k] == 1 && r.impaired[k] == 0) {
        findings_.add("residents.households", "resident {} travels in a wheelchair, and is not impaired", k);
      }
    }
    for (std::size_t k = first; k < end; ++k) {
      const std::int64_t access = r.car_access[k];
      const bool licence = r.licence[k] == 1;
      const bool too_young = !licence && r.age_band[k] <= kLastSchoolBand;
      bool right = licence ? access != kPassenger : access == (car && !too_young ? kPassenger : kNoCar);
      if (licence && car && access == kNoCar) right = false;
      if (licence && holders >= 0 && access != holders) right = false;
      if (licence) holders = access;
      if (!right) {
        findings_.add("residents.households", "resident {}: access to a car {} does not fit licence {} and household",
                      k, access, r.licence[k]);
      }
    }
  }

  void request(std::size_t i) {
    const auto& q = run_.requests;
    const auto& r = run_.residents;
    const auto row = static_cast<std::size_t>(q.resident[i]);
    const bool back = q.way_back[i] == 1;
    const auto wrong = [&](const char* what) {
      findings_.add("residents.requests", "{} of resident {}: {}", run_.name(i), row, what);
    };
    const Place home = back ? q.destination[i] : q.origin[i];
    const auto [lon, lat] =
        back ? std::pair{q.destination_lon[i], q.destination_lat[i]} : std::pair{q.origin_lon[i], q.origin_lat[i]};
    if (lon != r.home_lon[row] || lat != r.home_lat[row] || home != r.home[row]) wrong("it is not from home, or to it");
    facility(i, back);
    const std::int64_t residents = static_cast<std::int64_t>(r.size());
    const std::int64_t day = q.tour[i] / (residents * kMostTours);
    const std::int64_t rank = q.tour[i] % kMostTours;
    if (q.tour[i] < 0 || q.tour[i] / kMostTours % residents != q.resident[i] || day >= run_.days) {
      wrong("its tour is not one of the resident's");
    } else {
      const std::string name =
          "d" + std::to_string(day) + "-r" + std::to_string(row) + "-" + std::to_string(rank + 1) + (back ? "b" : "o");
      if (run_.name(i) != name) wrong("its name is not that of its tour");
      if (q.submitted_at[i] < (day - 1) * kDay) wrong("it is asked for more than a day before");
    }
    const std::int64_t party = r.age_band[row] <= kLastChildBand ? 2 : 1;  // children with an adult
    if (q.party_size[i] != party || q.wheelchairs[i] != r.wheelchair[row]) wrong("its party is not the resident's");
    if (q.earliest_departure[i] % 60'000 != 0 || q.latest_arrival[i] != kNone) wrong("no resident asks for such times");
    if (q.submitted_at[i] % 1'000 != 0) wrong("nobody asks within a second");
  }

  void facility(std::size_t i, bool back) {
    const auto& q = run_.requests;
    const auto& f = run_.facilities;
    const Place place = back ? q.origin[i] : q.destination[i];
    const auto found = facilities_.find(back ? std::pair{q.origin_lon[i], q.origin_lat[i]}
                                             : std::pair{q.destination_lon[i], q.destination_lat[i]});
    const bool serves =
        found != facilities_.end() && std::any_of(found->second.begin(), found->second.end(), [&](std::size_t k) {
          return f.place[k] == place && kPurposeOfKind[static_cast<std::size_t>(f.kind[k])] == q.purpose[i];
        });
    if (serves) return;
    findings_.add("residents.requests", "{}: no facility for its purpose stands where it goes", run_.name(i));
  }

  const Run& run_;
  Findings& findings_;
  std::map<std::pair<std::int64_t, std::int64_t>, std::vector<std::size_t>> facilities_;  // by place
};

}  // namespace

void check_residents(const Run& run, Findings& findings) {
  if (run.residents.household.empty()) return;
  ResidentCheck check{run, findings};
  check.households();
  check.communes();
  check.travel();
  check.requests();
}

}  // namespace navette::verify
