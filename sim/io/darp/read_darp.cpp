#include "io/darp/read_darp.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <sstream>
#include <string>

#include "core/input_file.h"
#include "io/scenario/shown_text.h"
#include "io/scenario/tables/csv_table.h"

namespace navette {
namespace {

constexpr double kLargest = 1e6;  // of any number: ticks of 1e-9 then add up without overflow
constexpr int kMostVehicles = 500;
constexpr std::size_t kMostRows = 2'002;
constexpr InputLimit kLargestFile{1'000'000, "an instance has 2002 rows at most"};
constexpr int kMostLoad = 30'000;

// The numbers of one line, read field by field; complains once per wrong field.
class Line {
 public:
  Line(int number, const std::string& text, CsvErrors& errors) : number_{number}, errors_{errors} {
    std::istringstream in{text};
    for (std::string field; in >> field;) fields_.push_back(field);
  }
  [[nodiscard]] bool empty() const { return fields_.empty(); }

  bool has(std::size_t count, const char* meaning) {
    if (fields_.size() == count) return true;
    errors_.add(number_, fmt::format("has {} fields, must have {}: {}", fields_.size(), count, meaning));
    return false;
  }
  double number(std::size_t field, const char* name, double low, double high) {
    const std::string& text = fields_[field];
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool good = error == std::errc{} && end == text.data() + text.size() && value >= low && value <= high;
    if (!good)
      expected(field, name, low < high ? fmt::format("a number from {} to {}", low, high) : fmt::format("{}", low));
    return good ? value : low;
  }
  int whole(std::size_t field, const char* name, int low, int high) {
    const double value = number(field, name, low, high);
    if (value == std::floor(value)) return static_cast<int>(value);
    expected(field, name, fmt::format("a whole number from {} to {}", low, high));
    return low;
  }
  void expected(std::size_t field, const char* name, const std::string& allowed) {
    errors_.add(number_, fmt::format("{} must be {}, found {}", name, allowed, shown_text(fields_[field])));
  }

 private:
  int number_;
  CsvErrors& errors_;
  std::vector<std::string> fields_;
};

struct Numbered {
  int line;
  std::string text;
};

void read_row(Line& line, DarpInstance& instance) {
  const auto id = static_cast<int>(instance.rows.size());
  DarpRow& row = instance.rows.emplace_back();
  if (!line.has(7, "id, x, y, service, load, earliest, latest")) return;
  line.whole(0, "id", id, id);
  row.x = line.number(1, "x", -kLargest, kLargest);
  row.y = line.number(2, "y", -kLargest, kLargest);
  row.service = line.number(3, "service", 0, kLargest);
  row.load = line.whole(4, "load", -kMostLoad, kMostLoad);
  row.earliest = line.number(5, "earliest", 0, kLargest);
  row.latest = line.number(6, "latest", row.earliest, kLargest);
}

void check_loads(const DarpInstance& instance, const std::vector<int>& lines, CsvErrors& errors) {
  const int n = instance.requests();
  for (int number = 0; number < static_cast<int>(instance.rows.size()); ++number) {
    const int load = instance.row(number).load;
    const int line = lines[static_cast<std::size_t>(number)];
    if (number == 0 || number > 2 * n) {
      if (load != 0) errors.add(line, fmt::format("load of a depot must be 0, found {}", load));
    } else if (number <= n) {
      if (load < 1) errors.add(line, fmt::format("load of a pickup must be at least 1, found {}", load));
    } else if (load != -instance.row(number - n).load) {
      errors.add(line, fmt::format("load must be {}, as row {} picks up {}, found {}", -instance.row(number - n).load,
                                   number - n, instance.row(number - n).load, load));
    }
  }
}

std::vector<Numbered> lines_of(const std::filesystem::path& file, CsvErrors& errors) {
  std::vector<Numbered> lines;
  const InputBytes read = try_read_input_file(file, kLargestFile);
  if (!read.why.empty()) errors.add(0, read.why);
  std::istringstream in{read.bytes};
  std::string text;
  for (int number = 1; errors.empty() && std::getline(in, text); ++number) {
    if (text.find('\0') != std::string::npos) errors.add(number, "is not text: it holds a zero byte");
    if (text.find_first_not_of(" \t\r") != std::string::npos) lines.push_back({number, text});
    if (lines.size() > kMostRows + 1) errors.add(number, fmt::format("more than {} rows", kMostRows));
  }
  if (errors.empty() && lines.empty()) errors.add(0, "is empty");
  return lines;
}

}  // namespace

DarpInstance read_darp(const std::filesystem::path& file) {
  CsvErrors errors{file.string()};
  DarpInstance instance;
  std::vector<int> row_lines;
  int told_requests = 0;
  const auto lines = lines_of(file, errors);
  for (std::size_t k = 0; k < lines.size(); ++k) {
    Line line{lines[k].line, lines[k].text, errors};
    if (k > 0) {
      row_lines.push_back(lines[k].line);
      read_row(line, instance);
      continue;
    }
    if (!line.has(5, "vehicles, requests, maximum route duration, capacity, maximum ride")) break;
    instance.vehicles = line.whole(0, "the number of vehicles", 1, kMostVehicles);
    told_requests = line.whole(1, "the number of requests", 1, static_cast<int>(kMostRows));
    instance.max_route_duration = line.number(2, "the maximum route duration", 0, kLargest);
    instance.capacity = line.whole(3, "the capacity", 1, kMostLoad);
    instance.max_ride = line.number(4, "the maximum ride", 0, kLargest);
  }
  if (errors.empty()) {
    const int n = instance.requests();
    if (n < 1) {
      errors.add(0, "has no request: a depot, a pickup and a drop-off are the least");
    } else if (told_requests != n && told_requests != 2 * n) {
      errors.add(lines.front().line,
                 fmt::format("the number of requests must be {} or {}, as there are {} rows, found {}", n, 2 * n,
                             instance.rows.size(), told_requests));
    } else {
      check_loads(instance, row_lines, errors);
    }
  }
  InputErrors all;
  errors.move_to(all);
  all.throw_if_any();
  return instance;
}

}  // namespace navette
