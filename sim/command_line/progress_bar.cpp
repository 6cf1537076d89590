#include "command_line/progress_bar.h"

#include <algorithm>
#include <osmium/util/progress_bar.hpp>

namespace navette {
namespace {

constexpr double kSteps = 1'000;

}  // namespace

struct ProgressBar::Line {
  osmium::ProgressBar bar{static_cast<std::size_t>(kSteps), true};
};

ProgressBar::ProgressBar(bool shown) : line_{shown ? std::make_unique<Line>() : nullptr} {}

ProgressBar::~ProgressBar() {
  if (line_) line_->bar.remove();
}

void ProgressBar::update(double share) {
  if (line_) line_->bar.update(static_cast<std::size_t>(std::clamp(share, 0.0, 1.0) * kSteps));
}

}  // namespace navette
