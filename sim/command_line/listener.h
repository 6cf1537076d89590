#pragma once

#include <string>

#include "command_line/interruption.h"
#include "command_line/log.h"
#include "command_line/progress_bar.h"
#include "io/run_listener.h"

namespace navette {

/// The command as it follows a run: words to the log, a bar that fills, Ctrl-C ends it.
class CommandListener final : public RunListener {
 public:
  explicit CommandListener(Log& log) : log_{log}, progress_{log.shows_progress()} {}

  void info(const std::string& message) override { log_.info(message); }
  void warning(const std::string& message) override { log_.warning(message); }
  bool go_on(double share) override {
    if (share > 0) progress_.update(share);
    return !interrupted();
  }

 private:
  Log& log_;
  ProgressBar progress_;
};

}  // namespace navette
