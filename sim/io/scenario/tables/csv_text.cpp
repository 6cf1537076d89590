#include "io/scenario/tables/csv_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/locale/utf.hpp>
#include <string_view>
#include <utility>

#include "core/input_file.h"
#include "io/scenario/shown_text.h"

namespace navette {
namespace {

constexpr std::size_t kMessagesPerFile = 20;
constexpr InputLimit kLargestFile{1'000'000'000};
constexpr const char* kSaveAsUtf8 = "save it as UTF-8 (in Excel: \"CSV UTF-8\")";

/// What is wrong with a whole file, and in which line it shows first; an empty message: nothing.
struct Fault {
  int line = 0;  // 0: the whole file
  std::string message;
};

int line_of(std::string_view text, std::size_t byte) {
  return 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(byte), '\n'));
}

/// Files that are no text at all, by how they begin.
std::string other_format(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kFormats{
      {{"PK\x03\x04", "a spreadsheet (.xlsx, .ods) or a zip file, not a CSV file; save the table as CSV UTF-8"},
       {"\xD0\xCF\x11\xE0", "a spreadsheet (.xls), not a CSV file; save the table as CSV UTF-8"},
       {"\x1F\x8B", "compressed by gzip; unpack it"},
       {"BZh", "compressed by bzip2; unpack it"},
       {"%PDF", "a PDF, not a CSV file"},
       {"\x89HDF", "an HDF5 file, not a CSV file"},
       {"<!DOCTYPE", "a web page (HTML), not a CSV file; download the file itself"},
       {"<html", "a web page (HTML), not a CSV file; download the file itself"}}};
  for (const auto& [begin, what] : kFormats) {
    if (text.starts_with(begin)) return fmt::format("is {}", what);
  }
  return {};
}

/// UTF-16 and UTF-32 have a mark at the beginning, or zeros in every second byte or more.
std::string wide_encoding(std::string_view text) {
  if (text.starts_with(std::string_view{"\xFF\xFE\0\0", 4}) || text.starts_with(std::string_view{"\0\0\xFE\xFF", 4})) {
    return "UTF-32";
  }
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return "UTF-16";
  const std::string_view head = text.substr(0, 4096);
  std::array<std::size_t, 2> zeros{};
  for (std::size_t i = 0; i < head.size(); ++i) zeros[i % 2] += head[i] == '\0' ? 1U : 0U;
  if ((zeros[0] + zeros[1]) * 10 > head.size() * 6) return "UTF-32";
  return std::max(zeros[0], zeros[1]) * 10 > head.size() * 3 ? "UTF-16" : "";
}

Fault not_utf8(std::string_view text) {
  using Utf8 = boost::locale::utf::utf_traits<char>;
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at != end;) {
    const char* const begin = at;
    if (static_cast<unsigned char>(*at) < 0x80) {
      ++at;
      continue;
    }
    const auto point = Utf8::decode(at, end);
    if (point != boost::locale::utf::illegal && point != boost::locale::utf::incomplete) continue;
    const auto byte = static_cast<std::size_t>(begin - text.data());
    const std::size_t from = byte - std::min<std::size_t>(byte, 12);
    std::string_view around = text.substr(from, 24);
    const auto parts = [](char c) { return c == '\n' || c == '\r' || c == ',' || c == ';' || c == '\t'; };
    for (std::size_t i = byte - from; i-- > 0;) {
      if (!parts(around[i])) continue;
      around.remove_prefix(i + 1);
      break;
    }
    around =
        around.substr(0, static_cast<std::size_t>(std::find_if(around.begin(), around.end(), parts) - around.begin()));
    return {line_of(text, byte), fmt::format("is not UTF-8 text, but likely Windows-1252 or Latin-1 (found {}); {}",
                                             shown_text(around), kSaveAsUtf8)};
  }
  return {};
}

