#include <algorithm>
#include <iostream>
#include <iterator>
#include <vector>

#include "fuzz/fuzz_target.h"

/// Reads every file of a corpus once: what a fuzzer found stays found. Usage: replay FOLDER.
int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: " << argv[0] << " FOLDER\n";
    return 2;
  }
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator{argv[1]}) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    std::cout << file.filename().string() << std::endl;  // before it is read: the last name tells which one crashed
    std::ifstream in{file, std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
    read_hostile(bytes);
  }
  return files.empty() ? 1 : 0;
}
