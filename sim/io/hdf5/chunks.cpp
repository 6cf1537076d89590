#include "io/hdf5/chunks.h"

#include <hdf5.h>

#include <algorithm>
#include <bit>
#include <new>
#include <span>
#include <utility>

#include "io/thread_count.h"

namespace navette::hdf5 {
namespace {

constexpr std::size_t kChunkRows = 16'384;
constexpr int kMostThreads = 8;                              // more cannot be kept busy
constexpr std::size_t kMostWaiting = std::size_t{32} << 20;  // [bytes]

// Values go to the file as they lie in memory; the file is little-endian on every machine.
static_assert(std::endian::native == std::endian::little);

}  // namespace

ChunkWriter::ChunkWriter() : packing_{std::min(ThreadCount::get(), kMostThreads) - 1} {}

void ChunkWriter::set_layout(std::int64_t creation_properties, std::size_t rows) {
  const hsize_t chunk = std::min(rows, kChunkRows);
  check(H5Pset_chunk(creation_properties, 1, &chunk), "making a column");
  check(H5Pset_shuffle(creation_properties), "making a column");
  check(H5Pset_deflate(creation_properties, static_cast<unsigned>(kGzipLevel)), "making a column");
}

void ChunkWriter::add(Object dataset, RowValues rows) {
  const auto [first, count, width] = rows;
  bytes_ += count * width;
  const std::size_t chunk_rows = std::min(count, kChunkRows);
  Column& column = waiting_.emplace_back();
  column.dataset = std::move(dataset);
  column.rows = std::move(rows);
  column.packed.resize((count + chunk_rows - 1) / chunk_rows);
  const std::span values{static_cast<const std::byte*>(first.get()), count * width};
  for (std::size_t k = 0; k < column.packed.size(); ++k) {
    const auto rest = values.subspan(k * chunk_rows * width);
    packing_.add({rest.first(std::min(rest.size(), chunk_rows * width)), width, chunk_rows, &column.packed[k]});
  }
  if (bytes_ > kMostWaiting) flush();
}

void ChunkWriter::flush() {
  packing_.finish();
  for (const Column& column : waiting_) {
    hsize_t first = 0;
    for (const std::vector<std::byte>& chunk : column.packed) {
      if (chunk.empty()) throw std::bad_alloc{};
      check(H5Dwrite_chunk(column.dataset.id(), H5P_DEFAULT, 0, &first, chunk.size(), chunk.data()),
            "writing a column");
      first += kChunkRows;
    }
  }
  waiting_.clear();
  bytes_ = 0;
}

}  // namespace navette::hdf5
