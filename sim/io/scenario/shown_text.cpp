#include "io/scenario/shown_text.h"

#include <fmt/format.h>

#include <boost/locale/utf.hpp>
#include <cstddef>

namespace navette {
namespace {

constexpr std::size_t kShown = 60;  // [bytes]

bool is_control(unsigned char byte) { return byte < 0x20 || byte == 0x7f; }

}  // namespace

std::string shown_text(std::string_view text) {
  std::string shown = "\"";
  const std::string_view head = text.substr(0, kShown);
  const bool plain = is_plain_text(head);
  for (const char c : head) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_control(byte) || (byte >= 0x80 && !plain)) {
      shown += fmt::format("\\x{:02x}", byte);
    } else {
      shown += c;
    }
  }
  return shown + (text.size() > kShown ? "...\"" : "\"");
}

bool is_plain_text(std::string_view text) {
  using Utf8 = boost::locale::utf::utf_traits<char>;
  for (const char* at = text.data(); at != text.data() + text.size();) {
    if (is_control(static_cast<unsigned char>(*at))) return false;
    const auto point = Utf8::decode(at, text.data() + text.size());
    if (point == boost::locale::utf::illegal || point == boost::locale::utf::incomplete) return false;
  }
  return true;
}

}  // namespace navette
