#pragma once

/// The names of those keys of scenarios that messages and checks speak of. Every other key stands in its row alone
/// (io/scenario/keys).
namespace navette::key {

inline constexpr const char* territory_area = "territory.area";
inline constexpr const char* territory_country = "territory.country";
inline constexpr const char* territory_max_snap_distance = "territory.max_snap_distance";
inline constexpr const char* territory_roads = "territory.roads";
inline constexpr const char* population_age_pyramids = "population.age_pyramids";
inline constexpr const char* population_age_shares = "population.age_shares";
inline constexpr const char* population_cars_per_household = "population.cars_per_household";
inline constexpr const char* population_census = "population.census";
inline constexpr const char* population_household_size_shares = "population.household_size_shares";
inline constexpr const char* population_impaired_shares = "population.impaired_shares";
inline constexpr const char* population_inhabitants_per_dwelling = "population.inhabitants_per_dwelling";
inline constexpr const char* population_licence_shares = "population.licence_shares";
inline constexpr const char* population_polygons = "population.polygons";
inline constexpr const char* population_wheelchair_share = "population.wheelchair_share";
inline constexpr const char* demand_app_from = "demand.app_from";
inline constexpr const char* demand_app_until = "demand.app_until";
inline constexpr const char* demand_buffer = "demand.buffer";
inline constexpr const char* demand_lead_max = "demand.lead_max";
inline constexpr const char* demand_lead_min = "demand.lead_min";
inline constexpr const char* demand_outside = "demand.outside";
inline constexpr const char* demand_phone_from = "demand.phone_from";
inline constexpr const char* demand_phone_until = "demand.phone_until";
inline constexpr const char* demand_requests = "demand.requests";
inline constexpr const char* demand_service_from = "demand.service_from";
inline constexpr const char* demand_service_share = "demand.service_share";
inline constexpr const char* demand_service_until = "demand.service_until";
inline constexpr const char* demand_synthetic = "demand.synthetic";
inline constexpr const char* demand_target_trips_per_day = "demand.target_trips_per_day";
inline constexpr const char* fleet_depots = "fleet.depots";
inline constexpr const char* fleet_max_spread = "fleet.max_spread";
inline constexpr const char* fleet_seats = "fleet.seats";
inline constexpr const char* fleet_shifts = "fleet.shifts";
inline constexpr const char* fleet_shuttles = "fleet.shuttles";
inline constexpr const char* fleet_size = "fleet.size";
inline constexpr const char* fleet_wheelchairs = "fleet.wheelchairs";
inline constexpr const char* service_area = "service.area";
inline constexpr const char* service_communes = "service.communes";
inline constexpr const char* service_courses = "service.courses";
inline constexpr const char* service_days = "service.days";
inline constexpr const char* service_gtfs = "service.gtfs";
inline constexpr const char* service_gtfs_routes = "service.gtfs_routes";
inline constexpr const char* service_hours = "service.hours";
inline constexpr const char* service_hubs = "service.hubs";
inline constexpr const char* service_kind = "service.kind";
inline constexpr const char* service_max_absolute_detour = "service.max_absolute_detour";
inline constexpr const char* service_max_wait_time = "service.max_wait_time";
inline constexpr const char* service_max_detour_alpha = "service.max_detour_alpha";
inline constexpr const char* service_max_detour_beta = "service.max_detour_beta";
inline constexpr const char* service_minimum_allowed_detour = "service.minimum_allowed_detour";
inline constexpr const char* service_prior_notice_duration_max = "service.prior_notice_duration_max";
inline constexpr const char* service_prior_notice_duration_min = "service.prior_notice_duration_min";
inline constexpr const char* service_stop_source = "service.stop_source";
inline constexpr const char* service_stop_spacing = "service.stop_spacing";
inline constexpr const char* service_stops = "service.stops";
inline constexpr const char* service_taxi_above = "service.taxi_above";
inline constexpr const char* dispatch_limits = "dispatch.limits";
inline constexpr const char* dispatch_objective = "dispatch.objective";
inline constexpr const char* dispatch_policy = "dispatch.policy";
inline constexpr const char* rebalancing_places = "rebalancing.places";
inline constexpr const char* rebalancing_strategy = "rebalancing.strategy";
inline constexpr const char* disturbances_breakdowns = "disturbances.breakdowns";
inline constexpr const char* disturbances_closures = "disturbances.closures";
inline constexpr const char* booking_cancelled_share = "booking.cancelled_share";
inline constexpr const char* booking_no_show_share = "booking.no_show_share";
inline constexpr const char* booking_phone = "booking.phone";
inline constexpr const char* booking_phone_hours = "booking.phone_hours";
inline constexpr const char* booking_phone_lines = "booking.phone_lines";
inline constexpr const char* costs_taxi_base = "costs.taxi_base";
inline constexpr const char* costs_taxi_per_km = "costs.taxi_per_km";
inline constexpr const char* record_trajectories = "record.trajectories";
inline constexpr const char* run_days = "run.days";
inline constexpr const char* run_first_day = "run.first_day";
inline constexpr const char* run_seed = "run.seed";
inline constexpr const char* run_threads = "run.threads";

}  // namespace navette::key
