#pragma once

#include <memory>
#include <string>

namespace navette {

/// Words for the user, on stderr: plain text in colour on a terminal (unless NO_COLOR is set), or one JSON object per
/// line with `time`, `level` and `message`.
class Log {
 public:
  Log(bool quiet, bool as_json);
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;
  ~Log();

  void info(const std::string& message);  // not if quiet
  void warning(const std::string& message);
  void error(const std::string& message);

  [[nodiscard]] bool quiet() const { return quiet_; }
  /// Whether a progress bar would be seen by somebody.
  [[nodiscard]] bool shows_progress() const;

 private:
  [[nodiscard]] std::string safe(const std::string& message) const;

  struct Loggers;
  std::unique_ptr<Loggers> loggers_;
  bool quiet_;
  bool as_json_;
};

}  // namespace navette
