#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "io/scenario/tables/read_requests_csv.h"
#include "io/scenario/tables/read_shuttles_csv.h"
#include "support/temporary_folder.h"

using namespace navette;
using namespace navette::literals;

namespace {

const std::string kHeader =
    "request_id,submitted_at,earliest_departure,origin_lon,origin_lat,destination_lon,destination_lat\n";
const std::string kFullHeader =
    "request_id,submitted_at,earliest_departure,origin_lon,origin_lat,destination_lon,destination_lat,latest_arrival,"
    "party_size,wheelchairs,boarding_time,resident_id,channel,service\n";
const std::string kShuttleHeader = "shuttle_id,lon,lat,seats,wheelchairs,shift_start,shift_end\n";

struct Outcome {
  std::vector<GivenRequest> requests;
  std::vector<std::string> errors;  // the folder's name left out
};

Outcome read_requests(const std::string& content, const std::vector<GivenShuttle>& shuttles = {}) {
  const TemporaryFolder folder;
  InputErrors errors;
  Outcome outcome;
  outcome.requests = read_requests_csv(folder.write("requests.csv", content), shuttles, errors, {"day"});
  for (const auto& message : errors.messages())
    outcome.errors.push_back(message.substr(folder.path().string().size() + 1));
  return outcome;
}

std::vector<std::string> shuttle_errors(const std::string& content) {
  const TemporaryFolder folder;
  InputErrors errors;
  read_shuttles_csv(folder.write("shuttles.csv", content), errors);
  std::vector<std::string> messages;
  for (const auto& message : errors.messages()) messages.push_back(message.substr(folder.path().string().size() + 1));
  return messages;
}

}  // namespace

TEST_CASE("requests are read in order of submission, those of one moment in order of rows") {
  const auto outcome = read_requests(kHeader +
                                     "late,09:00,10:00,2.1,43.6,2.2,43.7\n"
                                     "b,08:00:00,28800,2.1,43.6,2.2,43.7\n"
                                     "a,28800,28800.5,2.1,43.6,2.2,43.7\n"
                                     "the evening before,-05:30,07:00,-2.1234567,-43.6,2.2,43.7\n");
  REQUIRE(outcome.errors.empty());
  REQUIRE(outcome.requests.size() == 4);
  CHECK(outcome.requests[0].name == "the evening before");
  CHECK(outcome.requests[0].submitted_at == -(5_h + 30_min));
  CHECK(outcome.requests[0].origin == Coordinate{-21'234'567, -436'000'000});
  CHECK(outcome.requests[1].name == "b");
  CHECK(outcome.requests[2].name == "a");
  CHECK(outcome.requests[2].earliest_departure == 8_h + 500_ms);
  CHECK(outcome.requests[3].name == "late");
  CHECK(outcome.requests[3].party_size == 1);
  CHECK(outcome.requests[3].wheelchairs == 0);
  CHECK(outcome.requests[3].latest_arrival == kNever);
  CHECK(outcome.requests[3].boarding_time < 0_ms);
  CHECK(outcome.requests[3].resident == -1);
  CHECK_FALSE(outcome.requests[3].by_phone);
}

TEST_CASE("all columns are read, in any order, and may be empty if they may be absent") {
  const auto outcome = read_requests(
      "wheelchairs,party_size,channel,resident_id,boarding_time,latest_arrival,request_id,submitted_at,"
      "earliest_departure,origin_lon,origin_lat,destination_lon,destination_lat\n"
      "1,3,phone,17,00:02:00,12:00,r1,0,10:00,2.1,43.6,2.2,43.7\n"
      ",,,,,,r2,0,10:00,2.1,43.6,2.2,43.7\n");
  REQUIRE(outcome.errors.empty());
  const auto& first = outcome.requests.at(0);
  CHECK(first.wheelchairs == 1);
  CHECK(first.party_size == 3);
  CHECK(first.by_phone);
  CHECK(first.resident == 17);
  CHECK(first.boarding_time == 2_min);
  CHECK(first.latest_arrival == 12_h);
  CHECK(outcome.requests.at(1).party_size == 1);
}

TEST_CASE("a spreadsheet's habits are tolerated: byte-order mark, CRLF, quotes, blanks, empty lines, no last newline") {
  const auto outcome =
      read_requests("\xEF\xBB\xBF\"request_id\", submitted_at ," + kHeader.substr(24, kHeader.size() - 25) +
                    "\r\n\r\n\"Mme \"\"B\"\", Albi\", 08:00 ,\"09:00\",2.1,43.6,2.2,43.7\r\n  \r\n"
                    "r2,08:00,09:00,2.1,43.6,2.2,43.7");
  CHECK(outcome.errors.empty());
  REQUIRE(outcome.requests.size() == 2);
  CHECK(outcome.requests[0].name == "Mme \"B\", Albi");
}

