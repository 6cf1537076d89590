#pragma once

namespace navette::portable {

/// Elementary functions whose last bit is the same on every x86-64 processor and for every compiler.
///
/// The C library chooses FMA variants of sin, cos, exp and log at run time, and their last bits differ; a travel
/// time rounded from them would too. These use only + - * / and sqrt, in a fixed order; error below 4e-15 relative
/// (sin, cos: absolute) for the stated domain.

double sin(double radians);  // |radians| <= 1e5
double cos(double radians);  // |radians| <= 1e5
double exp(double x);        // any; 0 below -708, +inf above 709
double log(double x);        // x > 0; NaN below, -inf at 0

/// Rounds half away from zero; the value must fit.
long long round_to_integer(double value);

}  // namespace navette::portable
