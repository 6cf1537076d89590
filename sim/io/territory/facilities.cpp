#include "io/territory/facilities.h"

#include <string>
#include <utility>

namespace navette::territory {
namespace {

class Catalogue {
 public:
  explicit Catalogue(const Settlement& settlement) : settlement_{settlement} {}

  void room(const char* key, const char* value) {
    facilities_.push_back({named(key, value), false, "yes", 0, 0, false});
  }
  void house(const char* key, const char* value, const char* building, double width, double depth, bool edge = false) {
    facilities_.push_back({named(key, value), true, building, width, depth, edge});
  }
  void rooms(int count, const char* key, const char* value) {
    for (int i = 0; i < count; ++i) room(key, value);
  }
  std::vector<Facility> take() { return std::move(facilities_); }
  Facility& last() { return facilities_.back(); }

 private:
  [[nodiscard]] TerritoryMap::Tags named(const char* key, const char* value) const {
    return {{key, value}, {"name", label(value) + " " + settlement_.name}};
  }
  static std::string label(const std::string& value) {
    static const std::vector<std::pair<std::string, std::string>> kLabels{{"townhall", "Mairie de"},
                                                                          {"school", "École de"},
                                                                          {"hospital", "Hôpital de"},
                                                                          {"clinic", "Maison de santé de"},
                                                                          {"doctors", "Cabinet médical de"},
                                                                          {"pharmacy", "Pharmacie de"},
                                                                          {"supermarket", "Supermarché de"},
                                                                          {"convenience", "Épicerie de"},
                                                                          {"bakery", "Boulangerie de"},
                                                                          {"marketplace", "Marché de"},
                                                                          {"post_office", "Poste de"},
                                                                          {"station", "Gare de"},
                                                                          {"library", "Bibliothèque de"},
                                                                          {"sports_centre", "Gymnase de"},
                                                                          {"community_centre", "Salle des fêtes de"},
                                                                          {"social_facility", "Résidence des aînés de"},
                                                                          {"place_of_worship", "Église de"},
                                                                          {"industrial", "Ateliers de"},
                                                                          {"company", "Bureaux de"},
                                                                          {"government", "Maison des services de"},
                                                                          {"bank", "Banque de"}};
    for (const auto& [key, text] : kLabels) {
      if (key == value) return text;
    }
    return value;
  }

  const Settlement& settlement_;
  std::vector<Facility> facilities_;
};

void add_schools(Catalogue& catalogue, const Settlement& settlement) {
  const int primaries = settlement.kind == SettlementKind::town ? 1 + settlement.inhabitants / 2'500 : 1;
  for (int i = 0; i < primaries; ++i) {
    catalogue.house("amenity", "school", "school", 30, 14);
    catalogue.last().tags.emplace_back("school:FR", "primaire");
  }
  if (settlement.kind != SettlementKind::town) return;
  for (const auto& [level, least] : {std::pair{"collège", 1'500}, std::pair{"lycée", 3'000}}) {
    if (settlement.inhabitants < least) continue;
    catalogue.house("amenity", "school", "school", 44, 18, true);
    catalogue.last().tags.emplace_back("school:FR", level);
    catalogue.last().tags[1].second = (level[0] == 'c' ? "Collège de " : "Lycée de ") + settlement.name;
  }
}

void add_town(Catalogue& catalogue, const Settlement& town, bool first_town) {
  const int size = town.inhabitants;
  catalogue.house("amenity", "townhall", "public", 22, 14);
  catalogue.house("amenity", "place_of_worship", "church", 26, 12);
  catalogue.room("amenity", "marketplace");
  catalogue.room("amenity", "post_office");
  catalogue.rooms(1 + size / 1'300, "amenity", "doctors");
  catalogue.rooms(1 + size / 2'500, "amenity", "pharmacy");
  catalogue.rooms(1 + size / 1'500, "shop", "bakery");
  catalogue.rooms(1 + size / 3'000, "shop", "convenience");
  catalogue.rooms(1 + size / 2'500, "amenity", "bank");
  catalogue.rooms(1 + size / 1'000, "office", "company");
  catalogue.room("office", "government");
  catalogue.house("amenity", "library", "public", 20, 12);
  catalogue.house("amenity", "community_centre", "public", 24, 14);
  add_schools(catalogue, town);
  if (size >= 2'500) {
    catalogue.house("amenity", "hospital", "hospital", 50, 20, true);
  } else {
    catalogue.house("amenity", "clinic", "public", 24, 12);
  }
  if (first_town) catalogue.house("railway", "station", "train_station", 30, 10, true);
  catalogue.house("leisure", "sports_centre", "sports_centre", 40, 22, true);
  catalogue.house("amenity", "social_facility", "public", 40, 14, true);
  catalogue.last().tags.emplace_back("social_facility", "nursing_home");
  for (int i = 0; i < 1 + size / 3'000; ++i) catalogue.house("shop", "supermarket", "retail", 40, 25, true);
  for (int i = 0; i < 2 + size / 1'000; ++i) catalogue.house("landuse", "industrial", "industrial", 40, 22, true);
}

void add_village(Catalogue& catalogue, const Settlement& village) {
  const int size = village.inhabitants;
  catalogue.house("amenity", "townhall", "public", 16, 11);
  catalogue.house("amenity", "place_of_worship", "church", 22, 10);
  if (size >= 250) add_schools(catalogue, village);
  if (size >= 180) catalogue.house("amenity", "community_centre", "public", 22, 12);
  if (size >= 300) catalogue.room("shop", "bakery");
  if (size >= 260) catalogue.room("shop", "convenience");
  if (size >= 380) catalogue.room("amenity", "post_office");
  if (size >= 420) catalogue.room("amenity", "doctors");
  if (size >= 480) catalogue.room("amenity", "pharmacy");
  if (size >= 420) catalogue.room("amenity", "marketplace");
  if (size >= 350) catalogue.house("landuse", "industrial", "industrial", 34, 18, true);
  if (size >= 500) catalogue.house("leisure", "sports_centre", "sports_centre", 34, 20, true);
  if (size >= 600) {
    catalogue.house("amenity", "social_facility", "public", 34, 13, true);
    catalogue.last().tags.emplace_back("social_facility", "nursing_home");
  }
  if (size >= 700) catalogue.house("shop", "supermarket", "retail", 30, 20, true);
}

}  // namespace

std::vector<Facility> facilities_of(const Settlement& settlement, bool first_town) {
  Catalogue catalogue{settlement};
  if (settlement.kind == SettlementKind::town) add_town(catalogue, settlement, first_town);
  if (settlement.kind == SettlementKind::village) add_village(catalogue, settlement);
  return catalogue.take();
}

}  // namespace navette::territory
