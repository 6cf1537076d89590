#include "property/dimensions.h"

namespace navette::test {

const std::vector<Dimension>& dimensions_of_run() {
  static const std::vector<Dimension> all{
      {"dispatch.policy", 0.8, any_choice_of("dispatch.policy")},
      {"dispatch.waiting", 0.5, any_choice_of("dispatch.waiting")},
      {"dispatch.objective", 0.5, any_choice_of("dispatch.objective")},
      {"dispatch.limits", 0.4, any_choice_of("dispatch.limits")},
      {"dispatch.penalties.wait", 0.5, number(0, 3)},
      {"dispatch.penalties.travel_time", 0.5, number(0, 20)},
      {"dispatch.penalties.largest_excess", 0.5, seconds(1, 1'800)},
      {"dispatch.distance_weights.empty", 0.2, number(0, 3)},
      {"dispatch.distance_weights.passenger", 0.2, number(0, 3)},
      {"dispatch.delay_weights.pickup", 0.2, number(0, 3)},
      {"dispatch.delay_weights.dropoff", 0.2, number(0, 3)},
      {"dispatch.weights.vehicle_distance", 0.2, number(0, 3)},
      {"dispatch.rolling_plan.interval", 0.5, seconds(60, 3'600)},
      {"dispatch.rolling_plan.iterations", 1, whole(0, 30)},
      {"dispatch.weights.passenger_delay", 0.5, number(0, 1)},
      {"dispatch.regret.window", 0.5, seconds(0, 900)},
      {"dispatch.regret.k", 0.5, whole(2, 4)},
      {"dispatch.batch.window", 0.5, seconds(0, 900)},
      {"dispatch.batch.reassign", 0.3, yes_or_no()},
      {"dispatch.batch.horizon", 0.5, seconds(0, 7'200)},
      {"dispatch.batch.max_reassigned", 0.3, whole(0, 6)},
      {"dispatch.batch.max_trip_size", 0.3, whole(1, 5)},
      {"dispatch.batch.max_nodes", 0.3, whole(0, 10)},
      {"booking.phone", 0.2, yes_or_no()},
      {"booking.phone_hours", 0.3, hours()},
      {"booking.phone_lines", 0.3, whole(0, 2)},
      {"booking.call_length", 0.3, seconds(30, 1'800)},
      {"booking.redial_interval", 0.3, seconds(60, 3'600)},
      {"booking.redials", 0.3, whole(0, 5)},
      {"booking.plan_ahead_share", 0.3, number(0, 1)},
      {"booking.offers", 0.4, yes_or_no()},
      {"booking.offer_step", 0.3, seconds(300, 3'600)},
      {"booking.max_offer_shift", 0.3, seconds(0, 10'800)},
      {"booking.offer_tolerance", 0.3, seconds(60, 10'800)},
      {"booking.retry_interval", 0.4, seconds(0, 1'800)},
      {"booking.max_request_age", 0.3, seconds(0, 7'200)},
      {"booking.cancelled_share", 0.3, number(0, 0.5)},
      {"booking.no_show_share", 0.3, number(0, 0.5)},
      {"booking.late_share", 0.3, number(0, 1)},
      {"booking.mean_lateness", 0.3, seconds(0, 900)},
      {"booking.patience", 0.3, seconds(0, 900)},
      {"disturbances.driving_noise", 0.3, number(0, 0.5)},
      {"disturbances.dwell_noise", 0.3, number(0, 2)},
      {"disturbances.breakdowns_per_1000_h", 0.4, number(0, 300)},
      {"disturbances.breakdown_duration", 0.5, seconds(1, 10'800)},
      {"disturbances.closures", 0.3, closures()},
      {"rebalancing.strategy", 0.5, any_choice_of("rebalancing.strategy")},
      {"rebalancing.places", 1, places(1, 3)},
      {"rebalancing.interval", 0.5, seconds(300, 7'200)},
      {"rebalancing.horizon", 0.3, seconds(600, 14'400)},
      {"rebalancing.lead", 0.3, seconds(0, 3'600)},
      {"rebalancing.min_idle_time", 0.7, seconds(0, 1'800)},
      {"rebalancing.max_time_before_idle", 0.3, seconds(0, 3'600)},
      {"rebalancing.target", 0.4, any_choice_of("rebalancing.target")},
      {"rebalancing.target_alpha", 0.3, number(0, 3)},
      {"rebalancing.target_beta", 0.3, number(0, 2)},
      {"forecast.days", 0.5, whole(1, 20)},
      {"forecast.zone_size", 0.5, number(200, 5'000)},
      {"record.trajectories", 0.1, always("false")},
      {"costs.per_vehicle_day", 0.3, number(0, 200)},
      {"costs.per_driver_hour", 0.3, number(0, 40)},
      {"costs.per_vehicle_km", 0.3, number(0, 2)},
      {"costs.booking_centre_per_year", 0.2, number(0, 90'000)},
      {"costs.days_per_year", 0.2, always("{ school_day = 150, holiday_weekday = 100, saturday = 52 }")},
      {"costs.taxi_share", 0.2, number(0, 1)},
      {"costs.taxi_base", 0.2, number(0, 10)},
      {"costs.taxi_per_km", 0.2, number(0, 5)},
      {"costs.fare_per_trip", 0.3, number(0, 5)},
      {"costs.fare_impaired", 0.2, number(0, 1)},
      {"service.fare", 0.2, number(0, 5)},
      {"service.fare_impaired", 0.2, number(0, 1)},
      {"service.taxi_above", 0.2, seconds(0, 3'600)},
      {"costs.consumption_per_100km", 0.2, number(0, 30)},
      {"costs.energy_co2e", 0.2, number(0, 4)},
      {"run.seed", 1, whole(0, 1'000'000)},
      {"run.days", 0.15, whole(2, 3)},
      {"run.first_day", 0.5, one_of({"2026-07-14", "2026-02-28", "2027-12-31", "2028-02-26"})},
      {"territory.service_roads", 0.2, yes_or_no()},
      {"territory.worst_track_grade", 0.2, whole(0, 5)},
      {"territory.limit_share", 0.3, number(0.4, 1)},
      {"territory.ferries", 0.3, yes_or_no()},
      {"territory.public_service", 0.2, yes_or_no()},
      {"territory.max_snap_distance", 0.3, number(100, 1'000)},
  };
  return all;
}

const std::vector<Dimension>& dimensions_of_service() {
  static const std::vector<Dimension> all{
      {"hours", 0.15, hours()},
      {"days", 0.1, some_of("service.days")},
      {"max_wait_time", 0.7, seconds(60, 5'400)},
      {"max_travel_time_alpha", 0.6, number(1, 3)},
      {"max_travel_time_beta", 0.6, seconds(0, 3'600)},
      {"max_absolute_detour", 0.3, seconds(0, 1'800)},
      {"max_detour_alpha", 0.3, number(1, 2)},
      {"max_detour_beta", 0.3, seconds(0, 600)},
      {"max_allowed_pickup_delay", 0.3, seconds(0, 900)},
      {"late_diversion_threshold", 0.3, seconds(0, 900)},
      {"stop_duration", 0.5, seconds(0, 240)},
      {"booking_type", 0.25, any_choice_of("service.booking_type")},
      {"prior_notice_duration_min", 0.4, seconds(0, 7'200)},
      {"prior_notice_duration_max", 0.2, seconds(7'200, 200'000)},
      {"prior_notice_last_day", 0.3, whole(1, 2)},
      {"prior_notice_last_time", 0.3, one_of({text("12:00"), text("18:00"), text("24:00")})},
      {"prior_notice_start_day", 0.15, whole(0, 30)},
      {"way_back", 0.3, any_choice_of("service.way_back")},
      {"max_walk_distance", 0.9, number(300, 5'000)},
      {"walking_speed", 0.5, number(0.5, 5)},
      {"walking_detour_factor", 0.3, number(1, 2)},
      {"max_course_delay", 0.5, seconds(0, 900)},
  };
  return all;
}

const std::vector<Dimension>& dimensions_of_fleet() {
  static const std::string two_drivers =
      R"([{start = "07:00", end = "19:00", pauses = [{earliest = "09:00", latest = "09:00", duration = 900}, )"
      R"({earliest = "12:00", latest = "14:00", duration = "00:45"}]}, {start = "05:00", end = "13:00"}])";
  static const std::string split = R"([[{start = "06:30", end = "11:30"}, {start = "13:30", end = "19:30", )"
                                   R"(pauses = [{earliest = "16:00", latest = "17:00", duration = 600}]}]])";
  static const std::vector<Dimension> all{
      {"size", 0.95, whole(1, 4)},
      {"seats", 0.5, whole(3, 9)},
      {"depots", 0.9, places(1, 3)},
      {"shifts", 0.6,
       one_of(
           {R"([{start = "06:00", end = "14:00"}, {start = "12:00", end = "21:00"}])",
            R"([{start = "08:00", end = "10:30"}])", R"([{start = "05:00", end = "26:00"}])",
            R"([{start = "00:00", end = "24:00"}])",
            R"([{start = "22:00", end = "25:00"}, {start = "07:00", end = "19:00"}])",
            R"([{start = "06:30", end = "20:00", pauses = [{earliest = "10:00", latest = "11:30", duration = 1800}]}])",
            two_drivers, split})},
      {"max_spread", 0.2, seconds(75'600, 86'400)},
      {"max_continuous_driving", 0.2, seconds(1'800, 14'400)},
  };
  return all;
}

}  // namespace navette::test
