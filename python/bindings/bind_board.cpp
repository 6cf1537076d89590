#include <pybind11/stl.h>

#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "bindings/bindings.h"
#include "bindings/dispatch_view.h"
#include "bindings/roads.h"
#include "dispatch/dispatch_board.h"

namespace navette {
namespace {

Milliseconds limit(std::optional<std::int64_t> time) { return time ? Milliseconds{*time} : kNever; }

/// A board with the roads it stands on, and the view through which Python asks it.
class OpenBoard {
 public:
  OpenBoard(std::shared_ptr<Roads> roads, std::vector<BoardShuttle> shuttles, const ServiceRules& rules,
            WaitingPolicy waiting, Milliseconds now)
      : roads_{std::move(roads)},
        board_{roads_->oracle(), roads_->closed(), std::move(shuttles), rules, waiting, now},
        view_{std::make_shared<DispatchView>(board_.view(), board_.pending(), board_.search())} {}
  OpenBoard(const OpenBoard&) = delete;
  OpenBoard& operator=(const OpenBoard&) = delete;
  ~OpenBoard() { view_->close(); }

  [[nodiscard]] const std::shared_ptr<DispatchView>& view() const { return view_; }
  RequestValue ask(TripRequest asked) {
    board_.ask(std::move(asked));
    view_->set_pending(board_.pending());
    return request_value(board_.pending().back(), roads_->graph());
  }
  void accept(const InsertionValue& insertion) {
    view_->check_own(insertion);
    view_->suppose_only(0);
    board_.accept(insertion.request, insertion.feasible.insertion);
    view_->set_pending(board_.pending());
  }
  void withdraw(std::int32_t request) {
    board_.withdraw(RequestId{request});
    view_->set_pending(board_.pending());
  }

 private:
  std::shared_ptr<Roads> roads_;
  DispatchBoard board_;
  std::shared_ptr<DispatchView> view_;
};

using PauseValue = std::tuple<std::int64_t, std::int64_t, std::int64_t>;
using ShiftValue = std::tuple<std::int64_t, std::int64_t, std::vector<PauseValue>>;

BoardShuttle board_shuttle(const std::string& name, const PlaceValue& depot, const PlaceValue& place,
                           std::pair<int, int> capacity, const std::vector<ShiftValue>& shifts,
                           std::optional<std::int64_t> max_continuous_driving) {
  BoardShuttle given;
  given.shuttle.name = name;
  given.shuttle.depot = depot.location;
  given.shuttle.depot_place = Coordinate::from_degrees(depot.lon, depot.lat);
  given.shuttle.capacity = Load::of(capacity.first, capacity.second);
  for (const auto& [start, end, pauses] : shifts) {
    Shift& shift = given.shuttle.shifts.emplace_back(Shift{Milliseconds{start}, Milliseconds{end}});
    for (const auto& [earliest, latest, duration] : pauses) {
      shift.pauses.push_back({Milliseconds{earliest}, Milliseconds{latest}, Milliseconds{duration}});
    }
  }
  given.shuttle.max_continuous_driving = limit(max_continuous_driving);
  given.place = place.location;
  return given;
}

}  // namespace

void bind_board(py::module_& module) {
  py::class_<ServiceRules>(module, "ServiceRules", "The limits within which a request must be served.")
      .def(py::init([](std::int64_t max_wait_time, double alpha, std::int64_t beta,
                       std::optional<std::int64_t> max_absolute_detour, double detour_alpha, std::int64_t detour_beta,
                       std::int64_t minimum_allowed_detour, std::optional<std::int64_t> max_allowed_pickup_delay,
                       std::int64_t stop_duration) {
             ServiceRules rules;
             rules.max_wait_time = Milliseconds{max_wait_time};
             rules.max_travel_time_alpha = alpha;
             rules.max_travel_time_beta = Milliseconds{beta};
             rules.max_absolute_detour = limit(max_absolute_detour);
             rules.max_detour_alpha = detour_alpha;
             rules.max_detour_beta = Milliseconds{detour_beta};
             rules.minimum_allowed_detour = Milliseconds{minimum_allowed_detour};
             rules.max_allowed_pickup_delay = limit(max_allowed_pickup_delay);
             rules.stop_duration = Milliseconds{stop_duration};
             return rules;
           }),
           py::arg("max_wait_time"), py::arg("max_travel_time_alpha"), py::arg("max_travel_time_beta"),
           py::arg("max_absolute_detour"), py::arg("max_detour_alpha"), py::arg("max_detour_beta"),
           py::arg("minimum_allowed_detour"), py::arg("max_allowed_pickup_delay"), py::arg("stop_duration"),
           "Times in ms; None: no limit.");
  py::class_<BoardShuttle>(module, "BoardShuttle", "A shuttle as it is put on a board.")
      .def(py::init(&board_shuttle), py::arg("name"), py::arg("depot"), py::arg("place"), py::arg("capacity"),
           py::arg("shifts"), py::arg("max_continuous_driving"),
           "capacity: seats and wheelchair places; shifts: (start, end, pauses) each, a pause as (earliest, latest, "
           "duration); max_continuous_driving: None for no limit. [ms]");
  py::class_<OpenBoard>(module, "Board", "Shuttles with their schedules at one moment, outside any simulation.")
      .def(py::init([](std::shared_ptr<Roads> roads, std::vector<BoardShuttle> shuttles, const ServiceRules& rules,
                       bool drive_first, std::int64_t now) {
             const auto waiting = drive_first ? WaitingPolicy::drive_first : WaitingPolicy::wait_first;
             return std::make_unique<OpenBoard>(std::move(roads), std::move(shuttles), rules, waiting,
                                                Milliseconds{now});
           }),
           py::arg("roads"), py::arg("shuttles"), py::arg("rules"), py::arg("drive_first"), py::arg("now"),
           "Raises InputError if a shuttle cannot keep its shifts.")
      .def_property_readonly("view", &OpenBoard::view, "What stands on it.")
      .def(
          "ask",
          [](OpenBoard& board, const std::string& name, const PlaceValue& origin, const PlaceValue& destination,
             std::int64_t submitted_at, std::int64_t earliest_departure, std::optional<std::int64_t> latest_arrival,
             std::pair<int, int> places, std::optional<std::int64_t> boarding_time) {
            TripRequest asked;
            asked.name = name;
            asked.submitted_at = Milliseconds{submitted_at};
            asked.earliest_departure = Milliseconds{earliest_departure};
            asked.latest_arrival = limit(latest_arrival);
            asked.origin_place = Coordinate::from_degrees(origin.lon, origin.lat);
            asked.destination_place = Coordinate::from_degrees(destination.lon, destination.lat);
            asked.origin = origin.location;
            asked.destination = destination.location;
            asked.party_size = places.first + places.second;
            asked.wheelchairs = places.second;
            if (boarding_time) asked.boarding_time = Milliseconds{*boarding_time};
            return board.ask(std::move(asked));
          },
          py::arg("name"), py::arg("origin"), py::arg("destination"), py::arg("submitted_at"),
          py::arg("earliest_departure"), py::arg("latest_arrival"), py::arg("places"), py::arg("boarding_time"),
          "Writes a request down.")
      .def("accept", &OpenBoard::accept, py::arg("insertion"), "Puts a request into a schedule. Raises PolicyError.")
      .def("withdraw", &OpenBoard::withdraw, py::arg("request"), "Crosses a request out. Raises PolicyError.");
}

}  // namespace navette
