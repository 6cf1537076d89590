// Each row of the table of keys sets its own member, and no other.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <string>

#include "core/errors.h"
#include "io/scenario/keys/booking_keys.h"
#include "io/scenario/keys/cost_keys.h"
#include "io/scenario/keys/dispatch_keys.h"
#include "io/scenario/keys/rebalancing_keys.h"
#include "io/scenario/keys/resident_keys.h"
#include "io/scenario/keys/run_keys.h"
#include "io/scenario/keys/service_keys.h"
#include "io/scenario/keys/territory_keys.h"

using namespace navette;

namespace {

// A value that the key allows and that is not its default; empty if the key names files or lists things.
std::string another_value(const ScenarioKey& key, const std::string& usual) {
  const double high = std::isfinite(key.high) ? key.high : 1000;
  switch (key.kind) {
    case KeyKind::text:
      if (key.choices.empty()) return "\"other\"";
      return fmt::format("\"{}\"", usual.find(key.choices[0]) == 1 ? key.choices[1] : key.choices[0]);
    case KeyKind::boolean:
      return usual == "true" ? "false" : "true";
    case KeyKind::duration: {
      const double later = std::min(key.low + 3'600, key.high);  // times of day are shown in minutes
      return fmt::format("{}", usual == fmt::format("{}", later) ? key.high : later);
    }
    case KeyKind::whole:
      return fmt::format("{}", usual == fmt::format("{}", high) ? key.low : high);
    case KeyKind::number:
      return fmt::format("{}", std::stod(usual.empty() ? "0" : usual) == high ? key.low : high);
    case KeyKind::date:
      return "2026-03-01";
    case KeyKind::names:
      return fmt::format("[\"{}\"]", key.choices[usual == fmt::format("[\"{}\"]", key.choices[0]) ? 1 : 0]);
    case KeyKind::named_numbers: {
      // One of them, and of shares that sum to 1 all.
      if (!key.sums_to_one) {
        const bool is_highest = usual.find(fmt::format("[{},", high)) == 0;
        return fmt::format("{{\"{}\" = {}}}", key.choices[0], is_highest ? key.low : high);
      }
      std::string all = "[1";
      for (std::size_t i = 1; i < key.choices.size(); ++i) all += ", 0";
      return all + "]";
    }
    default:
      return "";
  }
}

template <class Owner>
int check_each(const KeyRows<Owner>& rows) {
  int checked = 0;
  for (const auto& row : rows) {
    Owner usual{};
    const std::string value = another_value(row.key(), row.shown(usual));
    if (value.empty()) continue;
    INFO(row.key().path << " = " << value);
    TomlValue document = parse_toml("", "test");
    document.put(row.key().path, *parse_toml("value = " + value, "test").find("value"));
    name_numbers(document);
    InputErrors errors;
    ScenarioValues values{document, "test", errors};
    Owner changed{};
    read_rows(rows, values, changed);
    CHECK(errors.messages().empty());
    if (row.shown(usual).empty() && row.shown(changed).empty()) continue;  // what no member says
    for (const auto& other : rows) {
      INFO(other.key().path);
      CHECK((other.shown(changed) != other.shown(usual)) == (&other == &row));
    }
    ++checked;
  }
  return checked;
}

}  // namespace

TEST_CASE("each row sets its own member and no other") {
  CHECK(check_each(territory_rows()) == 16);
  CHECK(check_each(population_rows()) == 8);
  CHECK(check_each(demand_source_rows()) == 1);
  CHECK(check_each(demand_rows()) == 48);
  CHECK(check_each(fleet_rows()) == 5);
  CHECK(check_each(where_rows()) == 2);
  CHECK(check_each(way_back_rows()) == 1);
  CHECK(check_each(rule_rows()) == 11);
  CHECK(check_each(own_fare_rows()) == 3);
  CHECK(check_each(notice_rows()) == 7);
  CHECK(check_each(stop_rows()) == 1);
  CHECK(check_each(walk_rows()) == 5);
  CHECK(check_each(dispatch_rows()) == 2);
  CHECK(check_each(objective_rows()) == 9);
  CHECK(check_each(limit_rows()) == 4);
  CHECK(check_each(policy_rows()) == 11);
  CHECK(check_each(rebalancing_rows()) == 9);
  CHECK(check_each(forecast_rows()) == 2);
  CHECK(check_each(booking_rows()) == 17);
  CHECK(check_each(disturbance_rows()) == 4);
  CHECK(check_each(record_rows()) == 1);
  CHECK(check_each(cost_rows()) == 16);
  CHECK(check_each(run_rows()) == 4);
}
