#include "io/results/print_indicators.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "core/errors.h"

namespace navette {
namespace {

const std::vector<Indicator> kSome{{"served", 120.0, "1", "requests brought to their destination"},
                                   {"cost", {}, "EUR", "known if given"},
                                   {"wait_mean", 371.0 / 3, "s", "mean of \"pickup\", over all"}};

TEST_CASE("the table is aligned, leaves out the unit 1, and what is not known") {
  CHECK(print_indicators(kSome, IndicatorFormat::table) ==
        "served         120    requests brought to their destination\n"
        "wait_mean  123.667 s  mean of \"pickup\", over all\n");
}

TEST_CASE("csv quotes what needs it") {
  CHECK(print_indicators(kSome, IndicatorFormat::csv) ==
        "name,value,unit,definition\n"
        "served,120,1,requests brought to their destination\n"
        "wait_mean,123.66666666666667,s,\"mean of \"\"pickup\"\", over all\"\n");
}

TEST_CASE("json gives back the same numbers, in order, without what is not known") {
  const auto read = nlohmann::ordered_json::parse(print_indicators(kSome, IndicatorFormat::json));
  REQUIRE(read.size() == 2);
  CHECK(read.begin().key() == "served");
  CHECK(read["wait_mean"]["value"].get<double>() == 371.0 / 3);
  CHECK(read["wait_mean"]["unit"] == "s");
  CHECK_FALSE(read.contains("cost"));
}

TEST_CASE("an unknown format is refused with those that there are") {
  CHECK(indicator_format("json") == IndicatorFormat::json);
  CHECK_THROWS_WITH(indicator_format("xml"), Catch::Contains("table, csv or json") && Catch::Contains("xml"));
}

}  // namespace
}  // namespace navette
