#include <catch2/catch.hpp>
#include <string>

#include "io/scenario/tables/census_columns.h"
#include "io/scenario/tables/csv_habits.h"
#include "io/scenario/tables/csv_text.h"

using namespace navette;

namespace {

std::string fault(const std::string& bytes) {
  CsvErrors wrong{"t.csv"};
  check_csv_text({"t.csv", bytes}, wrong);
  InputErrors errors;
  wrong.move_to(errors);
  REQUIRE(errors.messages().size() <= 1);
  return errors.empty() ? "" : errors.messages().front();
}

}  // namespace

TEST_CASE("numbers as spreadsheets write them are known, with what to write instead") {
  CHECK(number_habit("2,1", false).cure == "it has a decimal comma; write 2.1");
  CHECK(number_habit("-0,25", false).cure == "it has a decimal comma; write -0.25");
  CHECK(number_habit("2,553", true).cure == "it has separators of thousands; write 2553");
  CHECK(number_habit("2 553", true).cure == "it has separators of thousands; write 2553");
  CHECK(number_habit("2\u00A0553\u202F001", true).cure == "it has separators of thousands; write 2553001");
  CHECK(number_habit("1\u2019250.5", false).cure == "it has separators of thousands; write 1250.5");
  CHECK(number_habit("2.553", true).name == "thousands");
  CHECK(number_habit("1.234.567,8", false).name == "thousands");
  CHECK(number_habit("1.2E+05", true).name == "scientific");
  CHECK(number_habit("#DIV/0!", false).name == "spreadsheet error");
  for (const char* other : {"", "many", "2;3", "--1", "1,2,3", "0x12", "1 a"})
    CHECK(number_habit(other, true).name.empty());
  CHECK(degrees_habit("621345.2").name == "projected");
  CHECK(degrees_habit("43\u00B036'N").name == "sexagesimal");
  CHECK(degrees_habit("200").name.empty());
  CHECK(time_habit("2026-01-05T08:30").name == "date");
  CHECK(time_habit("05/01/2026").name == "date");
  CHECK(time_habit("8:30 pm").name == "12 hours");
  CHECK(time_habit("8h30").name == "8h30");
  CHECK(time_habit("0,354").name == "decimal comma");
  CHECK(number_habit(std::string(1'000'000, '1'), true).name.empty());
}

TEST_CASE("fractions of a day are told from seconds by the column") {
  const auto doubt = [](std::initializer_list<std::pair<const char*, double>> values) {
    TimeNumbers times;
    int line = 1;
    for (const auto& [text, seconds] : values) times.add(++line, text, seconds);
    return times.doubt();
  };
  CHECK_THAT(doubt({{"0", 0}, {"0.354", 0.354}}), Catch::Contains("fractions of a day") && Catch::Contains("08:29:46"));
  CHECK_THAT(doubt({{"0.3541666667", 0.3541666667}}), Catch::Contains("0.3541666667 is 08:30:00"));
  CHECK_THAT(doubt({{"0.35416", 0.35416}, {"1.25000", 1.25}}), Catch::Contains("fractions of a day"));
  CHECK_THAT(doubt({{"46027.35416", 46027.35416}, {"46031.50001", 46031.50001}}), Catch::Contains("dates"));
  CHECK(doubt({{"0", 0}, {"1", 1}}).empty());
  CHECK(doubt({{"0.5", 0.5}, {"28800", 28'800}}).empty());
  CHECK(doubt({{"1.5", 1.5}, {"2.5", 2.5}}).empty());
  CHECK(doubt({{"46027.354", 46027.354}}).empty());
  CHECK(doubt({{"40000.12345", 40000.12345}, {"50000.12345", 50000.12345}}).empty());
  CHECK(doubt({}).empty());
}

TEST_CASE("a text is checked as a whole") {
  CHECK(fault("\xEF\xBB\xBF\"a\",b\r\n1,\u00E9\r\n").empty());
  CHECK(fault("").empty());
  CHECK(fault("a\n1").empty());
  CHECK(fault("a,b\n1,2\r").empty());
  CHECK_THAT(fault("a,b\nx,Amb\xE9rieu\n"),
             Catch::StartsWith("t.csv:2: is not UTF-8") && Catch::Contains("Amb\\xe9rieu"));
  CHECK_THAT(fault("a,b\n\"1;2\",\xC3"), Catch::StartsWith("t.csv:2: is not UTF-8"));
  CHECK_THAT(fault("a,b\r1,2\r"), Catch::Contains("carriage return alone"));
  CHECK_THAT(fault("a,b\r\r\n1,2\r\r\n"), Catch::StartsWith("t.csv:1: holds a carriage return"));
  CHECK_THAT(fault("\"a,b\";c\n"), Catch::Contains("found semicolons"));
  CHECK_THAT(fault("\n\na\tb\n"), Catch::StartsWith("t.csv:3:") && Catch::Contains("found tabs"));
}

TEST_CASE("errors of one kind are told once, with how many more there are") {
  CsvErrors wrong{"t.csv"};
  for (int line = 2; line < 100; ++line) wrong.add_alike("comma", line, "is so");
  wrong.add(7, "is otherwise");
  InputErrors errors;
  wrong.move_to(errors);
  CHECK(errors.messages() ==
        std::vector<std::string>{"t.csv:2: is so (and 97 more of the kind)", "t.csv:7: is otherwise"});
}

TEST_CASE("a column of inhabitants is one by its whole name") {
  CHECK(year_of_inhabitants("population_2021") == 2021);
  CHECK(year_of_inhabitants("PMUN99") == 1999);
  CHECK(year_of_inhabitants("pmun_06") == 2006);
  CHECK(year_of_inhabitants("Population") == 0);
  CHECK(year_of_inhabitants("P21_POP") == 2021);
  CHECK(year_of_inhabitants("2013 population") == 2013);
  for (const char* other : {"population_0_14_2021", "population_75_plus", "population_density", "populations", "ptot21",
                            "population_202", "population_20211", "pop_men", "p21_popf", "", "2021", "_"}) {
    INFO(other);
    CHECK(year_of_inhabitants(other) < 0);
  }
}
