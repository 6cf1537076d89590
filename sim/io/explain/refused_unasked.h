#pragma once

#include <string>

#include "io/explain/explained_run.h"
#include "io/explain/kept_run.h"

namespace navette {

/// Whether a request was refused for an end outside the service's area, which the file does not keep.
bool out_of_area(const KeptRun& run, RequestId request);

/// Why a request was refused before any policy was asked, with the figures.
std::string why_refused_unasked(const ExplainedRequest& explained, const KeptRun& run, const World& world);

}  // namespace navette
