#include <cstring>
#include <iterator>

#include "fuzz/dice.h"
#include "fuzz/fuzz_target.h"
#include "io/hdf5/reader.h"
#include "verify/handmade_run.h"
#include "verify/verify.h"

using namespace navette;

namespace {

void break_something(test::HandmadeRun& run, fuzz::Dice& dice) {
  switch (dice.take<std::uint8_t>() % 6) {
    case 0: {
      auto& column = dice.one_of(run.integers);
      if (!column.empty()) column[dice.take<std::uint8_t>() % column.size()] = dice.take<std::int64_t>();
      break;
    }
    case 1: {
      auto& column = dice.one_of(run.integers);
      column.resize(dice.take<std::uint8_t>() % 12);
      break;
    }
    case 2: {
      auto& column = dice.one_of(run.reals);
      if (!column.empty()) column[dice.take<std::uint8_t>() % column.size()] = dice.take<double>();
      break;
    }
    case 3:
      dice.one_of(run.integer_attributes) = dice.take<std::int64_t>();
      break;
    case 4:
      dice.one_of(run.real_attributes) = dice.take<double>();
      break;
    default: {
      const auto name =
          std::next(run.integers.begin(), dice.take<std::uint8_t>() % static_cast<std::ptrdiff_t>(run.integers.size()));
      run.remove(std::string{name->first});
    }
  }
}

}  // namespace

// A results file that is HDF5 all right, but says what cannot be: the library itself is no match for broken files, and
// is kept in a process of its own. The bytes tell what to change in a small file without fault.
void read_hostile(std::string_view bytes) {
  auto run = test::handmade_run();
  fuzz::Dice dice{bytes};
  for (int change = 0; change < 16 && !dice.empty(); ++change) break_something(run, dice);
  const auto file = fuzz::as_file("", ".h5");
  run.write(file);
  fuzz::attempt(file, [](const auto& name) {
    try {
      const Hdf5Reader reader{name};
      (void)reader.indicators();
    } catch (const InputError&) {
    }
    (void)verify_file(name);
  });
}
