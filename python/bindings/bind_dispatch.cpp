#include <fmt/format.h>
#include <pybind11/operators.h>
#include <pybind11/stl.h>

#include <utility>

#include "bindings/bindings.h"
#include "bindings/dispatch_values.h"
#include "dispatch/proposal.h"
#include "io/scenario/parse_time.h"

namespace navette {
namespace {

std::pair<int, int> places(const Load& load) { return {load.seats(), load.wheelchairs()}; }

void bind_place(py::module_& module) {
  py::class_<PlaceValue>(module, "Place", "A place on the road. Places are equal if edge and offset are.")
      .def_property_readonly(
          "edge", [](const PlaceValue& place) { return place.location.edge.value; }, "Row of the directed edge.")
      .def_property_readonly(
          "offset", [](const PlaceValue& place) { return place.location.offset; },
          "Driving time from the edge's tail. [ms]")
      .def_readonly("lon", &PlaceValue::lon, "Longitude, WGS84. [degree]")
      .def_readonly("lat", &PlaceValue::lat, "Latitude, WGS84. [degree]")
      .def(py::self == py::self)  // NOLINT(misc-redundant-expression): pybind11's way to say it
      .def("__hash__",
           [](const PlaceValue& place) {
             return py::hash(py::make_tuple(place.location.edge.value, place.location.offset));
           })
      .def("__repr__", [](const PlaceValue& place) {
        return fmt::format("<Place {:.5f} {:.5f}, edge {} at {} ms>", place.lon, place.lat, place.location.edge.value,
                           place.location.offset);
      });
}

void bind_visit(py::module_& module) {
  using Visit = VisitValue;
  py::class_<Visit>(module, "Visit", "A visit that a shuttle has still to make; times by its plan.")
      .def_property_readonly(
          "kind", [](const Visit& visit) { return to_string(visit.stop.kind); },
          "'pickup', 'dropoff', 'depot', 'pause' or another kind.")
      .def_property_readonly(
          "request", [](const Visit& visit) { return told(visit.stop.request); },
          "Id of the request, of a pickup or drop-off; else None.")
      .def_readonly("place", &Visit::place, "Where.")
      .def_property_readonly(
          "begin", [](const Visit& visit) { return visit.stop.begin.count; }, "Service begins. [ms]")
      .def_property_readonly(
          "arrival", [](const Visit& visit) { return visit.stop.arrival.count; }, "The shuttle gets there. [ms]")
      .def_property_readonly(
          "drive", [](const Visit& visit) { return visit.stop.drive.count; },
          "Driving time from the visit before, or from where the shuttle is. [ms]")
      .def_property_readonly(
          "duration", [](const Visit& visit) { return visit.stop.duration.count; }, "Dwell. [ms]")
      .def_property_readonly(
          "earliest", [](const Visit& visit) { return told(visit.stop.earliest); },
          "Service may not begin before; None: no limit. [ms]")
      .def_property_readonly(
          "latest", [](const Visit& visit) { return told(visit.stop.latest); },
          "Service may not begin after; None: no limit. [ms]")
      .def_property_readonly(
          "max_ride", [](const Visit& visit) { return told(visit.stop.max_ride); },
          "Of a drop-off whose pickup is still to come: longest ride; None: no limit. [ms]")
      .def_property_readonly(
          "change", [](const Visit& visit) { return places(visit.stop.change); },
          "Seats and wheelchair places taken (positive) or left.")
      .def_property_readonly(
          "opens_shift", [](const Visit& visit) { return visit.stop.opens_shift; },
          "Of a depot: a shift begins here; nothing is put right before it.")
      .def("__repr__", [](const Visit& visit) {
        const auto request = visit.stop.request.valid() ? fmt::format(" of {}", visit.stop.request.value) : "";
        return fmt::format("<Visit {}{} at {} ms>", to_string(visit.stop.kind), request, visit.stop.begin.count);
      });
}

void bind_request(py::module_& module) {
  py::class_<PairValue>(module, "PlacePair", "A pair of places between which a request may ride.")
      .def_readonly("pickup", &PairValue::pickup, "Where the passenger would get on.")
      .def_readonly("dropoff", &PairValue::dropoff, "Where the passenger would get off.")
      .def_property_readonly(
          "walk", [](const PairValue& pair) { return pair.walk.count; }, "To the one and from the other. [ms]")
      .def_property_readonly(
          "drive", [](const PairValue& pair) { return pair.drive.count; },
          "Fastest from one to the other, on open roads. [ms]")
      .def_readonly("shuttle", &PairValue::shuttle, "The one shuttle that may; None: any of the service.");

  using Request = RequestValue;
  py::class_<Request>(module, "Request", "A request that waits for a decision. It may be kept: nothing in it changes.")
      .def_property_readonly(
          "id", [](const Request& request) { return request.trip.request.value; }, "Row in the table of requests.")
      .def_readonly("name", &Request::name, "As the scenario calls it.")
      .def_property_readonly(
          "service", [](const Request& request) { return request.trip.service.value; },
          "Row of the service that is asked; only its shuttles may serve.")
      .def_property_readonly(
          "submitted_at", [](const Request& request) { return request.submitted_at.count; }, "It was made. [ms]")
      .def_property_readonly(
          "earliest_departure", [](const Request& request) { return request.earliest_departure.count; },
          "The passenger can be picked up from then on. [ms]")
      .def_property_readonly(
          "latest_arrival", [](const Request& request) { return told(request.latest_arrival); },
          "As the passenger wants; None: no wish. [ms]")
      .def_property_readonly(
          "latest_pickup", [](const Request& request) { return told(request.trip.limits.latest_pickup); },
          "By the rules of the service. [ms]")
      .def_property_readonly(
          "latest_dropoff", [](const Request& request) { return told(request.trip.limits.latest_dropoff); },
          "By the rules of the service and the passenger's wish. [ms]")
      .def_property_readonly(
          "max_ride", [](const Request& request) { return told(request.trip.limits.max_ride); },
          "From the end of boarding to the drop-off, by the rules; None: no limit. [ms]")
      .def_property_readonly(
          "direct_time", [](const Request& request) { return request.trip.direct_time.count; },
          "Fastest drive from door to door, alone, on open roads. [ms]")
      .def_readonly("origin", &Request::origin, "The door where the trip begins.")
      .def_readonly("destination", &Request::destination, "The door where it ends.")
      .def_readonly("pairs", &Request::pairs,
                    "Between which places it may ride, shortest walk first; from door to door there is one.")
      .def_property_readonly(
          "seats", [](const Request& request) { return request.trip.pickup.change.seats(); }, "That it takes.")
      .def_property_readonly(
          "wheelchairs", [](const Request& request) { return request.trip.pickup.change.wheelchairs(); },
          "Wheelchair places that it takes.")
      .def_property_readonly(
          "contract",
          [](const Request& request) -> std::optional<std::int32_t> {
            if (request.trip.contract < 0) return std::nullopt;
            return request.trip.contract;
          },
          "Shared by the two ways of one contract, which are accepted, refused or deferred together; else None.")
      .def_readonly("way_back", &Request::way_back, "Whether it is the way back of a tour.")
      .def_property_readonly(
          "resident", [](const Request& request) { return told(request.resident); },
          "Row of the resident; None: demand was given.")
      .def("__repr__", [](const Request& request) {
        return fmt::format("<Request {} '{}'>", request.trip.request.value, request.name);
      });
}

void bind_insertion(py::module_& module) {
  using Value = InsertionValue;
  py::class_<Value> insertion{module, "Insertion", "A feasible way of serving one request, and what it means by plan."};
  insertion
      .def_property_readonly(
          "request", [](const Value& value) { return value.request.value; }, "Id of the request.")
      .def_property_readonly(
          "shuttle", [](const Value& value) { return value.feasible.insertion.shuttle.value; }, "Id of the shuttle.")
      .def_property_readonly(
          "pickup_after", [](const Value& value) { return value.feasible.insertion.pickup_after; },
          "How many of the shuttle's visits come before the pickup.")
      .def_property_readonly(
          "dropoff_after", [](const Value& value) { return value.feasible.insertion.dropoff_after; },
          "How many of the shuttle's visits, the pickup not counted, come before the drop-off.")
      .def_property_readonly(
          "pair", [](const Value& value) { return value.feasible.insertion.choice; },
          "Row of the request's pairs of places.");
  const auto figure = [&](const char* name, Milliseconds InsertionFigures::*member, const char* text) {
    insertion.def_property_readonly(
        name, [member](const Value& value) { return (value.feasible.figures.*member).count; }, text);
  };
  insertion.def_property_readonly(
      "cost", [](const Value& value) { return value.feasible.insertion.cost.count; },
      "Operating time, and the price of missing limits that do not bind: what the policy insertion goes by. [ms]");
  figure("operating_time", &InsertionFigures::operating_time, "What the shuttle has to add: driving and dwell. [ms]");
  figure("driving", &InsertionFigures::driving, "Driving time the shuttle has to add. [ms]");
  figure("pickup", &InsertionFigures::pickup, "Boarding begins. [ms]");
  figure("dropoff", &InsertionFigures::dropoff, "Alighting begins. [ms]");
  figure("wait", &InsertionFigures::wait, "From the earliest departure to the pickup. [ms]");
  figure("ride", &InsertionFigures::ride, "From the end of boarding to the drop-off. [ms]");
  figure("walk", &InsertionFigures::walk, "To the pickup and from the drop-off. [ms]");
  figure("delay", &InsertionFigures::delay,
         "By how much others alight later, summed over people; negative: earlier. [ms]");
  insertion.def("__repr__", [](const Value& value) {
    const Insertion& where = value.feasible.insertion;
    return fmt::format("<Insertion of {} into {} behind {} and {}: cost {} ms>", value.request.value,
                       where.shuttle.value, where.pickup_after, where.dropoff_after, where.cost.count);
  });
}

using Visits = std::vector<std::pair<std::string, std::optional<std::int32_t>>>;

void add_plan(ProposalValue& value, std::int32_t shuttle, const Visits& visits) {
  ProposedPlan plan{ShuttleId{shuttle}, {}};
  for (const auto& [kind, request] : visits) {
    plan.visits.push_back({kind_named(kind), request ? RequestId{*request} : RequestId{}});
  }
  value.proposal.plans.push_back(std::move(plan));
}

void bind_proposal(py::module_& module) {
  py::class_<ProposalValue>(module, "Proposal", "What a policy wants done, as the simulation takes it.")
      .def(py::init<>())
      .def(
          "accept",
          [](ProposalValue& value, const InsertionValue& insertion) {
            value.proposal.accept(insertion.request, insertion.feasible.insertion);
            value.views.push_back(insertion.view);
          },
          py::arg("insertion"), "The request is accepted, and served so.")
      .def(
          "accept_planned",
          [](ProposalValue& value, std::int32_t request, std::int32_t pair) {
            value.proposal.verdicts.push_back({RequestId{request}, VerdictKind::accept, RefusalReason::none, pair});
          },
          py::arg("request"), py::arg("pair"), "The request is accepted, and served by one of the plans.")
      .def(
          "refuse",
          [](ProposalValue& value, std::int32_t request, const std::string& reason) {
            value.proposal.refuse(RequestId{request}, reason_named(reason));
          },
          py::arg("request"), py::arg("reason"), "The request is refused.")
      .def(
          "defer", [](ProposalValue& value, std::int32_t request) { value.proposal.defer(RequestId{request}); },
          py::arg("request"), "The request is decided later.")
      .def("plan", &add_plan, py::arg("shuttle"), py::arg("visits"),
           "A shuttle makes its visits in another order: (kind, request) each.")
      .def(
          "wake_at", [](ProposalValue& value, std::int64_t time) { value.proposal.wake_at = Milliseconds{time}; },
          py::arg("time"), "The policy is asked again then. [ms]");
}

}  // namespace

void bind_dispatch(py::module_& module) {
  bind_place(module);
  bind_visit(module);
  bind_request(module);
  bind_insertion(module);
  bind_proposal(module);
  module.def(
      "shown_time", [](std::int64_t time) { return shown_time(Milliseconds{time}); }, py::arg("time"),
      "A time [ms] as messages tell it: HH:MM:SS, hours beyond 24 on later days.");
}

}  // namespace navette
