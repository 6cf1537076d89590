// A race made on purpose: were the thread sanitizer blind to it, its silence elsewhere would mean nothing. And the same
// loop without one: were it to cry there, OpenMP's own synchronisation would be unknown to it.
#include <cstdio>
#include <cstring>
#include <vector>

namespace {

constexpr int kTimes = 100'000;

int counted(bool race) {
  int sum = 0;
  std::vector<int> parts(64);
  if (race) {
#pragma omp parallel for num_threads(4) shared(sum)
    for (int k = 0; k < kTimes; ++k) sum = sum + 1;
    return sum;
  }
#pragma omp parallel for num_threads(4)
  for (int part = 0; part < static_cast<int>(parts.size()); ++part) parts[static_cast<std::size_t>(part)] = part;
  for (const int part : parts) sum += part;  // behind the loop's barrier
  return sum;
}

}  // namespace

int main(int argc, char** argv) {
  std::printf("%d\n", counted(argc > 1 && std::strcmp(argv[1], "race") == 0));
  return 0;
}
