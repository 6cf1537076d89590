#include "demand/residents/place_names.h"

#include <algorithm>
#include <cstddef>

namespace navette {
namespace {

// U+00C0 to U+017F, two bytes each in UTF-8; '?' for letters that become two, ' ' for signs.
constexpr std::string_view kPlainLetters =
    "aaaaaa?ceeeeiiii"  // U+00C0
    "?nooooo ouuuuy?s"
    "aaaaaa?ceeeeiiii"
    "?nooooo ouuuuy?y"
    "aaaaaaccccccccdd"  // U+0100
    "ddeeeeeeeeeegggg"
    "gggghhhhiiiiiiii"
    "ii??jjkkklllllll"
    "lllnnnnnnnnnoooo"
    "oo??rrrrrrssssss"
    "ssttttttuuuuuuuu"
    "uuuuwwyyyzzzzzzs";

std::string_view two_letters(unsigned code) {
  switch (code) {
    case 0xC6:
    case 0xE6:
      return "ae";
    case 0xD0:
    case 0xF0:
      return "d";
    case 0xDE:
    case 0xFE:
      return "th";
    case 0xDF:
      return "ss";
    case 0x132:
    case 0x133:
      return "ij";
    case 0x152:
    case 0x153:
      return "oe";
    default:
      return "";
  }
}

// Appends the letter that starts at `at`; returns how many bytes it took.
std::size_t append_plain(std::string_view name, std::size_t at, std::string& plain) {
  const auto byte = static_cast<unsigned char>(name[at]);
  if (byte >= 0xC3 && byte <= 0xC5 && at + 1 < name.size()) {
    const unsigned code = (byte & 0x1FU) << 6U | (static_cast<unsigned char>(name[at + 1]) & 0x3FU);
    const char letter = kPlainLetters[code - 0xC0];
    if (code == 0xDF || letter == '?') {
      plain += two_letters(code);
    } else {
      plain += letter;
    }
    return 2;
  }
  if (name.substr(at, 3) == "\u2019" || name.substr(at, 3) == "\u2010") {  // a typographic apostrophe or hyphen
    plain += ' ';
    return 3;
  }
  if (byte >= 'A' && byte <= 'Z') {
    plain += static_cast<char>(byte - 'A' + 'a');
  } else {
    const bool kept = byte >= 0x80 || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
    plain += kept ? static_cast<char>(byte) : ' ';
  }
  return 1;
}

}  // namespace

std::string without_remark(std::string_view name) {
  std::string kept;
  int depth = 0;
  for (const char c : name) {
    if (c == '(') ++depth;
    if (depth == 0) kept += c;
    if (c == ')' && depth > 0) --depth;
  }
  const auto last = kept.find_last_not_of(" \t");
  return last == std::string::npos ? std::string{name} : kept.substr(0, last + 1);
}

std::string folded_name(std::string_view name) {
  const std::string bare = without_remark(name);
  std::string plain;
  for (std::size_t at = 0; at < bare.size();) at += append_plain(bare, at, plain);
  std::string folded;
  for (std::size_t at = 0; at < plain.size();) {
    const std::size_t end = std::min(plain.find(' ', at), plain.size());
    std::string_view word{plain.data() + at, end - at};
    if (word == "st") word = "saint";
    if (word == "ste") word = "sainte";
    if (!word.empty() && !folded.empty()) folded += ' ';
    folded += word;
    at = end + 1;
  }
  return folded;
}

}  // namespace navette
