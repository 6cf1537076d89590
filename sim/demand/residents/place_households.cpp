#include "demand/residents/place_households.h"

#include <cstdint>

namespace navette {

std::vector<Coordinate> place_households(std::span<const HomeSite> sites, std::size_t households, double start) {
  std::vector<Coordinate> homes(households);
  std::int64_t dwellings = 0;
  for (const HomeSite& site : sites) dwellings += site.dwellings;
  std::size_t site = 0;
  std::int64_t upto = sites.empty() ? 0 : sites[0].dwellings;  // dwellings up to the end of the site
  for (std::size_t h = 0; h < households; ++h) {
    const double at = (double(h) + start) * double(dwellings) / double(households);
    while (at >= double(upto) && site + 1 < sites.size()) upto += sites[++site].dwellings;
    homes[h] = sites[site].place;
  }
  return homes;
}

}  // namespace navette
