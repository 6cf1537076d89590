#include <fmt/format.h>
#include <pybind11/stl.h>

#include <memory>
#include <optional>
#include <utility>

#include "bindings/bindings.h"
#include "bindings/dispatch_view.h"

namespace navette {
namespace {

/// One shuttle of a view; it holds no longer than the view does.
struct ShuttleHandle {
  std::shared_ptr<DispatchView> view;
  ShuttleId id;

  [[nodiscard]] const FleetView& fleet() const { return view->fleet(); }
  [[nodiscard]] bool idle() const {
    const auto stops = fleet().schedule(id).stops();
    return !fleet().driving(id) && !stops.empty() && ends_rides(stops[0].kind) && !stops[0].opens_shift;
  }
  [[nodiscard]] const Shuttle& shuttle() const { return fleet().shuttle(id); }
};

std::pair<int, int> places(const Load& load) { return {load.seats(), load.wheelchairs()}; }

std::vector<std::pair<std::int64_t, std::int64_t>> shifts(const Shuttle& shuttle) {
  std::vector<std::pair<std::int64_t, std::int64_t>> times;
  for (const Shift& shift : shuttle.shifts) times.emplace_back(shift.start.count, shift.end.count);
  return times;
}

void bind_shuttle(py::module_& module) {
  using Handle = ShuttleHandle;
  py::class_<Handle>(module, "Shuttle", "A shuttle as it is at the moment of a decision.")
      .def_property_readonly(
          "id", [](const Handle& one) { return one.id.value; }, "Row in the table of shuttles.")
      .def_property_readonly(
          "name", [](const Handle& one) { return one.shuttle().name; }, "As the scenario calls it.")
      .def_property_readonly(
          "service", [](const Handle& one) { return one.shuttle().service.value; },
          "Row of the service that it works for.")
      .def_property_readonly(
          "capacity", [](const Handle& one) { return places(one.shuttle().capacity); }, "Seats and wheelchair places.")
      .def_property_readonly(
          "on_board", [](const Handle& one) { return places(one.fleet().on_board(one.id)); },
          "Seats and wheelchair places taken now.")
      .def_property_readonly(
          "driving", [](const Handle& one) { return one.fleet().driving(one.id); }, "Whether it is on the way.")
      .def_property_readonly(
          "idle", &ShuttleHandle::idle,
          "Whether it is in service, stands, and has nothing planned but to return to its depot, for a pause or "
          "the end of its shift.")
      .def_property_readonly(
          "place",
          [](const Handle& one) {
            return place_value(one.fleet().oracle().graph(), one.fleet().origin(one.id).location);
          },
          "Where it is.")
      .def_property_readonly(
          "ready", [](const Handle& one) { return one.fleet().origin_ready(one.id).count; },
          "It can leave from then on. [ms]")
      .def_property_readonly(
          "depot", [](const Handle& one) { return place_value(one.fleet().oracle().graph(), one.shuttle().depot); },
          "Where its shifts begin and end.")
      .def_property_readonly(
          "shifts", [](const Handle& one) { return shifts(one.shuttle()); }, "(start, end) of each. [ms]")
      .def_property_readonly(
          "stops", [](const Handle& one) { return one.view->stops(one.id.value); },
          "The visits it has still to make, in order; the last is its depot.")
      .def_property_readonly(
          "locked", [](const Handle& one) { return one.fleet().first_open_rank(one.id); },
          "So many of its next visits can no longer change.")
      .def("__repr__",
           [](const Handle& one) { return fmt::format("<Shuttle {} '{}'>", one.id.value, one.shuttle().name); });
}

}  // namespace

void bind_view(py::module_& module) {
  bind_shuttle(module);
  using View = DispatchView;
  const auto shuttle = py::arg("shuttle") = py::none();
  py::class_<View, std::shared_ptr<View>>(module, "DispatchView", "What a policy sees of one decision while it lasts.")
      .def_property_readonly(
          "now", [](const View& view) { return view.fleet().now().count; }, "Time of the decision. [ms]")
      .def_property_readonly("pending", &View::pending, "Requests that wait for a decision.")
      .def_property_readonly(
          "shuttles",
          [](const std::shared_ptr<View>& view) {
            std::vector<ShuttleHandle> handles;
            for (std::size_t s = 0; s < view->fleet().size(); ++s) handles.push_back({view, ShuttleId{s}});
            return handles;
          },
          "All shuttles.")
      .def("cheapest", &View::cheapest, py::arg("request"), shuttle, "The cheapest feasible insertion, if any.")
      .def("cheapest_per_shuttle", &View::cheapest_per_shuttle, py::arg("request"),
           "The cheapest of each shuttle that can serve, cheapest first.")
      .def("insertions", &View::insertions, py::arg("request"), shuttle, "All feasible insertions, cheapest first.")
      .def("refusal_reason", &View::refusal_reason, py::arg("request"), "Why no shuttle can serve it.")
      .def("stops_with", &View::stops_with, py::arg("insertion"), "The shuttle's visits with the request put in.")
      .def("suppose", &View::suppose, py::arg("insertion"), "Shows the shuttle with the request put in.")
      .def("suppose_only", &View::suppose_only, py::arg("count"), "Takes back all suppositions but the first ones.")
      .def(
          "travel_time",
          [](View& view, const PlaceValue& from, const PlaceValue& to, std::optional<std::int64_t> departure) {
            const Milliseconds leave = departure ? Milliseconds{*departure} : view.fleet().now();
            return view.travel_time(from.location, to.location, leave).count;
          },
          py::arg("origin"), py::arg("destination"), py::arg("departure") = py::none(),
          "Fastest drive from one place to another; departure: None for now. [ms]");
}

}  // namespace navette
