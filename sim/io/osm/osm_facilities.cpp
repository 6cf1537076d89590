#include "io/osm/osm_facilities.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "io/osm/osm_buildings.h"

namespace navette {
namespace {

using std::string_view;

// Units of size are those of docs/map-data.md: pupils, beds, m2 of shop, jobs; else a weight of one for the common
// case.
constexpr FacilitySize weight(double size) { return {0, 0, size, size, size}; }
constexpr FacilitySize kSupermarket{0, 1, 200, 15'000, 900};
constexpr FacilitySize kSmallShop{0, 1, 20, 600, 80};
constexpr FacilitySize kNursery{0, 20, 10, 150, 30};
constexpr FacilitySize kSchool{0, 50, 20, 800, 120};
constexpr FacilitySize kSecondarySchool{0, 60, 80, 2'000, 500};
constexpr FacilitySize kHospital{0, 150, 10, 1'500, 60};
// Of schools and hospitals the map mostly shows the grounds; a building alone is this much smaller.
constexpr double kBuiltShare = 0.2;
constexpr FacilitySize kOffice{0, 25, 3, 2'000, 8};
constexpr FacilitySize kIndustry{0, 200, 5, 4'000, 20};
constexpr FacilitySize kCommerce{0, 100, 5, 3'000, 15};

template <std::size_t n>
bool is_one_of(string_view word, const std::array<string_view, n>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// ASCII letters only; what follows looks for the plain beginning of words.
std::string lower(const char* text) {
  std::string word{text == nullptr ? "" : text};
  for (char& c : word) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return word;
}

bool has(const std::string& text, string_view part) { return text.find(part) != std::string::npos; }

class Reader {
 public:
  explicit Reader(const TagReader& tag) : tag_{tag} {}

  std::vector<FacilityTags> read() {
    read_amenity(value_of("amenity"));
    if (found_.empty()) read_healthcare(value_of("healthcare"));
    read_shop(value_of("shop"));
    read_leisure(value_of("leisure"), value_of("tourism"));
    read_station(value_of("railway"));
    if (found_.empty()) read_workplace();
    for (const char* key : {"disused", "abandoned", "ruins", "demolished"}) {
      if (!found_.empty() && value_of(key) == "yes") found_.clear();
    }
    return std::move(found_);
  }

 private:
  [[nodiscard]] string_view value_of(const char* key) const {
    const char* value = tag_(key);
    return value == nullptr ? string_view{} : string_view{value};
  }

  void add(FacilityKind kind, FacilitySize size, double jobs) {
    found_.push_back({kind, size});
    if (jobs > 0) found_.push_back({FacilityKind::workplace, weight(jobs)});
  }

  /// A place whose staff grows with it: one job per so many units of size.
  void add_with_staff(FacilityKind kind, FacilitySize size, const char* counted_by, double units_per_job) {
    size.tagged = counted_by == nullptr ? 0 : std::max(0, read_count(tag_(counted_by), 50'000));
    const bool is_shop = kind == FacilityKind::supermarket || kind == FacilityKind::small_shop;
    if (!is_shop && tag_("building") != nullptr) size.m2_each *= kBuiltShare;
    found_.push_back({kind, size});
    FacilitySize jobs = size;
    for (double* part : {&jobs.tagged, &jobs.low, &jobs.high, &jobs.as_point}) *part /= units_per_job;
    jobs.m2_each *= units_per_job;
    jobs.low = std::max(1.0, jobs.low);
    jobs.as_point = std::max(1.0, jobs.as_point);
    found_.push_back({FacilityKind::workplace, jobs});
  }

  void read_amenity(string_view amenity) {
    static constexpr std::array<string_view, 8> kEating{"restaurant", "pub",        "cafe",      "bar",
                                                        "fast_food",  "biergarten", "ice_cream", "food_court"};
    static constexpr std::array<string_view, 7> kMeeting{"community_centre", "community_hall", "social_centre",
                                                         "arts_centre",      "nightclub",      "music_venue",
                                                         "place_of_worship"};
    if (amenity.empty()) return;
    if (amenity == "doctors" || amenity == "dentist") add(FacilityKind::doctor, weight(1), 4);
    if (amenity == "clinic") add(FacilityKind::doctor, weight(4), 15);
    if (amenity == "pharmacy") add(FacilityKind::pharmacy, weight(1), 5);
    if (amenity == "hospital") add_with_staff(FacilityKind::hospital, kHospital, "beds", 0.4);
    if (amenity == "school") read_school();
    if (amenity == "kindergarten" || amenity == "childcare") {
      add_with_staff(FacilityKind::school, kNursery, "capacity", 6);
    }
    if (amenity == "college" || amenity == "university") {
      add_with_staff(FacilityKind::secondary_school, kSecondarySchool, "capacity", 12);
    }
    if (amenity == "townhall") add(FacilityKind::administration, weight(2), 8);
    if (amenity == "post_office") add(FacilityKind::administration, weight(2), 4);
    if (amenity == "courthouse" || amenity == "job_centre" || amenity == "public_building") {
      add(FacilityKind::administration, weight(1), 15);
    }
    if (amenity == "bank" || amenity == "police") add(FacilityKind::administration, weight(1), 6);
    if (amenity == "social_facility") add(FacilityKind::administration, weight(1), 12);
    if (amenity == "nursing_home") add(FacilityKind::workplace, weight(30), 0);
    if (amenity == "library" || amenity == "cinema" || amenity == "theatre") add(FacilityKind::leisure, weight(3), 4);
    if (is_one_of(amenity, kEating)) add(FacilityKind::leisure, weight(1), 4);
    if (is_one_of(amenity, kMeeting)) add(FacilityKind::leisure, weight(1), 0);
    if (amenity == "marketplace") add(FacilityKind::market, weight(1), 0);
    if (amenity == "bus_station") add(FacilityKind::station, weight(2), 0);
    if (amenity == "fuel" || amenity == "veterinary") add(FacilityKind::workplace, weight(4), 0);
  }

  void read_school() {
    const std::string level = lower(tag_("isced:level"));
    const std::string french = lower(tag_("school:FR"));
    const std::string name = lower(tag_("name"));
    bool young =
        has(level, "0") || has(level, "1") || has(french, "mat") || has(french, "mentaire") || has(french, "prim");
    bool old = has(level, "2") || has(level, "3") || has(french, "coll") || has(french, "lyc") || has(french, "second");
    if (!young && !old) old = read_count(tag_("min_age"), 30) >= 10;
    if (!young && !old) {
      static constexpr std::array<string_view, 12> kSecondaryNames{
          "coll\xc3\xa8ge", "college",    "lyc",          "high school",  "secondary",    "grammar",
          "gymnasium",      "realschule", "mittelschule", "gesamtschule", "berufsschule", "comprehensive"};
      for (const string_view part : kSecondaryNames) old = old || has(name, part);
      young = !old;
    }
    // One for all ages is two of half the size, as far as their pupils go.
    FacilitySize first = kSchool;
    FacilitySize second = kSecondarySchool;
    if (young && old) {
      for (FacilitySize* size : {&first, &second}) {
        size->m2_each *= 2;
        size->as_point /= 2;
      }
    }
    if (young) add_with_staff(FacilityKind::school, first, young && old ? nullptr : "capacity", 12);
    if (old) add_with_staff(FacilityKind::secondary_school, second, young && old ? nullptr : "capacity", 12);
  }

  void read_healthcare(string_view care) {
    static constexpr std::array<string_view, 6> kDoctors{"doctor",          "doctors", "dentist",
                                                         "physiotherapist", "nurse",   "optometrist"};
    if (is_one_of(care, kDoctors)) add(FacilityKind::doctor, weight(1), 3);
    if (care == "clinic" || care == "centre" || care == "dialysis" || care == "rehabilitation") {
      add(FacilityKind::doctor, weight(4), 15);
    }
    if (care == "pharmacy") add(FacilityKind::pharmacy, weight(1), 5);
    if (care == "hospital") add_with_staff(FacilityKind::hospital, kHospital, "beds", 0.4);
  }

  void read_shop(string_view shop) {
    static constexpr std::array<string_view, 4> kNone{"", "no", "vacant", "disused"};
    static constexpr std::array<string_view, 6> kLarge{"supermarket",      "hypermarket", "mall",
                                                       "department_store", "wholesale",   "general"};
    if (is_one_of(shop, kNone)) return;
    if (is_one_of(shop, kLarge)) {
      add_with_staff(FacilityKind::supermarket, kSupermarket, nullptr, 35);
    } else {
      add_with_staff(FacilityKind::small_shop, kSmallShop, nullptr, 40);
    }
  }

  void read_leisure(string_view leisure, string_view tourism) {
    if (leisure == "sports_centre" || leisure == "sports_hall" || leisure == "stadium") {
      add(FacilityKind::leisure, weight(3), 4);
    }
    if (leisure == "fitness_centre" || leisure == "bowling_alley" || leisure == "water_park" || leisure == "ice_rink" ||
        leisure == "golf_course") {
      add(FacilityKind::leisure, weight(2), 3);
    }
    if (tourism == "museum" || tourism == "zoo" || tourism == "theme_park") add(FacilityKind::leisure, weight(1), 5);
    if (tourism == "hotel") add(FacilityKind::workplace, weight(12), 0);
  }

  void read_station(string_view railway) {
    const string_view kind = value_of("station");
    if (kind == "subway" || kind == "miniature" || value_of("usage") == "tourism") return;
    if (railway == "station") add(FacilityKind::station, weight(3), 0);
    if (railway == "halt") add(FacilityKind::station, weight(1), 0);
  }

  void read_workplace() {
    const string_view office = value_of("office");
    const string_view land = value_of("landuse");
    const string_view craft = value_of("craft");
    if (!office.empty() && office != "no" && office != "vacant") {
      if (office == "government" || office == "employment_agency" || office == "administrative") {
        add(FacilityKind::administration, weight(1), 0);
      }
      found_.push_back({FacilityKind::workplace, kOffice});
    } else if (!craft.empty() && craft != "no") {
      add(FacilityKind::workplace, weight(4), 0);
    } else if (land == "industrial") {
      add(FacilityKind::workplace, kIndustry, 0);
    } else if (land == "commercial") {
      add(FacilityKind::workplace, kCommerce, 0);
    } else if (land == "farmyard") {
      add(FacilityKind::workplace, weight(1), 0);
    }
  }

  const TagReader& tag_;
  std::vector<FacilityTags> found_;
};

}  // namespace

double FacilitySize::of(double area) const {
  if (tagged > 0) return tagged;
  if (m2_each <= 0 || area <= 0) return as_point;
  return std::clamp(area / m2_each, low, high);
}

std::vector<FacilityTags> read_facility_tags(const TagReader& tag) { return Reader{tag}.read(); }

}  // namespace navette