/// A carriage return that no line feed follows.
Fault lone_carriage_return(std::string_view text) {
  for (std::size_t at = text.find('\r'); at != std::string_view::npos; at = text.find('\r', at + 1)) {
    if (at + 1 == text.size() && text.find('\n') != std::string_view::npos) return {};
    if (at + 1 < text.size() && text[at + 1] == '\n') continue;
    const bool only = text.find('\n') == std::string_view::npos;
    return {only ? 0 : line_of(text, at),
            only ? "its lines end in a carriage return alone (CR, as on old Macintoshes); save it with line ends LF or "
                   "CRLF"
                 : "holds a carriage return (CR) within the line; save it with line ends LF or CRLF, without line "
                   "breaks in cells"};
  }
  return {};
}

/// The first line with anything in it, and its number.
std::pair<std::string_view, int> header_of(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (int line = 1; !text.empty(); ++line) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view candidate = text.substr(0, end);
    if (candidate.find_first_not_of(" \t\r") != std::string_view::npos) return {candidate, line};
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return {};
}

Fault other_separator(std::string_view text) {
  const auto [header, line] = header_of(text);
  if (header.starts_with("sep=") || header.starts_with("\"sep=")) {
    return {line, "a line sep=... is Excel's alone; remove it, and separate columns by commas"};
  }
  std::array<std::pair<char, int>, 4> found{{{',', 0}, {';', 0}, {'\t', 0}, {'|', 0}}};
  bool quoted = false;
  for (const char c : header) {
    if (c == '"') quoted = !quoted;
    for (auto& [separator, times] : found) times += !quoted && c == separator ? 1 : 0;
  }
  static constexpr std::array<const char*, 4> kNames{"commas", "semicolons", "tabs", "vertical bars"};
  const auto most = std::max_element(found.begin() + 1, found.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  if (found[0].second > 0 || most->second == 0) return {};
  return {line, fmt::format("columns must be separated by commas, found {}; save it as CSV with commas and decimal "
                            "points (spreadsheets take both from the language of the system)",
                            kNames[static_cast<std::size_t>(most - found.begin())])};
}

Fault fault_of(std::string_view text) {
  if (std::string other = other_format(text); !other.empty()) return {0, std::move(other)};
  if (const std::string wide = wide_encoding(text); !wide.empty()) {
    return {0, fmt::format("this file is {}; {}", wide, kSaveAsUtf8)};
  }
  if (const auto zero = text.find('\0'); zero != std::string_view::npos) {
    return {0,
            fmt::format("is not a text file: byte {} (line {}) is zero; export it again", zero, line_of(text, zero))};
  }
  if (Fault fault = not_utf8(text); !fault.message.empty()) return fault;
  if (Fault fault = lone_carriage_return(text); !fault.message.empty()) return fault;
  return other_separator(text);
}

}  // namespace

void CsvErrors::add(int line, const std::string& message) { add_alike({}, line, message); }

void CsvErrors::add_alike(const std::string& kind, int line, const std::string& message) {
  const auto same = std::find_if(kept_.begin(), kept_.end(), [&](const Entry& entry) { return entry.kind == kind; });
  if (!kind.empty() && same != kept_.end()) {
    ++same->more;
  } else if (kept_.size() == kMessagesPerFile) {
    ++left_out_;
  } else {
    kept_.push_back(
        {kind, line > 0 ? fmt::format("{}:{}: {}", file_, line, message) : fmt::format("{}: {}", file_, message)});
  }
}

void CsvErrors::add_only(int line, const std::string& message) {
  kept_.clear();
  left_out_ = 0;
  add(line, message);
}

void CsvErrors::move_to(InputErrors& errors) const {
  for (const Entry& entry : kept_) {
    errors.add(entry.more == 0 ? entry.message
                               : fmt::format("{} (and {} more of the kind)", entry.message, entry.more));
  }
  if (left_out_ > 0) errors.add(fmt::format("{}: and {} more errors", file_, left_out_));
}

CsvText read_csv_text(const std::filesystem::path& file, CsvErrors& errors) {
  InputBytes read = try_read_input_file(file, kLargestFile);
  CsvText text{file.string(), std::move(read.bytes)};
  if (!read.why.empty()) {
    errors.add(0, read.why);
  } else {
    check_csv_text(text, errors);
  }
  return text;
}

void check_csv_text(const CsvText& csv, CsvErrors& errors) {
  if (const Fault fault = fault_of(csv.bytes); !fault.message.empty()) errors.add(fault.line, fault.message);
}

}  // namespace navette
