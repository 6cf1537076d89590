#include "verify/scenario/statements.h"

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>

namespace navette::verify {
namespace {

constexpr std::array<const char*, 5> kKeysOfMadeShuttles{"size", "seats", "wheelchairs", "depots", "shifts"};

}  // namespace

const ScenarioValue& DescribedService::own(const std::string& key) const {
  return scenario_.at("services." + name_ + "." + key);
}

const ScenarioValue& DescribedService::value(const std::string& key) const {
  const ScenarioValue& own_value = own(key);
  return own_value.there() ? own_value : scenario_.at("service." + key);
}

std::string DescribedService::path(const std::string& key) const {
  return own(key).there() ? "services." + name_ + "." + key : "service." + key;
}

const ScenarioValue& DescribedService::fleet(const std::string& key) const {
  const ScenarioValue& own_value = own("fleet." + key);
  return own_value.there() ? own_value : scenario_.at("fleet." + key);
}

bool DescribedService::fleet_is_listed() const {
  if (own("fleet.shuttles").there()) return true;
  const bool made = std::any_of(kKeysOfMadeShuttles.begin(), kKeysOfMadeShuttles.end(),
                                [&](const char* key) { return own(std::string{"fleet."} + key).there(); });
  return !made && scenario_.at("fleet.shuttles").there();
}

std::string DescribedService::stop_source() const {
  const std::string kind = value("kind").as_text().value_or("");
  if (kind != "stop_based" && kind != "virtual_line") return "given";
  const std::string source = value("stop_source").as_text().value_or("given");
  return source == "given" && value("stops").kind == ScenarioValue::Kind::text ? "file" : source;
}

std::vector<DescribedService> described_services(const ScenarioValue& scenario) {
  const auto& table = scenario.at("services").table;
  if (table.empty()) return {DescribedService{scenario, "service", true}};
  std::vector<std::pair<std::int64_t, std::string>> order;
  for (const auto& [name, service] : table) {
    order.emplace_back(service.at("order").as_whole().value_or(std::numeric_limits<std::int64_t>::max()), name);
  }
  std::sort(order.begin(), order.end());
  std::vector<DescribedService> services;
  for (const auto& [rank, name] : order) services.emplace_back(scenario, name, order.size() == 1);
  return services;
}

std::optional<std::vector<double>> numbers_by_name(const ScenarioValue& value, const std::vector<std::string>& names,
                                                   std::vector<double> otherwise) {
  if (value.kind == ScenarioValue::Kind::list) {
    if (value.list.size() != names.size()) return {};
    for (std::size_t k = 0; k < names.size(); ++k) {
      const auto number = value.list[k].as_number();
      if (!number) return {};
      otherwise[k] = *number;
    }
  }
  for (std::size_t k = 0; k < names.size(); ++k) {
    const auto item = value.table.find(names[k]);
    if (item == value.table.end()) continue;
    const auto number = item->second.as_number();
    if (!number) return {};
    otherwise[k] = *number;
  }
  return otherwise;
}

}  // namespace navette::verify
