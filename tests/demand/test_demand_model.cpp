#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>

#include "core/errors.h"
#include "travelling_residents.h"

using namespace navette;
using namespace navette::test;
using namespace navette::literals;

namespace {

std::string told(const TripRequest& request) {
  std::string text = request.name;
  for (const std::int64_t value :
       {request.submitted_at.count, request.earliest_departure.count, request.latest_arrival.count,
        std::int64_t{request.origin_place.lon}, std::int64_t{request.destination_place.lat},
        std::int64_t{request.origin.edge.value}, std::int64_t{request.destination.edge.value},
        std::int64_t{request.party_size}, std::int64_t{request.wheelchairs}, request.boarding_time.count,
        std::int64_t{request.resident.value}, std::int64_t{request.tour}, std::int64_t{request.way_back ? 1 : 0},
        std::int64_t{request.purpose}, static_cast<std::int64_t>(request.channel)}) {
    text += ' ' + std::to_string(value);
  }
  return text;
}

std::vector<std::string> told(const std::vector<TripRequest>& requests) {
  std::vector<std::string> texts;
  texts.reserve(requests.size());
  for (const TripRequest& request : requests) texts.push_back(told(request));
  return texts;
}

struct Village {
  explicit Village(int count = 20'000) : residents{residents_of_all_ages(count, 5)} { parameters.service_share = 0.1; }

  [[nodiscard]] std::vector<TripRequest> day(int number = 0, int threads = 1, std::uint64_t seed = 1) const {
    const DemandModel model{residents, places, parameters, kMonday};
    std::vector<TripRequest> requests;
    const TravelCounts counts = model.day(seed, number, threads, requests);
    CHECK(counts.asked_service == static_cast<std::int64_t>(requests.size()));
    return requests;
  }

  Population residents;
  std::vector<Destination> places = places_of_all_kinds(6, 5);
  DemandParameters parameters;
};

}  // namespace

TEST_CASE("any number of threads draws the same requests") {
  const Village village;
  const auto alone = told(village.day(3, 1));
  REQUIRE(alone.size() > 1'000);
  CHECK(told(village.day(3, 2)) == alone);
  CHECK(told(village.day(3, 4)) == alone);
  CHECK(told(village.day(3, 0)) == alone);
}

TEST_CASE("days asked for in any order are the same, and another seed is another day") {
  const Village village{5'000};
  const DemandModel model{village.residents, village.places, village.parameters, kMonday};
  std::vector<TripRequest> requests;
  model.day(1, 2, 1, requests);
  const std::size_t first = requests.size();
  model.day(1, 1, 1, requests);  // appended
  const auto backwards = told(requests);
  CHECK(std::vector(backwards.begin(), backwards.begin() + static_cast<std::ptrdiff_t>(first)) == told(village.day(2)));
  CHECK(std::vector(backwards.begin() + static_cast<std::ptrdiff_t>(first), backwards.end()) == told(village.day(1)));
  CHECK(told(village.day(1, 1, 2)) != told(village.day(1)));
}

TEST_CASE("a larger share of the service only adds requests") {
  Village village;
  std::set<std::string> before;
  for (const double share : {0.005, 0.02, 0.05, 0.3}) {
    INFO("service_share " << share);
    village.parameters.service_share = share;
    const auto texts = told(village.day());
    const std::set<std::string> now(texts.begin(), texts.end());
    CHECK(now.size() > before.size());
    CHECK(std::includes(now.begin(), now.end(), before.begin(), before.end()));
    before = now;
  }
}

TEST_CASE("other residents and other days change nothing in a resident's day") {
  const Village village{5'000};
  Village smaller{5'000};
  smaller.parameters.service_by_age[7] = 0;
  const auto texts = told(village.day());
  const std::set<std::string> all(texts.begin(), texts.end());
  for (const std::string& text : told(smaller.day())) CHECK(all.count(text) == 1);
}

TEST_CASE("every tour is a way out and a way back, each asked for before it begins") {
  const Village village;
  std::set<std::int32_t> tours;
  std::set<std::string> names;
  std::map<std::int32_t, Milliseconds> ready;  // by resident
  for (const int day : {0, 1, 5}) {
    const auto requests = village.day(day);
    REQUIRE(requests.size() % 2 == 0);
    for (std::size_t i = 0; i < requests.size(); i += 2) {
      const TripRequest& out = requests[i];
      const TripRequest& back = requests[i + 1];
      INFO(out.name);
      CHECK((!out.way_back && back.way_back));
      CHECK((out.tour == back.tour && out.tour >= 0 && tours.insert(out.tour).second));
      CHECK((names.insert(out.name).second && names.insert(back.name).second));
      CHECK((out.resident == back.resident && out.purpose == back.purpose && out.channel == back.channel));
      CHECK((out.origin == back.destination && out.destination == back.origin));
      const auto home = static_cast<std::size_t>(village.residents.household[out.resident.index()]);
      CHECK((out.origin_place == village.residents.home[home] && out.origin == village.residents.home_road[home]));
      CHECK(back.earliest_departure >= out.earliest_departure + 25_min);  // 15 min allowed for, 10 min there
      CHECK((out.submitted_at <= out.earliest_departure && back.submitted_at <= back.earliest_departure));
      CHECK(out.submitted_at <= back.submitted_at);
      CHECK(out.submitted_at >= kDay * (day - 1));
      CHECK((out.earliest_departure.count % 60'000 == 0 && back.earliest_departure.count % 60'000 == 0));
      CHECK((out.earliest_departure >= kDay * day + 390_min && back.earliest_departure <= kDay * day + 1170_min));
      auto [free, first] = ready.emplace(out.resident.value, out.earliest_departure);
      if (!first) CHECK(out.earliest_departure >= free->second);
      free->second = back.earliest_departure;
    }
  }
}

TEST_CASE("who asks follows share, level and the factors of age, car and purpose") {
  constexpr int kMany = 30'000;
  Village village{0};
  village.residents = residents_of(AgeBand::from_75, kMany);
  DemandParameters& parameters = village.parameters;
  parameters.tours_per_day.fill(1);
  parameters.going_out.fill(1);
  parameters.service_from = 0;
  parameters.service_until = 24;
  parameters.service_share = 0.04;
  parameters.level = 0.5;
  parameters.service_by_age.fill(1);
  parameters.service_by_car.fill(1);
  parameters.service_by_purpose.fill(1);
  const auto share = [&] { return static_cast<double>(village.day().size()) / 2 / kMany; };
  const auto near = [&](double expected) { return Approx(expected).margin(four_sigma(expected, kMany)); };
  CHECK(share() == near(0.02));
  parameters.service_by_age[7] = 2.5;
  CHECK(share() == near(0.05));
  parameters.service_by_car[1] = 2;
  CHECK(share() == near(0.10));
  parameters.service_by_purpose.fill(0.5);
  CHECK(share() == near(0.05));
  parameters.level = 1'000;  // beyond 1: all of them
  CHECK(share() == 1);
  parameters.service_by_purpose.fill(0);
  CHECK(share() == 0);
}

TEST_CASE("residents do not ask for rides outside the hours of the service") {
  Village village{5'000};
  village.parameters.service_from = 9;
  village.parameters.service_until = 17.5;
  const auto requests = village.day();
  REQUIRE(requests.size() > 100);
  for (const TripRequest& request : requests) {
    CHECK(request.earliest_departure >= 9_h);
    CHECK(request.earliest_departure <= 17_h + 30_min);
  }
}

TEST_CASE("residents ask in the hours of all services, gaps and nights counted") {
  Village village{5'000};
  village.parameters.service_hours = {{9, 12}, {17, 20}, {23, 25}};
  const auto requests = village.day();
  REQUIRE(requests.size() > 100);
  int nights = 0;
  for (const TripRequest& request : requests) {
    const double hour = static_cast<double>(request.earliest_departure.count % kDay.count) / 3'600'000;
    CHECK(((hour >= 9 && hour <= 12) || (hour >= 17 && hour <= 20) || hour >= 23 || hour <= 1));
    nights += hour >= 23 || hour <= 1 ? 1 : 0;
  }
  village.parameters.service_hours = {{0, 24}};
  CHECK(village.day().size() > requests.size());
  INFO(nights << " of " << requests.size() << " at night");
}

TEST_CASE("half book the day before, by phone only while it is answered") {
  Village village;
  std::array<double, 2> tours{};
  std::array<double, 2> ahead{};
  double late_returns = 0;
  const auto requests = village.day(1);
  for (std::size_t i = 0; i < requests.size(); i += 2) {
    const TripRequest& out = requests[i];
    const TripRequest& back = requests[i + 1];
    const auto channel = static_cast<std::size_t>(out.channel);
    const Milliseconds lead = out.earliest_departure - out.submitted_at;
    tours[channel] += 1;
    if (out.submitted_at < kDay) {
      ahead[channel] += 1;
      CHECK(back.submitted_at == out.submitted_at);
      CHECK(out.submitted_at >= (out.channel == Channel::app ? 7_h : 8_h));
      CHECK(out.submitted_at <= (out.channel == Channel::app ? 22_h : 18_h));
    } else {
      CHECK(lead >= 5_min);
      if (out.channel == Channel::app) CHECK(lead <= 2_h);
      if (back.submitted_at != out.submitted_at) {
        late_returns += 1;
        CHECK(back.submitted_at == back.earliest_departure);
      }
      if (out.channel == Channel::phone) {
        for (const Milliseconds asked : {out.submitted_at, back.submitted_at}) {
          CHECK((asked >= kDay + 8_h && asked <= kDay + 18_h));
        }
      }
    }
  }
  CHECK(ahead[0] / tours[0] == Approx(0.45).margin(four_sigma(0.45, tours[0])));
  CHECK(ahead[1] / tours[1] >= 0.45 - four_sigma(0.45, tours[1]));
  CHECK(ahead[1] / tours[1] <= 0.60);
  CHECK(late_returns / (tours[0] + tours[1] - ahead[0] - ahead[1]) == Approx(0.38).margin(0.05));
}

TEST_CASE("the old ride by phone, the young by app") {
  Village village{0};
  village.parameters.service_by_age.fill(1);
  for (const AgeBand band : {AgeBand::from_25_to_39, AgeBand::from_75}) {
    village.residents = residents_of(band, 10'000);
    const auto requests = village.day();
    double phone = 0;
    for (const TripRequest& request : requests) phone += request.channel == Channel::phone ? 1 : 0;
    const double share = village.parameters.phone_shares[static_cast<std::size_t>(band)];
    const auto n = static_cast<double>(requests.size());
    CHECK(phone / n == Approx(share).margin(four_sigma(share, n / 2)));
  }
}

TEST_CASE("children up to 10 travel with an adult, wheelchair users take their wheelchair and their time") {
  Village village{0};
  village.parameters.service_by_age.fill(1);
  village.parameters.wheelchair_boarding_time = 150;
  village.residents = residents_of(AgeBand::from_6_to_10, 3'000);
  for (std::size_t i = 0; i < 3'000; i += 2) village.residents.wheelchair[i] = village.residents.impaired[i] = 1;
  const auto requests = village.day();
  REQUIRE(requests.size() > 100);
  for (const TripRequest& request : requests) {
    const bool wheelchair = request.resident.value % 2 == 0;
    CHECK(request.party_size == 2);
    CHECK(request.wheelchairs == (wheelchair ? 1 : 0));
    CHECK(request.boarding_time == (wheelchair ? 150_s : -1_ms));
  }
  village.residents = residents_of(AgeBand::from_11_to_17, 3'000);
  for (const TripRequest& request : village.day()) CHECK(request.party_size == 1);
}

TEST_CASE("a resident's tours of one day go to places chosen apart") {
  Village village{0};
  village.residents = residents_of(AgeBand::from_40_to_64, 3'000);
  village.parameters.tours_per_day.fill(2);
  village.parameters.service_share = 1;
  village.parameters.service_by_car.fill(1'000);
  village.parameters.distance_decay.fill(1e9);
  for (auto& row : village.parameters.purposes) row = {0, 0, 0, 0, 0, 1, 0, 0};
  for (Destination& to : village.places) to.size = 1;  // 6 places to choose among alike
  std::map<std::int32_t, EdgeId> last;
  double pairs = 0;
  double same = 0;
  for (const TripRequest& request : village.day()) {
    if (request.way_back) continue;
    const auto [earlier, first] = last.emplace(request.resident.value, request.destination.edge);
    if (first) continue;
    pairs += 1;
    same += earlier->second == request.destination.edge ? 1 : 0;
    earlier->second = request.destination.edge;
  }
  REQUIRE(pairs > 500);
  CHECK(same / pairs == Approx(1.0 / 6).margin(four_sigma(1.0 / 6, pairs)));
}

TEST_CASE("a resident far from any road asks all the same, to be refused") {
  Village village{2'000};
  for (Location& home : village.residents.home_road) home = {};
  const auto requests = village.day();
  REQUIRE_FALSE(requests.empty());
  CHECK_FALSE(requests[0].origin.valid());
  CHECK(requests[0].destination.valid());
  CHECK_FALSE(requests[1].destination.valid());
}

TEST_CASE("a day without residents has no requests") { CHECK(Village{0}.day().empty()); }

TEST_CASE("residents with nowhere to go are an error that says why") {
  Village village{10};
  const auto error = [&] {
    try {
      const DemandModel model{village.residents, village.places, village.parameters, kMonday};
    } catch (const InputError& e) {
      return std::string{e.what()};
    }
    return std::string{};
  };
  CHECK(error().empty());
  for (Destination& to : village.places) to.road = {};
  CHECK_THAT(error(), Catch::Contains("all 72 facilities lie farther from any road"));
  village.places.clear();
  CHECK_THAT(error(), Catch::Contains("nowhere to go: the map has no shop"));
}

TEST_CASE("parameters out of their range are all named at once") {
  const Village village{10};
  DemandParameters wrong;
  wrong.going_out[2] = 1.2;
  wrong.tours_per_day[0] = 0.5;
  wrong.service_share = -0.1;
  wrong.distance_decay[3] = 0;
  wrong.departure_profile[1].fill(0);
  wrong.stay_spread[0] = std::numeric_limits<double>::quiet_NaN();
  wrong.phone_from = 19;
  wrong.journey_speed = 0;
  std::vector<Destination> places = village.places;
  places[0].size = 0;
  try {
    const DemandModel model{village.residents, places, wrong, kMonday};
    FAIL("no error");
  } catch (const InputError& error) {
    CHECK(error.messages().size() == 9);
    const std::string text = error.what();
    CHECK_THAT(text, Catch::Contains("demand.going_out.11-17 must be 0 to 1, found 1.2"));
    CHECK_THAT(text, Catch::Contains("demand.tours_per_day.0-5 must be 1 to 4, found 0.5"));
    CHECK_THAT(text, Catch::Contains("demand.distance_decay.health must be at least 1, found 0"));
    CHECK_THAT(text, Catch::Contains("demand.departure_profile.school needs at least one hour"));
    CHECK_THAT(text, Catch::Contains("demand.phone_from is 19, after demand.phone_until, 18"));
    CHECK_THAT(text, Catch::Contains("demand.journey_speed must be above 0, found 0"));
  }
}

TEST_CASE("more tours than can be numbered are an error, not a wrong number") {
  const Village village{1'000};
  const DemandModel model{village.residents, village.places, village.parameters, kMonday};
  std::vector<TripRequest> requests;
  model.day(1, 500'000, 1, requests);
  REQUIRE_FALSE(requests.empty());
  CHECK(requests.back().tour > 0);
  CHECK_THROWS_AS(model.day(1, 600'000, 1, requests), InputError);
}