TEST_CASE("each bad field of a request is told with line, column, what was found and what is allowed") {
  struct Case {
    std::string row;
    std::string message;
  };
  const auto bad = GENERATE(values<Case>({
      {",0,9:00,2.1,43.6,2.2,43.7,,,,,,,", "request_id must be a text (UTF-8) of 1 to 63 bytes, found \"\""},
      {"r\x01,0,9:00,2.1,43.6,2.2,43.7,,,,,,,", "request_id must be a text (UTF-8) of 1 to 63 bytes, found \"r\\x01\""},
      {"r,soon,9:00,2.1,43.6,2.2,43.7,,,,,,,",
       "submitted_at must be seconds after midnight of day 0, or HH:MM[:SS], found \"soon\""},
      {"r,0,,2.1,43.6,2.2,43.7,,,,,,,",
       "earliest_departure must be seconds after midnight of day 0, or HH:MM[:SS], found \"\""},
      {"r,0,9:00,181,43.6,2.2,43.7,,,,,,,",
       "origin_lon must be degrees from -180 to 180 (WGS84, with a decimal point), found \"181\""},
      {"r,0,9:00,2.1,43.6,nan,43.7,,,,,,,",
       "destination_lon must be degrees from -180 to 180 (WGS84, with a decimal point), found \"nan\""},
      {"r,0,9:00,2.1,43.6,2.2,-90.5,,,,,,,",
       "destination_lat must be degrees from -90 to 90 (WGS84, with a decimal point), found \"-90.5\""},
      {"r,10:00,9:00,2.1,43.6,2.2,43.7,,,,,,,",
       "earliest_departure must not be before submitted_at (10:00:00), found 09:00:00"},
      {"r,0,9:00,2.1,43.6,2.2,43.7,9:00,,,,,,",
       "latest_arrival must be after earliest_departure (09:00:00), found 09:00:00"},
      {"r,0,9:00,2.1,43.6,2.2,43.7,,0,,,,,", "party_size must be a whole number from 1 to 1000, found \"0\""},
      {"r,0,9:00,2.1,43.6,2.2,43.7,,2.5,,,,,", "party_size must be a whole number from 1 to 1000, found \"2.5\""},
      {"r,0,9:00,2.1,43.6,2.2,43.7,,2,3,,,,", "wheelchairs must be at most party_size (2), found 3"},
      {"r,0,9:00,2.1,43.6,2.2,43.7,,2,-1,,,,", "wheelchairs must be a whole number from 0 to 1000, found \"-1\""},
      {"r,0,9:00,2.1,43.6,2.2,43.7,,,,-60,,,", "boarding_time must be from 0 to 3600 seconds, found \"-60\""},
      {"r,0,9:00,2.1,43.6,2.2,43.7,,,,,-4,,", "resident_id must be a whole number from 0 to 2147483647, found \"-4\""},
      {"r,0,9:00,2.1,43.6,2.2,43.7,,,,,,fax,", "channel must be app or phone, found \"fax\""},
      {"r,0,9:00,2.1,43.6,2.2,43.7,,,,,,,night",
       "service must be empty or the name of a service (day), found \"night\""},
      {"r,0,9:00,2.1,43.6,2.2,43.7", "has 7 fields, must have 14 as the header"},
      {"r,0,9:00,2.1,43.6,2.2,43.7,,,,,,,,",
       "has 15 fields, must have 14 as the header; a field with a comma needs quotes, and numbers need a decimal "
       "point"},
      {"\"r,0,9:00,2.1,43.6,2.2,43.7,,,,,,,",
       "a quote that is opened in this line is not closed in it; a field may not hold a line end: take the line breaks "
       "out of the cells"},
      {"good,0,9:00,2.1,43.6,2.2,43.7,,,,,,,", "request_id \"good\" stands already in line 2"},
  }));
  INFO(bad.row);
  const auto outcome = read_requests(kFullHeader + "good,0,9:00,2.1,43.6,2.2,43.7,,,,,,,\n" + bad.row + "\n");
  REQUIRE(outcome.errors.size() == 1);
  CHECK(outcome.errors[0] == "requests.csv:3: " + bad.message);
}

