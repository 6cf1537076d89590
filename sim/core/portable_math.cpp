#include "core/portable_math.h"

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

namespace navette::portable {
namespace {

constexpr double kHalfPiHigh =
    1.57079632673412561417e+00;                            // the first 33 bits of pi/2: products with small n are exact
constexpr double kHalfPiLow = 6.07710050650619224932e-11;  // pi/2 - kHalfPiHigh
constexpr double kTwoOverPi = 6.36619772367581382433e-01;
constexpr double kLn2High = 6.93147180369123816490e-01;  // the first 32 bits of ln 2
constexpr double kLn2Low = 1.90821492927058770002e-10;   // ln 2 - kLn2High

// Taylor series on |x| <= pi/4; the first term left out is below 1e-17.
double sin_series(double x) {
  const double z = x * x;
  double sum = 1.0;
  for (int k = 17; k >= 3; k -= 2) sum = 1.0 - z / (k * (k - 1)) * sum;
  return x * sum;
}

double cos_series(double x) {
  const double z = x * x;
  double sum = 1.0;
  for (int k = 18; k >= 2; k -= 2) sum = 1.0 - z / (k * (k - 1)) * sum;
  return sum;
}

// sin(x + quarter_turns * pi/2)
double rotated_sin(double radians, int quarter_turns) {
  const double n = std::floor(radians * kTwoOverPi + 0.5);
  const double x = (radians - n * kHalfPiHigh) - n * kHalfPiLow;
  const auto quadrant = (static_cast<std::int64_t>(n) + quarter_turns) & 3;
  const double value = (quadrant & 1) != 0 ? cos_series(x) : sin_series(x);
  return (quadrant & 2) != 0 ? -value : value;
}

double times_power_of_two(double value, int exponent) {
  const auto bits = static_cast<std::uint64_t>(exponent + 1023) << 52;
  double factor = 0;
  std::memcpy(&factor, &bits, sizeof factor);
  return value * factor;
}

}  // namespace

double sin(double radians) { return rotated_sin(radians, 0); }
double cos(double radians) { return rotated_sin(radians, 1); }

double exp(double x) {
  if (std::isnan(x)) return x;
  if (x > 709.0) return std::numeric_limits<double>::infinity();
  if (x < -708.0) return 0.0;
  const double n = std::floor(x / (kLn2High + kLn2Low) + 0.5);
  const double r = (x - n * kLn2High) - n * kLn2Low;
  double sum = 1.0;
  for (int k = 14; k >= 1; --k) sum = 1.0 + r / k * sum;
  return times_power_of_two(sum, static_cast<int>(n));
}

double log(double x) {
  if (std::isnan(x) || x < 0) return std::numeric_limits<double>::quiet_NaN();
  if (x == 0) return -std::numeric_limits<double>::infinity();
  if (std::isinf(x)) return x;
  int exponent = 0;
  double mantissa = std::frexp(x, &exponent);
  if (mantissa < 0.70710678118654752440) {
    mantissa *= 2;
    --exponent;
  }
  // log(m) = 2 atanh(s) with s = (m-1)/(m+1), |s| <= 0.172
  const double s = (mantissa - 1) / (mantissa + 1);
  const double z = s * s;
  double sum = 0;
  for (int k = 21; k >= 1; k -= 2) sum = sum * z + 1.0 / k;
  return exponent * kLn2High + (exponent * kLn2Low + 2 * s * sum);
}

long long round_to_integer(double value) {
  return static_cast<long long>(value < 0 ? std::ceil(value - 0.5) : std::floor(value + 0.5));
}

}  // namespace navette::portable
