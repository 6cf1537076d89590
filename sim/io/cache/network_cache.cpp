#include "io/cache/network_cache.h"

#include <fmt/format.h>

#include <random>
#include <stdexcept>
#include <type_traits>
#include <vector>

#include "core/errors.h"
#include "io/cache/cache_folder.h"
#include "io/cache/column_file.h"
#include "io/git_hash.h"
#include "io/text_sha256.h"
#include "network/labels/check_columns.h"

namespace navette {
namespace {

// To be raised when the columns change, or what the import makes of a map.
constexpr int kCacheVersion = 3;

std::string text_of(const RoadRules& rules) {
  std::string text = fmt::format("{} {} {} {} {} {}", rules.country, rules.limit_share, rules.service_roads,
                                 rules.worst_track_grade, rules.ferries, rules.public_service);
  for (std::size_t k = 0; k < kRoadClasses; ++k) {
    text += fmt::format(" {}", rules.default_kmh[static_cast<RoadClass>(k)]);
  }
  for (const double kmh : {rules.compacted_kmh, rules.gravel_kmh, rules.cobbled_kmh, rules.earth_kmh, rules.soft_kmh,
                           rules.bad_kmh, rules.very_bad_kmh, rules.horrible_kmh}) {
    text += fmt::format(" {}", kmh);
  }
  return text;
}

template <class Network, class Step>
void for_each_column(Network& network, Step&& step) {
  StoredRoadColumns::for_each_column(step, network.roads);
  StoredHierarchy::for_each_column(step, network.times.hierarchy);
  StoredLabels::for_each_column(step, network.times.departure);
  StoredLabels::for_each_column(step, network.times.arrival);
}

// The folder of a cache is its owner's alone; those that it lies in are as the user's umask has them.
void make_folder(const std::filesystem::path& folder) {
  if (std::filesystem::is_directory(folder)) return;
  std::filesystem::create_directories(folder);
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
}

constexpr std::size_t kNumbers = 10;
Column<std::int64_t> numbers_of(const PreparedNetwork& network) {
  const NetworkSummary& summary = network.summary;
  return Column{std::vector<std::int64_t>{
      summary.junctions, summary.roads, summary.metres_kept, summary.metres_drivable, summary.impossible_limits,
      summary.impossible_durations, summary.ways_cut_at_gaps, summary.ways_without_nodes, summary.nodes_from_ways,
      static_cast<std::int64_t>(network.times.longest_place_label)}};
}

}  // namespace

NetworkCache::NetworkCache(const std::string& map_sha256, const RoadRules& rules, RunListener& listener)
    : key_{text_sha256(
          fmt::format("navette network {} {} {} {}", kCacheVersion, git_hash(), map_sha256, text_of(rules)))},
      listener_{listener} {
  if (const auto folder = cache_folder()) file_ = *folder / (key_ + ".network");
}

std::optional<PreparedNetwork> NetworkCache::find() const {
  if (!file_) return std::nullopt;
  try {
    auto file = ColumnFileReader::open(*file_, key_);
    if (!file) return std::nullopt;
    PreparedNetwork network;
    const auto numbers = file->next<std::int64_t>();
    if (numbers.size() != kNumbers) throw std::runtime_error{"its columns are not those expected"};
    network.summary = {numbers[0], numbers[1], numbers[2], numbers[3], numbers[4],
                       numbers[5], numbers[6], numbers[7], numbers[8]};
    network.times.longest_place_label = static_cast<std::size_t>(numbers[9]);
    for_each_column(network, [&](auto& column) {
      using Number = std::remove_cvref_t<decltype(column.front())>;
      column = file->template next<Number>();
    });
    file->expect_end();
    check_road_columns(network.roads);
    // Where is looked differs from run to run, so that a forger cannot know; what comes out does not depend on it.
    check_travel_times(network.roads, network.times, std::random_device{}());
    return network;
  } catch (const std::runtime_error& error) {
    listener_.warning(
        fmt::format("the prepared network in {} is not used: {}; it is made anew", file_->string(), error.what()));
    return std::nullopt;
  }
}

void NetworkCache::keep(const PreparedNetwork& network) const {
  if (!file_) return;
  try {
    make_folder(file_->parent_path());
    const Column<std::int64_t> numbers = numbers_of(network);
    ColumnFileWriter file;
    file.add(numbers);
    for_each_column(network, [&](const auto& column) { file.add(column); });
    file.write(*file_, key_);
  } catch (const std::runtime_error& error) {  // OutputError, and what the file system says
    listener_.info(fmt::format("the prepared network is not kept: {}", error.what()));
  }
}

}  // namespace navette
