#pragma once

#include <cstdint>

#include "network/travel_time_oracle.h"

namespace navette {

/// The hot loop of dispatch: the smallest of time_of_hub[hubs[i]] + times[i] over a label; the largest int32 if it is
/// empty. Integers, so both ways of doing it give the same answer. [ms]
using LabelScan = std::int32_t (*)(const std::int32_t* time_of_hub, LabelView label);

/// For every x86-64 processor.
std::int32_t scan_label_plain(const std::int32_t* time_of_hub, LabelView label);
/// For processors with AVX2.
std::int32_t scan_label_avx2(const std::int32_t* time_of_hub, LabelView label);

/// The faster one this processor can do.
LabelScan fastest_label_scan();

}  // namespace navette