TEST_CASE("a header's faults are told all at once") {
  const auto outcome =
      read_requests("request_id,submited_at,earliest_departure,origin_lon,origin_lat,origin_lat,colour\n1\n");
  REQUIRE(outcome.errors.size() == 6);
  CHECK_THAT(outcome.errors[0], Catch::Contains("requests.csv:1: there is no column \"submited_at\" (did you mean "
                                                "submitted_at?); columns are request_id, submitted_at,"));
  CHECK(outcome.errors[1] == "requests.csv:1: column origin_lat stands twice in the header");
  CHECK_THAT(outcome.errors[2], Catch::Contains("there is no column \"colour\""));
  CHECK(outcome.errors[3] == "requests.csv:1: column submitted_at is missing");
  CHECK(outcome.errors[5] == "requests.csv:1: column destination_lat is missing");
  CHECK_THAT(read_requests("request_id;submitted_at\n").errors.at(0),
             Catch::StartsWith("requests.csv:1: columns must be separated by commas, found semicolons; save it as"));
}

TEST_CASE("a file without a request is an error") {
  CHECK_THAT(read_requests("").errors.at(0), Catch::Contains("is empty; its first line must name its columns"));
  CHECK_THAT(read_requests("\n\r\n  \n").errors.at(0), Catch::Contains("is empty"));
  CHECK(read_requests(kHeader).errors == std::vector<std::string>{"requests.csv: has a header but no row"});
  CHECK_THAT(read_requests(std::string("PK\0\x03", 4)).errors.at(0),
             Catch::Contains("is not a text file: byte 2 (line 1) is zero"));
}

TEST_CASE("of a file with a hundred errors twenty are shown and the rest counted") {
  std::string content = kHeader;
  for (int i = 0; i < 100; ++i) content += std::to_string(i) + ",0,never,2.1,43.6,2.2,43.7\n";
  const auto outcome = read_requests(content);
  REQUIRE(outcome.errors.size() == 21);
  CHECK(outcome.errors.back() == "requests.csv: and 80 more errors");
}

TEST_CASE("a party that no shuttle could carry is named, with the largest shuttle") {
  GivenShuttle small;
  small.seats = 4;
  small.wheelchairs = 2;
  GivenShuttle large;
  large.seats = 8;
  const std::string row = "r,0,9:00,2.1,43.6,2.2,43.7,,";
  CHECK(read_requests(kFullHeader + row + "8,,,,,\n", {small, large}).errors.empty());
  CHECK(read_requests(kFullHeader + row + "6,2,,,,\n", {small, large}).errors.empty());
  CHECK(read_requests(kFullHeader + row + "7,2,,,,\n", {small, large}).errors ==
        std::vector<std::string>{"requests.csv:2: a party of 7 with 2 wheelchairs (request_id \"r\") fits into no "
                                 "shuttle; the largest has 8 seats and 0 wheelchair places"});
}

TEST_CASE("shuttles are read in the order of their rows") {
  const TemporaryFolder folder;
  InputErrors errors;
  const auto shuttles = read_shuttles_csv(
      folder.write("shuttles.csv", kShuttleHeader + "b,2.1,43.6,8,1,06:30,20:00\na,2.2,43.7,0,2,18:00,26:00\n"),
      errors);
  REQUIRE(errors.empty());
  REQUIRE(shuttles.size() == 2);
  CHECK(shuttles[0].name == "b");
  CHECK(shuttles[0].seats == 8);
  CHECK(shuttles[0].wheelchairs == 1);
  CHECK(shuttles[0].depot == Coordinate{21'000'000, 436'000'000});
  CHECK(shuttles[1].shifts[0].start == 18_h);
  CHECK(shuttles[1].shifts[0].end == 26_h);
}

TEST_CASE("rows of one shuttle are the pieces of its split shift, each with its pause") {
  const TemporaryFolder folder;
  InputErrors errors;
  const auto shuttles = read_shuttles_csv(
      folder.write("shuttles.csv",
                   "shuttle_id,lon,lat,seats,shift_start,shift_end,pause_earliest,pause_latest,pause_duration\n"
                   "a,2.1,43.6,8,06:00,12:00,09:00,10:00,00:20\nb,2.1,43.6,8,06:00,12:00,,,\n"
                   "a,2.1,43.6,8,15:00,19:00,,,\n"),
      errors);
  REQUIRE(errors.empty());
  REQUIRE(shuttles.size() == 2);
  REQUIRE(shuttles[0].shifts.size() == 2);
  REQUIRE(shuttles[0].shifts[0].pauses.size() == 1);
  CHECK(shuttles[0].shifts[0].pauses[0].earliest == 9_h);
  CHECK(shuttles[0].shifts[0].pauses[0].latest == 10_h);
  CHECK(shuttles[0].shifts[0].pauses[0].duration == 20_min);
  CHECK(shuttles[0].shifts[1].start == 15_h);
  CHECK(shuttles[0].shifts[1].pauses.empty());
  CHECK(shuttles[1].shifts.size() == 1);
}

