#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

namespace navette::hdf5 {

class Packer;

constexpr int kGzipLevel = 1;  // the quickest

/// Some rows of a column, to be packed as the library's own filters (shuffle, gzip) would.
struct ChunkToPack {
  std::span<const std::byte> values;
  std::size_t width;               // of a value [bytes]
  std::size_t rows;                // of the chunk: what `values` lacks is 0
  std::vector<std::byte>* packed;  // where it goes; left empty if memory runs out
};

/// Packs chunks on threads of its own while the caller does something else. What comes out does not depend on how many
/// there are.
class PackingThreads {
 public:
  /// `helpers`: threads besides the caller's, >= 0.
  explicit PackingThreads(int helpers);
  PackingThreads(const PackingThreads&) = delete;
  PackingThreads& operator=(const PackingThreads&) = delete;
  ~PackingThreads();

  /// The values and `packed` must stay where they are until `finish`, or as long as this lives.
  void add(const ChunkToPack& chunk);
  /// Helps until all chunks added so far are packed.
  void finish();

 private:
  void help(const std::stop_token& stop);
  void pack_one(Packer& packer, std::unique_lock<std::mutex>& lock);

  std::mutex mutex_;                  // guards what follows, but for the list of helpers
  std::condition_variable_any told_;  // something to do, or all done
  std::deque<ChunkToPack> waiting_;
  std::size_t being_packed_ = 0;
  std::size_t ready_ = 0;              // helpers that have begun
  std::vector<std::jthread> helpers_;  // last: they end before the rest does
};

}  // namespace navette::hdf5
