#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/world/given_service.h"
#include "io/scenario/keys/key_row.h"
#include "io/scenario/make_fleet.h"
#include "record/costs.h"

namespace navette {

/// The feed of a service; of one service, over what [service] says.
struct GtfsFeed {
  std::filesystem::path file;
  std::vector<std::string> routes;
};

/// The rows of [service]: one service's own, or the defaults of each [services.NAME].
const KeyRows<GivenService>& where_rows();  // and when
const KeyRows<ServiceRules>& rule_rows();
const KeyRows<Fare>& own_fare_rows();
const KeyRows<BookingRule>& notice_rows();
const KeyRows<GivenService>& way_back_rows();
const KeyRows<GivenService>& stop_rows();
const KeyRows<GtfsFeed>& feed_rows();
const KeyRows<GivenService>& walk_rows();  // and what runs between stops
/// The rows of [fleet], the same.
const KeyRows<FleetDescription>& fleet_rows();
/// `services.NAME.order`, which has no default for all.
const ScenarioKey& service_order_key();

/// Where a key of one service stands for all: "services.night.fleet.size" is "fleet.size", "services.night.kind" is
/// "service.kind". Nothing if the path is not below a service.
std::optional<std::string> common_path(std::string_view path);
/// The reverse: where a key of [service] or [fleet] stands for a service of this name; itself if the name is empty.
std::string path_of_service(std::string_view name, std::string_view common);
/// What names of services are made of: letters, digits, - and _.
bool is_service_name(std::string_view name);

/// Reads rows of [service] or [fleet] where they stand for a service of this name; empty: for all.
template <class Owner>
void read_rows_of(std::string_view service, const KeyRows<Owner>& rows, ScenarioValues& values, Owner& owner) {
  for (const auto& row : rows) row.read(values, path_of_service(service, row.key().path), owner);
}

}  // namespace navette
