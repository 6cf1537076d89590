#include "core/errors.h"

#include <utility>

namespace navette {
namespace {

std::string joined(const std::vector<std::string>& messages) {
  std::string text;
  for (const auto& message : messages) {
    if (!text.empty()) text += '\n';
    text += message;
  }
  return text;
}

}  // namespace

InputError::InputError(std::string message) : InputError(std::vector<std::string>{std::move(message)}) {}

InputError::InputError(std::vector<std::string> messages)
    : std::runtime_error{joined(messages)}, messages_{std::move(messages)} {}

void InputErrors::throw_if_any() const {
  if (!messages_.empty()) throw InputError{messages_};
}

}  // namespace navette
