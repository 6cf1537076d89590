#include "property/values.h"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

#include "io/scenario/keys/scenario_keys.h"

namespace navette::test {
namespace {

std::span<const std::string_view> choices_of(std::string_view key) {
  const ScenarioKey* found = find_scenario_key(key);
  if (found == nullptr || found->choices.empty()) throw std::logic_error{"no such choices"};
  return found->choices;
}

}  // namespace

Coordinate Draw::on_road() const {
  return territory.places[random.below(static_cast<std::uint32_t>(territory.places.size()))];
}

Coordinate Draw::place() const {
  Coordinate place = on_road();
  if (chance(0.5)) return place;
  place.lon += whole(-40'000, 40'000);
  place.lat += whole(-25'000, 25'000);
  return place;
}

Value seconds(int low, int high) { return whole(low, high); }
Value whole(int low, int high) {
  return [=](const Draw& draw) { return fmt::format("{}", draw.whole(low, high)); };
}
Value number(double low, double high) {
  return [=](const Draw& draw) { return fmt::format("{:.3f}", draw.random.uniform(low, high)); };
}
Value yes_or_no() { return one_of({"true", "false"}); }
Value always(std::string value) {
  return [value = std::move(value)](const Draw& /*draw*/) { return value; };
}
Value one_of(std::vector<std::string> values) {
  return [values = std::move(values)](const Draw& draw) {
    return values[draw.random.below(static_cast<std::uint32_t>(values.size()))];
  };
}
Value any_choice_of(std::string_view key) {
  std::vector<std::string> values;
  for (const auto choice : choices_of(key)) values.push_back(text(choice));
  return one_of(std::move(values));
}
Value some_of(std::string_view key) {
  const auto names = choices_of(key);
  return [names](const Draw& draw) {
    std::string list = text(names[draw.random.below(static_cast<std::uint32_t>(names.size()))]);
    for (const auto name : names) {
      if (draw.chance(0.6)) list += ", " + text(name);
    }
    return fmt::format("[{}]", list);
  };
}
Value hours() {
  return [](const Draw& draw) {
    const int first = draw.whole(6, 10);
    const int last = draw.whole(13, 20);
    if (draw.chance(0.5)) return fmt::format(R"([{{from = "{:02}:00", until = "{:02}:30"}}])", first, last);
    return fmt::format(R"([{{from = "{:02}:00", until = "12:00"}}, {{from = "13:00", until = "{:02}:30"}}])", first,
                       last);
  };
}
Value places(int low, int high) {
  return [=](const Draw& draw) {
    std::string list;
    for (int k = draw.whole(low, high); k > 0; --k) {
      list += fmt::format("{}{{{}}}", list.empty() ? "" : ", ", lon_lat(draw.on_road()));
    }
    return fmt::format("[{}]", list);
  };
}

Value closures() {
  return [](const Draw& draw) {
    std::string list;
    for (int k = draw.whole(1, 4); k > 0; --k) {
      const int from = draw.whole(6 * 3'600, 18 * 3'600);
      const int until = from + draw.whole(1, draw.chance(0.5) ? 3'600 : 6 * 3'600);
      const int along = draw.whole(1, 3);
      list += fmt::format("{}{{ along = {}, from = {}, until = {}{}{}{} }}", list.empty() ? "" : ", ",
                          places(along, along)(draw), from, until, draw.chance(0.3) ? ", every_day = true" : "",
                          along > 1 && draw.chance(0.3) ? ", one_way = true" : "",
                          draw.chance(0.4) ? fmt::format(", announced = {}", draw.whole(0, from)) : "");
    }
    return fmt::format("[{}]", list);
  };
}

std::string text(std::string_view words) { return fmt::format("\"{}\"", words); }
std::string lon_lat(const Coordinate& place) {
  return fmt::format("lon = {:.7f}, lat = {:.7f}", place.lon_degrees(), place.lat_degrees());
}

}  // namespace navette::test
