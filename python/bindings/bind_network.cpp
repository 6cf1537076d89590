#include <fmt/format.h>
#include <pybind11/numpy.h>
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "bindings/bindings.h"
#include "bindings/dispatch_values.h"
#include "bindings/python_listener.h"
#include "bindings/roads.h"
#include "core/errors.h"
#include "engine/unforeseen/closures.h"
#include "io/prepare_network.h"
#include "io/scenario/read_scenario.h"
#include "io/thread_count.h"
#include "network/travel_time_matrix.h"

namespace navette {
namespace {

using Path = std::filesystem::path;
template <class T>
using Array = py::array_t<T, py::array::c_style | py::array::forcecast>;
using Rows = Array<std::int32_t>;

std::shared_ptr<Roads> prepared(const Path& file, const RoadRules& rules, PythonListener& listener) {
  try {
    const NetworkOfMap found = prepare_network(file, rules, listener);
    listener.finish();
    return std::make_shared<Roads>(found.network);
  } catch (const Interrupted&) {
    listener.throw_what_was_raised();
    throw;
  }
}

std::shared_ptr<Roads> read_map(const Path& file, const std::string& country, const py::function& hear) {
  const py::object no_progress = py::none();
  PythonListener listener{hear, no_progress};
  const py::gil_scoped_release no_gil;
  RoadRules rules;
  rules.country = country;
  if (!country.empty() && !limits_of(country)) {
    throw InputError{
        fmt::format("country must be the two letters of a country whose speed limits are known, as FR or "
                    "GB, found '{}'",
                    country)};
  }
  return prepared(file, rules, listener);
}

std::shared_ptr<Roads> of_scenario(const Path& scenario, const std::vector<std::string>& overrides,
                                   const py::function& hear) {
  const py::object no_progress = py::none();
  PythonListener listener{hear, no_progress};
  const py::gil_scoped_release no_gil;
  std::vector<std::string> warnings;
  const Scenario read = read_scenario(scenario, overrides, warnings);
  for (const auto& warning : warnings) listener.warning(warning);
  auto roads = prepared(read.territory.roads, read.territory.rules, listener);
  roads->close(closed_roads_of(read, roads->snapper(), roads->oracle()));
  return roads;
}

template <class T>
py::array_t<T> array(const std::vector<T>& values) {
  return py::array_t<T>(static_cast<py::ssize_t>(values.size()), values.data());
}

// One number of each row of a column.
template <class Values, class Get>
auto column(const Values& values, Get&& get) {
  using Number = std::decay_t<decltype(get(values[0]))>;
  std::vector<Number> numbers;
  numbers.reserve(values.size());
  for (const auto& value : values) numbers.push_back(get(value));
  return array(numbers);
}

py::dict columns_of(const Roads& roads) {
  const auto& columns = roads.graph().columns();
  const auto lon = [](Coordinate place) { return place.lon; };
  const auto lat = [](Coordinate place) { return place.lat; };
  const auto row = [](auto id) { return id.value; };
  const auto number = [](auto value) { return value; };
  py::dict dict;
  dict["node_lon"] = column(columns.node_place, lon);
  dict["node_lat"] = column(columns.node_place, lat);
  dict["tail"] = column(columns.edge_tail, row);
  dict["head"] = column(columns.edge_head, row);
  dict["twin"] = column(columns.edge_twin, row);
  dict["duration"] = column(columns.edge_duration, number);
  dict["length"] = column(columns.edge_length, number);
  std::vector<std::int8_t> boarding;
  for (std::size_t e = 0; e < roads.graph().edge_count(); ++e) {
    boarding.push_back(static_cast<std::int8_t>(roads.graph().boarding(EdgeId{e})));
  }
  dict["boarding"] = array(boarding);
  dict["shape_begin"] = column(columns.shape_begin, number);
  dict["shape_lon"] = column(columns.shape_place, lon);
  dict["shape_lat"] = column(columns.shape_place, lat);
  dict["time"] = column(columns.shape_time, number);
  dict["distance"] = column(columns.shape_distance, number);
  return dict;
}

py::dict closures_of(const Roads& roads) {
  const auto& all = roads.closed().all();
  py::dict dict;
  dict["edge"] = column(all, [](const Closure& one) { return one.edge.value; });
  dict["from"] = column(all, [](const Closure& one) { return one.from.count; });
  dict["until"] = column(all, [](const Closure& one) { return one.until.count; });
  dict["announced"] = column(all, [](const Closure& one) { return one.announced.count; });
  return dict;
}

template <class T>
std::vector<T> numbers(const py::dict& columns, const char* name) {
  const auto array = columns[name].cast<Array<T>>();
  return {array.data(), array.data() + array.size()};
}

template <class Id>
std::vector<Id> ids(const py::dict& columns, const char* name) {
  std::vector<Id> found;
  for (const std::int32_t row : numbers<std::int32_t>(columns, name)) found.push_back(Id{row});
  return found;
}

std::vector<Coordinate> places(const py::dict& columns, const char* lon_name, const char* lat_name) {
  const auto lon = numbers<std::int32_t>(columns, lon_name);
  const auto lat = numbers<std::int32_t>(columns, lat_name);
  if (lon.size() != lat.size()) throw py::value_error{"longitudes and latitudes must be equally many"};
  std::vector<Coordinate> found;
  for (std::size_t row = 0; row < lon.size(); ++row) found.push_back({lon[row], lat[row]});
  return found;
}

std::vector<Closure> closures_from(const py::dict& columns, std::size_t edges) {
  const auto edge = numbers<std::int32_t>(columns, "edge");
  const auto from = numbers<std::int64_t>(columns, "from");
  const auto until = numbers<std::int64_t>(columns, "until");
  const auto announced = numbers<std::int64_t>(columns, "announced");
  if (from.size() != edge.size() || until.size() != edge.size() || announced.size() != edge.size()) {
    throw py::value_error{"the columns of closures must be equally long"};
  }
  std::vector<Closure> found;
  for (std::size_t row = 0; row < edge.size(); ++row) {
    if (edge[row] < 0 || static_cast<std::size_t>(edge[row]) >= edges) {
      throw InputError{fmt::format("closures, row {}: there is no edge {}", row, edge[row])};
    }
    if (from[row] >= until[row] || announced[row] > from[row]) {
      throw InputError{
          fmt::format("closures, row {}: a closure is announced no later than it begins, and ends after it begins; "
                      "found announced {}, from {}, until {} ms",
                      row, announced[row], from[row], until[row])};
    }
    found.push_back(
        {EdgeId{edge[row]}, Milliseconds{from[row]}, Milliseconds{until[row]}, Milliseconds{announced[row]}});
  }
  return found;
}

std::shared_ptr<Roads> of_columns(const py::dict& columns, const py::dict& closed) {
  RoadGraphColumns roads;
  roads.node_place = places(columns, "node_lon", "node_lat");
  roads.edge_tail = ids<NodeId>(columns, "tail");
  roads.edge_head = ids<NodeId>(columns, "head");
  roads.edge_twin = ids<EdgeId>(columns, "twin");
  roads.edge_duration = numbers<std::int32_t>(columns, "duration");
  roads.edge_length = numbers<std::int32_t>(columns, "length");
  if (columns.contains("boarding")) {
    for (const auto code : numbers<std::int8_t>(columns, "boarding")) {
      roads.edge_boarding.push_back(static_cast<Boarding>(code));
    }
  }
  roads.shape_begin = numbers<std::uint32_t>(columns, "shape_begin");
  roads.shape_place = places(columns, "shape_lon", "shape_lat");
  roads.shape_time = numbers<std::int32_t>(columns, "time");
  roads.shape_distance = numbers<std::int32_t>(columns, "distance");
  ClosedRoads closures{closures_from(closed, roads.edge_tail.size())};
  const py::gil_scoped_release no_gil;
  auto made = std::make_shared<Roads>(std::move(roads));
  made->close(std::move(closures));
  return made;
}

std::vector<Location> locations(const Roads& roads, const Rows& edges, const Rows& offsets) {
  if (edges.size() != offsets.size()) throw py::value_error{"edges and offsets must be equally many"};
  std::vector<Location> found;
  const RoadGraph& graph = roads.graph();
  for (py::ssize_t row = 0; row < edges.size(); ++row) {
    const Location place{EdgeId{edges.data()[row]}, offsets.data()[row]};
    const bool known = place.valid() && place.edge.index() < graph.edge_count() && !graph.is_turn(place.edge);
    if (!known || place.offset < 0 || place.offset > graph.duration(place.edge)) {
      throw py::value_error{
          fmt::format("place {} is on no road: edge {} at {} ms", row, place.edge.value, place.offset)};
    }
    found.push_back(place);
  }
  return found;
}

std::tuple<py::array, py::array, py::array> snap(const Roads& roads, const Array<double>& lon, const Array<double>& lat,
                                                 double max_distance) {
  if (lon.size() != lat.size()) throw py::value_error{"longitudes and latitudes must be equally many"};
  std::vector<std::int32_t> edges;
  std::vector<std::int32_t> offsets;
  std::vector<double> distances;
  for (py::ssize_t row = 0; row < lon.size(); ++row) {
    const double east = lon.data()[row];
    const double north = lat.data()[row];
    if (!(east >= -180 && east <= 180 && north >= -90 && north <= 90)) {
      throw py::value_error{fmt::format("point {} is no longitude and latitude: {}, {}", row, east, north)};
    }
    const auto snapped = roads.snapper().snap(Coordinate::from_degrees(east, north), max_distance);
    edges.push_back(snapped ? snapped->location.edge.value : -1);
    offsets.push_back(snapped ? snapped->location.offset : 0);
    distances.push_back(snapped ? snapped->distance : std::numeric_limits<double>::infinity());
  }
  return {array(edges), array(offsets), array(distances)};
}

py::array_t<std::int64_t> travel_times(const Roads& roads, const Rows& from_edges, const Rows& from_offsets,
                                       const Rows& to_edges, const Rows& to_offsets) {
  const auto from = locations(roads, from_edges, from_offsets);
  const auto to = locations(roads, to_edges, to_offsets);
  std::vector<std::int64_t> times;
  {
    const py::gil_scoped_release no_gil;
    const ThreadCount threads{0};
    times = travel_time_matrix(roads.oracle(), from, to, ThreadCount::get());
  }
  return py::array_t<std::int64_t>({from.size(), to.size()}, times.data());
}

std::pair<std::int64_t, py::array> path(const Roads& roads, const PlaceValue& from, const PlaceValue& to) {
  std::vector<EdgeId> edges;
  const Milliseconds time =
      TravelTimeQuery{roads.oracle()}.path(from.location, to.location, Milliseconds{0}, edges, Heading::either);
  return {time.count, column(edges, [](EdgeId edge) { return edge.value; })};
}

PlaceValue place(const Roads& roads, std::int32_t edge, std::int32_t offset) {
  const auto one = [](std::int32_t value) { return array(std::vector<std::int32_t>{value}); };
  return place_value(roads.graph(), locations(roads, one(edge), one(offset)).front());
}

}  // namespace

void bind_network(py::module_& module) {
  py::class_<Roads, std::shared_ptr<Roads>>(module, "Roads", "Roads and exact travel times on them.")
      .def_static("read", &read_map, py::arg("path"), py::arg("country"), py::arg("hear"),
                  "Of a map, by the default rules. Raises InputError.")
      .def_static("of_scenario", &of_scenario, py::arg("scenario"), py::arg("overrides"), py::arg("hear"),
                  "Of the map that a scenario names, by its rules. Raises InputError.")
      .def_static("of_columns", &of_columns, py::arg("columns"), py::arg("closures"),
                  "Of columns as `columns` and `closures` give them; works the travel times out. Raises InputError.")
      .def("closures", &closures_of, "Edges that are closed, and when, one array each; times in ms.")
      .def("columns", &columns_of, "What the roads are made of, one array each; coordinates in 1e-7 degrees.")
      .def("place", &place, py::arg("edge"), py::arg("offset"), "The place so far [ms] along an edge.")
      .def("snap", &snap, py::arg("lon"), py::arg("lat"), py::arg("max_distance"),
           "Edge (-1: none so near), offset [ms] and distance [m] of the road nearest to each point.")
      .def("travel_times", &travel_times, py::arg("from_edge"), py::arg("from_offset"), py::arg("to_edge"),
           py::arg("to_offset"), "Fastest drives from each of n places to each of m: (n, m). [ms]")
      .def("path", &path, py::arg("origin"), py::arg("destination"), "Time [ms] and edges of the fastest drive.");
}

}  // namespace navette
