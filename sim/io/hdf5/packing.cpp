#include "io/hdf5/packing.h"

#include <libdeflate.h>

#include <algorithm>
#include <memory>
#include <new>
#include <system_error>

namespace navette::hdf5 {

/// What one thread packs chunks with, its room used again.
class Packer {
 public:
  void pack(const ChunkToPack& chunk) {
    try {
      if (compressor_ == nullptr) return;
      const std::size_t plain = chunk.rows * chunk.width;
      shuffle(chunk);
      packed_.resize(std::max(packed_.size(), libdeflate_zlib_compress_bound(compressor_.get(), plain)));
      const std::size_t size =
          libdeflate_zlib_compress(compressor_.get(), columns_.data(), plain, packed_.data(), packed_.size());
      chunk.packed->assign(packed_.data(), packed_.data() + size);
    } catch (const std::bad_alloc&) {
      chunk.packed->clear();
    }
  }

 private:
  struct Free {
    void operator()(libdeflate_compressor* compressor) const { libdeflate_free_compressor(compressor); }
  };

  /// All first bytes of the values, then all second bytes, ...
  void shuffle(const ChunkToPack& chunk) {
    columns_.resize(std::max(columns_.size(), chunk.rows * chunk.width));
    const std::size_t rows = chunk.values.size() / chunk.width;
    for (std::size_t byte = 0; byte < chunk.width; ++byte) {
      std::byte* const to = columns_.data() + byte * chunk.rows;
      for (std::size_t row = 0; row < rows; ++row) to[row] = chunk.values[row * chunk.width + byte];
      std::fill(to + rows, to + chunk.rows, std::byte{0});
    }
  }

  std::unique_ptr<libdeflate_compressor, Free> compressor_{libdeflate_alloc_compressor(kGzipLevel)};
  std::vector<std::byte> columns_;
  std::vector<std::byte> packed_;
};

PackingThreads::PackingThreads(int helpers) {
  try {
    for (int k = 0; k < helpers; ++k) {
      helpers_.emplace_back([this](const std::stop_token& stop) { help(stop); });
    }
  } catch (const std::system_error&) {
    // No more threads to be had: those there are do it, the caller's at least.
  }
  // From here on they take no memory worth asking for.
  std::unique_lock lock{mutex_};
  told_.wait(lock, [&] { return ready_ == helpers_.size(); });
}

PackingThreads::~PackingThreads() = default;

void PackingThreads::add(const ChunkToPack& chunk) {
  {
    const std::lock_guard lock{mutex_};
    waiting_.push_back(chunk);
  }
  told_.notify_one();
}

// Takes the next chunk and packs it, unlocked meanwhile.
void PackingThreads::pack_one(Packer& packer, std::unique_lock<std::mutex>& lock) {
  const ChunkToPack chunk = waiting_.front();
  waiting_.pop_front();
  ++being_packed_;
  lock.unlock();
  packer.pack(chunk);
  lock.lock();
  --being_packed_;
}

void PackingThreads::help(const std::stop_token& stop) {
  Packer packer;
  std::unique_lock lock{mutex_};
  ++ready_;
  told_.notify_all();
  while (told_.wait(lock, stop, [&] { return !waiting_.empty(); }) && !stop.stop_requested()) {
    pack_one(packer, lock);
    if (waiting_.empty() && being_packed_ == 0) told_.notify_all();
  }
}

void PackingThreads::finish() {
  Packer packer;
  std::unique_lock lock{mutex_};
  while (!waiting_.empty()) pack_one(packer, lock);
  told_.wait(lock, [&] { return being_packed_ == 0; });
}

}  // namespace navette::hdf5
