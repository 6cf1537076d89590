#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "core/errors.h"
#include "io/darp/read_darp.h"
#include "support/temporary_folder.h"

using namespace navette;

namespace {

// Two requests; the depot in the middle.
const std::string kRows =
    "  0\t0.0 0.0 0 0\t 0 1440\n"
    "  1 -1.5\t2.25 3 1  0 1440\n"
    "\n"
    "2 4 4 3 2 0 1440\r\n"
    "3 1 1 3 -1 60 75\n"
    "4 5 5 3 -2 100 115";

DarpInstance read(const std::string& content) {
  const TemporaryFolder folder;
  return read_darp(folder.write("day.txt", content));
}

std::vector<std::string> errors(const std::string& content) {
  const TemporaryFolder folder;
  try {
    read_darp(folder.write("day.txt", content));
  } catch (const InputError& error) {
    std::vector<std::string> messages;
    for (const auto& message : error.messages()) messages.push_back(message.substr(folder.path().string().size() + 1));
    return messages;
  }
  return {};
}

std::string with(const std::string& old, const std::string& replacement) {
  std::string text = "1 2 480 3 30\n" + kRows;
  const auto at = text.find(old);
  REQUIRE(at != std::string::npos);
  return text.replace(at, old.size(), replacement);
}

}  // namespace

TEST_CASE("the requests are those of the rows, whichever way the header counts them") {
  for (const std::string header : {"1 2 480 3 30\n", "1\t4 480.0  3\t30\n"}) {
    INFO(header);
    const DarpInstance day = read(header + kRows);
    CHECK(day.vehicles == 1);
    CHECK(day.requests() == 2);
    CHECK(day.max_route_duration == 480);
    CHECK(day.capacity == 3);
    CHECK(day.max_ride == 30);
    CHECK(day.row(1).x == -1.5);
    CHECK(day.row(1).y == 2.25);
    CHECK(day.row(2).load == 2);
    CHECK(day.row(3).earliest == 60);
    CHECK(day.row(4).latest == 115);
    CHECK(day.end_row() == 0);
  }
}

TEST_CASE("a last row without load is the depot at the day's end") {
  const DarpInstance day = read("1 2 480 3 30\n" + kRows + "\n5 3 4 0 0 0 1440\n");
  CHECK(day.requests() == 2);
  CHECK(day.end_row() == 5);
  CHECK(darp_cost(day, {{}}) == 0);
  CHECK(day.travel(0, day.end_row()) == 5);
}

TEST_CASE("a wrong row is told with its line, with what was found and what is allowed") {
  CHECK(errors(with("3 -1 60", "3 -2 60")) ==
        std::vector<std::string>{"day.txt:6: load must be -1, as row 1 picks up 1, found -2"});
  CHECK(errors(with("2 4 4", "7 4 4")) == std::vector<std::string>{"day.txt:5: id must be 2, found \"7\""});
  CHECK(errors(with("60 75", "60 50")) ==
        std::vector<std::string>{"day.txt:6: latest must be a number from 60 to 1000000, found \"50\""});
  CHECK(errors(with("3 1 1 3", "3 1 1")) ==
        std::vector<std::string>{"day.txt:6: has 6 fields, must have 7: id, x, y, service, load, "
                                 "earliest, latest"});
  CHECK(errors(with("4 5 5 3", "4 nan 5 -3")) ==
        std::vector<std::string>{"day.txt:7: x must be a number from -1000000 to 1000000, found \"nan\"",
                                 "day.txt:7: service must be a number from 0 to 1000000, found \"-3\""});
  CHECK(errors(with("4 4 3 2 0", "4 4 3 0 0")).front() == "day.txt:5: load of a pickup must be at least 1, found 0");
  CHECK(errors(with("0 0\t 0 1440", "0 1\t 0 1440")) ==
        std::vector<std::string>{"day.txt:2: load of a depot must be 0, found 1"});
  CHECK(errors(with("3 1  0", "3 1.5  0")) ==
        std::vector<std::string>{"day.txt:3: load must be a whole number from -30000 to 30000, found \"1.5\""});
}

TEST_CASE("a wrong header is told") {
  CHECK(errors(with("1 2 480 3 30", "1 3 480 3 30")) ==
        std::vector<std::string>{"day.txt:1: the number of requests must be 2 or 4, as there are 5 rows, found 3"});
  CHECK(errors(with("1 2 480 3 30", "0 2 480 3 30")) ==
        std::vector<std::string>{"day.txt:1: the number of vehicles must be a number from 1 to 500, found \"0\""});
  CHECK(errors(with("1 2 480 3 30", "1 2 480 3")).front() ==
        "day.txt:1: has 4 fields, must have 5: vehicles, requests, maximum route duration, capacity, maximum ride");
  CHECK(
      errors(with("1 2 480 3 30", "1 2 -1 3 1e9")) ==
      std::vector<std::string>{"day.txt:1: the maximum route duration must be a number from 0 to 1000000, found \"-1\"",
                               "day.txt:1: the maximum ride must be a number from 0 to 1000000, found \"1e9\""});
}

TEST_CASE("what is no such file at all is told, not a crash") {
  CHECK(errors("") == std::vector<std::string>{"day.txt: is empty"});
  CHECK(errors(" \n\t\n") == std::vector<std::string>{"day.txt: is empty"});
  CHECK(errors("1 2 480 3 30\n0 0 0 0 0 0 9\n").front() ==
        "day.txt: has no request: a depot, a pickup and a drop-off are the least");
  CHECK(errors(std::string{"1 2 4\0 3", 8}).front() == "day.txt:1: is not text: it holds a zero byte");
  CHECK_FALSE(errors("[run]\nseed = 1\n").empty());
  CHECK(errors(with("480", std::string(300, '9'))).front().size() < 200);
  const TemporaryFolder folder;
  CHECK_THROWS_AS(read_darp(folder.path()), InputError);
  CHECK_THROWS_AS(read_darp(folder.path() / "none.txt"), InputError);
}
