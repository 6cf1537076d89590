#include "core/printable.h"

#include <catch2/catch.hpp>

namespace navette {
namespace {

TEST_CASE("what a terminal would act on is shown, all else stays") {
  CHECK(printable("Pouilly-lès-Aÿ 北 עיר 🚐") == "Pouilly-lès-Aÿ 北 עיר 🚐");
  CHECK(printable("a\x1b[31mred") == "a\\u001b[31mred");
  CHECK(printable(std::string{"a\0b", 3}) == "a\\u0000b");
  CHECK(printable("\x7f\xc2\x9b\xe2\x80\xae\xe2\x81\xa6") == "\\u007f\\u009b\\u202e\\u2066");
  CHECK(printable("one\ttwo\nthree") == "one\ttwo\nthree");
  CHECK(printable_line("one\ttwo\nthree\r") == "one\\u0009two\\u000athree\\u000d");
}

TEST_CASE("bytes that are no UTF-8 are shown one by one") {
  CHECK(printable("\xff") == "\\xff");
  CHECK(printable("\xc0\xaf") == "\\xc0\\xaf");           // too long for its number
  CHECK(printable("\xed\xa0\x80") == "\\xed\\xa0\\x80");  // half of a pair
  CHECK(printable("a\xe2\x80") == "a\\xe2\\x80");         // cut off
  CHECK(printable("\xf5\x80\x80\x80") == "\\xf5\\x80\\x80\\x80");
}

}  // namespace
}  // namespace navette
