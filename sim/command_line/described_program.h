#pragma once

#include <string>
#include <vector>

namespace navette {

/// An option, or an argument by its place, as help tells it.
struct DescribedOption {
  std::vector<std::string> names;  // "-o", "--output"; empty: an argument by its place
  std::string text;
  bool takes_value = false;
  std::string value;  // "N", "OUT.h5"; alternatives stand between bars: "table|json"
};

struct DescribedCommand {
  std::string name;
  std::string text;
  std::vector<DescribedOption> options;
};

/// What the program understands.
struct DescribedProgram {
  std::vector<DescribedOption> options;  // before or behind any command
  std::vector<DescribedCommand> commands;
};

}  // namespace navette
