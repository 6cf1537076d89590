#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace navette {

/// The user's input is wrong. Each message says what was found, where, and what is allowed. Exit code 2.
class InputError : public std::runtime_error {
 public:
  explicit InputError(std::string message);
  explicit InputError(std::vector<std::string> messages);

  [[nodiscard]] const std::vector<std::string>& messages() const { return messages_; }

 private:
  std::vector<std::string> messages_;
};

/// The output could not be written (disk full, folder gone). Exit code 4.
class OutputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A dispatcher proposed something that breaks a rule; the message names the rule. Exit code 1.
class PolicyError : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// The user asked to stop (Ctrl-C). Exit code 130.
class Interrupted : public std::runtime_error {
 public:
  Interrupted() : std::runtime_error{"interrupted"} {}
};

/// Collects everything that is wrong, so that a user sees it all at once.
class InputErrors {
 public:
  void add(std::string message) { messages_.push_back(std::move(message)); }
  /// Runs `step` and keeps the messages of the InputError it may throw.
  template <class Step>
  bool collect(Step&& step) {
    try {
      step();
      return true;
    } catch (const InputError& error) {
      messages_.insert(messages_.end(), error.messages().begin(), error.messages().end());
      return false;
    }
  }
  [[nodiscard]] bool empty() const { return messages_.empty(); }
  [[nodiscard]] const std::vector<std::string>& messages() const { return messages_; }
  /// Throws InputError with all messages, if there are any.
  void throw_if_any() const;

 private:
  std::vector<std::string> messages_;
};

}  // namespace navette
