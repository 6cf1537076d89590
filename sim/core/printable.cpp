#include "core/printable.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>

namespace navette {
namespace {

struct Point {
  std::uint32_t code;
  std::size_t size;  // [bytes]; 0: no UTF-8
};

Point first_point(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || text.size() < size) return {lead, 0};
  std::uint32_t code = lead & (0xffU >> (size + 1));
  for (std::size_t k = 1; k < size; ++k) {
    if ((byte(k) & 0xc0U) != 0x80) return {lead, 0};
    code = (code << 6U) | (byte(k) & 0x3fU);
  }
  constexpr std::array<std::uint32_t, 5> kLeast{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xd800 && code <= 0xdfff;
  if (code < kLeast[size] || code > 0x10ffff || surrogate) return {lead, 0};
  return {code, size};
}

bool acts(std::uint32_t code) {
  return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x61c || code == 0x200e || code == 0x200f ||
         (code >= 0x2028 && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

std::string escaped(std::string_view text, bool breaks_stay) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const Point point = first_point(text);
    const std::size_t size = point.size == 0 ? 1 : point.size;
    const bool stays = breaks_stay && (point.code == '\n' || point.code == '\t');
    if (point.size != 0 && (stays || !acts(point.code))) {
      result += text.substr(0, size);
    } else {
      std::array<char, 8> shown{};
      (void)std::snprintf(shown.data(), shown.size(), point.size == 0 ? "\\x%02x" : "\\u%04x", point.code);  // NOLINT
      result += shown.data();
    }
    text.remove_prefix(size);
  }
  return result;
}

}  // namespace

std::string printable(std::string_view text) { return escaped(text, true); }
std::string printable_line(std::string_view text) { return escaped(text, false); }

}  // namespace navette
