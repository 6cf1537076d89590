#pragma once

#include "io/scenario/keys/key_row.h"
#include "record/costs.h"

namespace navette {

/// The rows of [costs].
const KeyRows<Costs>& cost_rows();

}  // namespace navette
