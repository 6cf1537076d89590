#pragma once

#include "engine/scenario.h"
#include "io/scenario/keys/key_row.h"

namespace navette {

/// The rows of [record] and [run].
const KeyRows<decltype(Scenario::record)>& record_rows();
const KeyRows<decltype(Scenario::run)>& run_rows();

}  // namespace navette
