#include "io/scenario/make_fleet.h"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "core/key_names.h"
#include "io/scenario/parse_time.h"
#include "io/scenario/shown_text.h"
#include "io/scenario/tables/read_shuttles_csv.h"

namespace navette {
namespace {

// What the drivers of all shuttles are bound by; a day that no driver may work is told.
void keep_rules(GivenShuttle& shuttle, const FleetDescription& fleet, const std::string& where, InputErrors& errors) {
  shuttle.max_spread = fleet.max_spread;
  shuttle.max_continuous_driving = fleet.max_continuous_driving;
  if (shuttle.shifts.empty() || spread_of(shuttle.shifts) <= fleet.max_spread) return;
  errors.add(fmt::format("{}: a day from {} to {} spreads over more than {}, {} s", where,
                         shown_time(shuttle.shifts.front().start), shown_time(shuttle.shifts.back().end),
                         key::fleet_max_spread, static_cast<double>(fleet.max_spread.count) / 1000));
}

}  // namespace

void make_fleet(const FleetDescription& fleet, bool alone, const std::string& where, GivenService& service,
                InputErrors& errors) {
  if (!fleet.list.empty()) {
    service.shuttles = read_shuttles_csv(fleet.list, errors);
    for (GivenShuttle& shuttle : service.shuttles) {
      keep_rules(shuttle, fleet, fmt::format("{}: shuttle_id {}", fleet.list.string(), shown_text(shuttle.name)),
                 errors);
    }
    return;
  }
  FleetRule& rule = service.fleet_rule;
  InputErrors too_long;
  for (const WorkingDay& day : fleet.shifts) {
    GivenShuttle model;
    model.seats = fleet.seats;
    model.wheelchairs = fleet.wheelchairs;
    model.shifts = day;
    keep_rules(model, fleet, fmt::format("{}: {}", where, key::fleet_shifts), too_long);
    rule.models.push_back(std::move(model));
  }
  if (!too_long.empty()) errors.add(too_long.messages().front());
  rule.size = fleet.size;
  rule.depots = fleet.depots;
  rule.applies = !rule.size || rule.depots.empty();
  if (rule.applies) return;
  for (std::size_t i = 0; i < static_cast<std::size_t>(*rule.size); ++i) {
    GivenShuttle shuttle = rule.models[i % rule.models.size()];
    shuttle.name = alone ? fmt::format("shuttle-{}", i + 1) : fmt::format("{}-shuttle-{}", service.name, i + 1);
    shuttle.depot = rule.depots[i % rule.depots.size()];
    service.shuttles.push_back(std::move(shuttle));
  }
}

void check_shuttle_names(const std::vector<GivenService>& services, const std::string& where, InputErrors& errors) {
  std::map<std::string, std::string> owner;
  for (const GivenService& service : services) {
    for (const GivenShuttle& shuttle : service.shuttles) {
      const auto [first, is_new] = owner.emplace(shuttle.name, service.name);
      if (is_new || first->second == service.name) continue;
      errors.add(fmt::format("{}: services.{}.fleet: shuttle_id {} is of service {} already", where, service.name,
                             shown_text(shuttle.name), first->second));
    }
  }
}

}  // namespace navette