TEST_CASE("a shift of a shuttle may begin after the midnight of its day, up to 48:00") {
  const TemporaryFolder folder;
  InputErrors errors;
  const auto shuttles = read_shuttles_csv(
      folder.write("shuttles.csv",
                   "shuttle_id,lon,lat,seats,shift_start,shift_end,pause_earliest,pause_latest,pause_duration\n"
                   "a,2.1,43.6,8,18:00,22:00,,,\na,2.1,43.6,8,25:00,27:00,25:30,26:00,00:20\n"
                   "b,2.1,43.6,8,24:00,48:00,,,\n"),
      errors);
  REQUIRE(errors.empty());
  REQUIRE(shuttles.size() == 2);
  REQUIRE(shuttles[0].shifts.size() == 2);
  CHECK(shuttles[0].shifts[1].start == 25_h);
  CHECK(shuttles[0].shifts[1].end == 27_h);
  CHECK(shuttles[0].shifts[1].pauses.at(0).latest == 26_h);
  CHECK(shuttles[1].shifts[0].start == 24_h);
  CHECK(shuttles[1].shifts[0].end == 48_h);
}

TEST_CASE("a pause of a shuttle that cannot be is told") {
  const std::string header =
      "shuttle_id,lon,lat,seats,shift_start,shift_end,pause_earliest,pause_latest,pause_duration\n";
  const auto of = [&](const std::string& pause) {
    const auto errors = shuttle_errors(header + "a,2.1,43.6,8,06:00,12:00," + pause + "\n");
    REQUIRE(errors.size() == 1);
    return errors[0];
  };
  CHECK(of("09:00,10:00,") == "shuttles.csv:2: a pause needs pause_earliest, pause_latest and pause_duration");
  CHECK(of("09:00,10:00,0") == "shuttles.csv:2: shift must have pauses that last longer than 0 s");
  CHECK(of("10:00,09:00,600") ==
        "shuttles.csv:2: shift must have pauses whose latest begin is not before the earliest, found 09:00:00 before "
        "10:00:00");
  CHECK(
      of("09:00,11:45,00:30") ==
      "shuttles.csv:2: shift must hold its pauses, found 06:00:00 to 12:00:00 with a pause from 09:00:00 or later, to "
      "12:15:00 or earlier");
}

TEST_CASE("each bad field of a shuttle is told with its line") {
  struct Case {
    std::string row;
    std::string message;
  };
  const auto bad = GENERATE(values<Case>({
      {"a,2.1,43.6,-1,0,06:30,20:00", "seats must be a whole number from 0 to 200, found \"-1\""},
      {"a,2.1,43.6,0,0,06:30,20:00", "a shuttle needs a seat or a wheelchair place, found none of both"},
      {"a,2.1,43.6,8,0,20:00,06:30",
       "shift must end after it starts, found 20:00:00 to 06:30:00 (past midnight is 24:00 and more)"},
      {"a,2.1,43.6,8,0,47:00,48:01", "shift must start from 00:00 and end by 48:00, found 47:00:00 to 48:01:00"},
      {"a,2.1,43.6,8,0,06:00,30:01", "shift must not be longer than 24 hours, found 06:00:00 to 30:01:00"},
      {"good,2.1,43.6,8,0,06:00,20:00",
       "shuttle_id \"good\" stands already in line 2, and a split shift must have pieces one after another, found one "
       "from 06:00:00 after one to 20:00:00"},
      {"good,2.1,43.6,8,0,20:00,30:30",
       "shuttle_id \"good\" stands already in line 2, and a split shift must be over when the next day's begins, "
       "found one to 30:30:00 while the next day's begins at 30:00:00 (06:00:00 of that day)"},
      {"good,2.2,43.6,8,0,21:00,22:00",
       "shuttle_id \"good\" stands already in line 2, with another depot or other places"},
  }));
  INFO(bad.row);
  CHECK(shuttle_errors(kShuttleHeader + "good,2.1,43.6,8,0,06:00,20:00\n" + bad.row + "\n") ==
        std::vector<std::string>{"shuttles.csv:3: " + bad.message});
}
