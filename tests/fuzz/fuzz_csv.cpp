#include "fuzz/fuzz_target.h"
#include "io/scenario/tables/read_census.h"
#include "io/scenario/tables/read_requests_csv.h"
#include "io/scenario/tables/read_shuttles_csv.h"

using namespace navette;

// The tables a user gives. The same bytes are read as each of them.
void read_hostile(std::string_view bytes) {
  fuzz::attempt(fuzz::as_file(bytes, ".csv"), [](const auto& file) {
    InputErrors errors;
    (void)read_requests_csv(file, {}, errors);
    (void)read_shuttles_csv(file, errors);
    (void)read_census_totals(file, errors);
    (void)read_age_pyramids(file, errors);
  });
}
