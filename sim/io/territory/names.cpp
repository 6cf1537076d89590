#include "io/territory/names.h"

#include <fmt/format.h>

#include <array>

namespace navette::territory {
namespace {

constexpr std::array kBeginnings{"Mon", "Cas", "Vil", "Lau", "Bel", "Per", "Sau", "Gar", "Cam", "Ros", "Fon",
                                 "Val", "Tré", "Mar", "Cor", "Bra", "Lan", "Vay", "Roq", "Pui", "Aul", "Ser",
                                 "Mir", "Ven", "Bar", "Cou", "Dor", "Esp", "Flo", "Gal", "Nar", "Pal"};
constexpr std::array kMiddles{"",   "",   "",   "te", "ta", "li", "ra", "mou", "de",
                              "be", "ri", "ga", "lo", "za", "vi", "na", "cou"};
constexpr std::array kEnds{"gnac", "rac", "lac",  "zan",  "ville", "rens", "ssac", "det",  "rol",  "guès", "las",
                           "rol",  "vel", "mont", "rous", "nède",  "quet", "lhac", "dour", "nols", "lié",  "viel"};
constexpr std::array kHamletEnds{"dière", "rière", "lière", "nière", "tarière", "barière"};
constexpr std::array kRivers{"vre", "ron", "dou", "nne", "gout", "rance", "zère", "laure"};
constexpr std::array kSaints{"Arnave",    "Béatrix", "Cirgue", "Dalmaze", "Espérie", "Fulcran",
                             "Gausbert",  "Hilarin", "Izarn",  "Juéry",   "Lys",     "Maurin",
                             "Namphaise", "Orens",   "Papoul", "Rustice", "Salvy",   "Urcisse"};
constexpr std::array kFarms{"Mas de",     "Borde de",  "Métairie de", "Grange de",
                            "Bastide de", "Moulin de", "Combe de",    "Puech de"};
constexpr std::array kFarmEnds{"Haut", "Bas", "Neuf", "Vieux", "Grand", "Petit"};
constexpr std::array kStreetKinds{"Rue", "Rue", "Rue", "Chemin", "Impasse", "Allée"};
constexpr std::array kStreets{"de la Fontaine", "du Lavoir",    "des Tilleuls", "de l'Église",  "du Pré",
                              "des Écoles",     "du Moulin",    "de la Halle",  "du Foirail",   "des Vignes",
                              "du Four",        "des Jardins",  "de la Forge",  "du Puits",     "des Remparts",
                              "de la Croix",    "du Stade",     "des Noyers",   "de la Mairie", "du Couvent",
                              "des Chênes",     "de la Plaine", "du Ruisseau",  "des Lilas"};

template <class Table>
std::string pick(RandomStream& random, const Table& table) {
  return table[random.below(static_cast<std::uint32_t>(table.size()))];
}

bool begins_with_vowel(const std::string& name) { return std::string{"AEIOU"}.find(name.front()) != std::string::npos; }

}  // namespace

std::string Names::stem() {
  std::string name = pick(random_, kBeginnings);
  name += pick(random_, kMiddles);
  return name;
}

template <class Invent>
std::string Names::new_name(Invent&& invent) {
  for (int attempt = 0;; ++attempt) {
    std::string name = invent();
    // In a large territory the tables run out; a number keeps names apart.
    if (attempt > 20) name += fmt::format(" {}", given_.size());
    if (given_.insert(name).second) return name;
  }
}

std::string Names::town() {
  return new_name([&]() -> std::string {
    if (random_.below(5) == 0) return fmt::format("Saint-{}", pick(random_, kSaints));
    std::string name = stem();
    name += pick(random_, kEnds);
    if (random_.below(6) == 0) name += "-le-Haut";
    return name;
  });
}

std::string Names::hamlet() {
  return new_name([&] {
    const bool plural = random_.below(2) == 0;
    std::string name = stem();
    name += pick(random_, kHamletEnds);
    return fmt::format("{} {}{}", plural ? "Les" : "La", name, plural ? "s" : "");
  });
}

std::string Names::farm() {
  return new_name([&] {
    std::string name = pick(random_, kFarms);
    std::string owner = stem();
    owner += pick(random_, kEnds);
    name = begins_with_vowel(owner) ? fmt::format("{}'{}", name.substr(0, name.size() - 1), owner)
                                    : fmt::format("{} {}", name, owner);
    return random_.below(3) == 0 ? fmt::format("{} {}", name, pick(random_, kFarmEnds)) : name;
  });
}

std::string Names::street() {
  const std::string kind = pick(random_, kStreetKinds);
  return fmt::format("{} {}", kind, pick(random_, kStreets));
}

std::string Names::river() {
  return new_name([&] {
    std::string name = stem();
    name += pick(random_, kRivers);
    return fmt::format("{}{}", begins_with_vowel(name) ? "L'" : "La ", name);
  });
}

}  // namespace navette::territory
