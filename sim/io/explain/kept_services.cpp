#include "io/explain/kept_services.h"

#include "io/explain/kept_table.h"

namespace navette {
namespace {

void add_areas(const Hdf5Reader& file, const std::string& name, std::vector<GivenService>& services) {
  const KeptTable table{file, "service_areas", "service", name};
  const auto service = table.whole("service");
  const auto ring = table.whole("ring");
  const auto places = table.places("");
  std::vector<std::int64_t> polygon(table.rows(), 0);  // files of earlier versions know one only
  if (file.has("service_areas/polygon")) polygon = table.whole("polygon");
  for (std::size_t k = 0; k < table.rows(); ++k) {
    Area& area = services.at(static_cast<std::size_t>(service[k])).area;
    if (area.size() <= static_cast<std::size_t>(polygon[k])) area.resize(static_cast<std::size_t>(polygon[k]) + 1);
    // Rings are counted over all polygons of a service, corners come in order.
    const bool begins = k == 0 || service[k] != service[k - 1] || ring[k] != ring[k - 1];
    if (begins) area[static_cast<std::size_t>(polygon[k])].emplace_back();
    area[static_cast<std::size_t>(polygon[k])].back().push_back(places[k]);
  }
}

// Whether passengers may board and alight at each row; in files of earlier versions they may everywhere.
struct Permissions {
  Permissions(const Hdf5Reader& file, const KeptTable& table, const std::string& name)
      : pickup(table.rows(), 1), dropoff(table.rows(), 1) {
    if (!file.has(name + "/pickup")) return;
    pickup = table.whole("pickup");
    dropoff = table.whole("dropoff");
  }
  std::vector<std::int64_t> pickup;
  std::vector<std::int64_t> dropoff;
};

// Returns of each row of the table its row in the service.
std::vector<std::int32_t> add_halts(const Hdf5Reader& file, const std::string& name,
                                    std::vector<GivenService>& services) {
  const KeptTable table{file, "service_stops", "service", name};
  const auto service = table.whole("service");
  const auto names = table.texts("name");
  const auto places = table.places("");
  const auto radius = file.numbers("service_stops", "radius");
  const Permissions may{file, table, "service_stops"};
  std::vector<std::int32_t> rows;
  for (std::size_t k = 0; k < table.rows(); ++k) {
    GivenService& own = services.at(static_cast<std::size_t>(service[k]));
    if (own.kind == ServiceKind::hub_and_spoke) {
      rows.push_back(static_cast<std::int32_t>(own.hubs.size()));
      own.hubs.push_back({names[k], places[k], radius.at(k), may.pickup[k] != 0, may.dropoff[k] != 0});
    } else {
      rows.push_back(static_cast<std::int32_t>(own.stops.size()));
      own.stops.push_back({names[k], places[k], {}, may.pickup[k] != 0, may.dropoff[k] != 0});
    }
  }
  return rows;
}

GivenCourse& course_of(GivenService& service, std::int64_t course) {
  if (service.courses.size() <= static_cast<std::size_t>(course)) {
    service.courses.resize(static_cast<std::size_t>(course) + 1);
  }
  return service.courses[static_cast<std::size_t>(course)];
}

void add_courses(const Hdf5Reader& file, const std::string& name, const std::vector<std::int32_t>& stops,
                 std::vector<GivenService>& services) {
  const KeptTable table{file, "course_visits", "service", name};
  const auto service = table.whole("service");
  const auto course = table.whole("course");
  const auto stop = table.whole("stop");
  const auto time = table.whole("time");
  const Permissions may{file, table, "course_visits"};
  for (std::size_t k = 0; k < table.rows(); ++k) {
    course_of(services.at(static_cast<std::size_t>(service[k])), course[k])
        .visits.push_back({stops.at(static_cast<std::size_t>(stop[k])), Milliseconds{time[k]}, may.pickup[k] != 0,
                           may.dropoff[k] != 0});
  }
  if (!file.has("course_days")) return;
  const KeptTable days{file, "course_days", "service", name};
  const auto whose = days.whole("service");
  const auto which = days.whole("course");
  const auto day = days.whole("day");
  const auto service_day = file.has("course_days/service_day") ? days.whole("service_day") : day;
  for (std::size_t k = 0; k < days.rows(); ++k) {
    GivenCourse& given = course_of(services.at(static_cast<std::size_t>(whose[k])), which[k]);
    given.days.push_back(static_cast<std::int32_t>(day[k]));
    given.days_before = static_cast<std::int32_t>(day[k] - service_day[k]);
  }
}

}  // namespace

void add_kept_places(const Hdf5Reader& file, const std::string& name, std::vector<GivenService>& services) {
  const KeptTable table{file, "services", "kind", name};
  if (table.rows() != services.size()) {
    throw InputError{fmt::format("{}: /services and the scenario it keeps do not fit together", name)};
  }
  const auto kinds = table.whole("kind");
  for (std::size_t s = 0; s < services.size(); ++s) {
    GivenService& service = services[s];
    service.kind = static_cast<ServiceKind>(kinds[s]);
    service.communes.clear();
    service.area.clear();
    service.stops.clear();
    service.hubs.clear();
    service.courses.clear();
    service.stop_rule = {};
  }
  if (file.has("service_areas")) add_areas(file, name, services);
  add_courses(file, name, add_halts(file, name, services), services);
}

}  // namespace navette
