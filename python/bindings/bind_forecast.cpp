#include <fmt/format.h>
#include <pybind11/stl.h>

#include <memory>
#include <optional>
#include <tuple>
#include <vector>

#include "bindings/bindings.h"
#include "bindings/dispatch_view.h"

namespace navette {
namespace {

/// What is expected of the day of a decision; it holds no longer than the view does.
struct ForecastHandle {
  std::shared_ptr<DispatchView> view;

  [[nodiscard]] const DemandForecast& get() const { return view->forecast(); }
  [[nodiscard]] std::size_t zone(std::int32_t row) const {
    const std::size_t count = get().zone_count();
    if (row >= 0 && static_cast<std::size_t>(row) < count) return static_cast<std::size_t>(row);
    throw py::index_error{fmt::format("there is no zone {}; there are {}, counted from 0", row, count)};
  }
};

std::vector<PlaceValue> zones(const ForecastHandle& forecast) {
  std::vector<PlaceValue> places;
  const RoadGraph& roads = forecast.view->fleet().oracle().graph();
  for (std::size_t zone = 0; zone < forecast.get().zone_count(); ++zone) {
    places.push_back(place_value(roads, forecast.get().place(zone)));
  }
  return places;
}

std::optional<std::int32_t> zone_of(const ForecastHandle& forecast, const PlaceValue& place) {
  const std::int32_t zone = forecast.get().zone_of(Coordinate::from_degrees(place.lon, place.lat));
  if (zone < 0) return std::nullopt;
  return zone;
}

std::vector<std::tuple<std::int32_t, std::int32_t, double>> flows(const ForecastHandle& forecast, std::int64_t from,
                                                                  std::int64_t until) {
  std::vector<std::tuple<std::int32_t, std::int32_t, double>> found;
  for (const DemandForecast::Flow& flow : forecast.get().flows()) {
    const double trips = forecast.get().expected(flow, Milliseconds{from}, Milliseconds{until});
    if (trips <= 0) continue;
    const bool same = !found.empty() && std::get<0>(found.back()) == flow.from && std::get<1>(found.back()) == flow.to;
    if (same) {
      std::get<2>(found.back()) += trips;
    } else {
      found.emplace_back(flow.from, flow.to, trips);
    }
  }
  return found;
}

}  // namespace

void bind_forecast(py::module_& module) {
  using Handle = ForecastHandle;
  py::class_<Handle>(module, "Forecast", "What the days before tell of the day of a decision, zone by zone.")
      .def_property_readonly("zones", &zones, "Where a shuttle would wait in each zone.")
      .def("zone_of", &zone_of, py::arg("place"),
           "The zone around a place; None: no earlier trip began or ended there.")
      .def(
          "departures",
          [](const Handle& forecast, std::int32_t zone, std::int64_t from, std::int64_t until) {
            return forecast.get().departures(forecast.zone(zone), Milliseconds{from}, Milliseconds{until});
          },
          py::arg("zone"), py::arg("begin"), py::arg("end"),
          "Requests expected to set out from a zone between two times [ms]; none on another day.")
      .def("flows", &flows, py::arg("begin"), py::arg("end"),
           "(from zone, to zone, trips) expected to set out between two times [ms], where any are.")
      .def("__repr__",
           [](const Handle& forecast) { return fmt::format("<Forecast of {} zones>", forecast.get().zone_count()); });
  module.def(
      "forecast_of",
      [](const std::shared_ptr<DispatchView>& view) {
        static_cast<void>(view->forecast());  // throws if there is none
        return ForecastHandle{view};
      },
      py::arg("view"), "What is expected of the day of a decision.");
}

}  // namespace navette
