#include "io/results/hdf5_chunks.h"

#include <hdf5.h>
#include <zlib.h>

#include <algorithm>
#include <bit>
#include <new>
#include <span>
#include <utility>

namespace navette::hdf5 {
namespace {

constexpr std::size_t kChunkRows = 16'384;
constexpr int kGzipLevel = 1;                                // 4 packs 3 % better and takes a third longer
constexpr std::size_t kMostWaiting = std::size_t{32} << 20;  // [bytes]

// Values go to the file as they lie in memory; the file is little-endian on every machine.
static_assert(std::endian::native == std::endian::little);

using Bytes = std::vector<std::byte>;

/// All first bytes of the values, then all second bytes, ...: what HDF5 calls shuffle. The last chunk is filled with 0.
Bytes shuffled(std::span<const std::byte> values, std::size_t width, std::size_t chunk_rows) {
  Bytes columns(chunk_rows * width);
  const std::size_t rows = values.size() / width;
  for (std::size_t byte = 0; byte < width; ++byte) {
    std::byte* const to = columns.data() + byte * chunk_rows;
    for (std::size_t row = 0; row < rows; ++row) to[row] = values[row * width + byte];
  }
  return columns;
}

Bytes gzipped(const Bytes& plain) {
  uLongf size = compressBound(plain.size());
  Bytes packed(size);
  // NOLINTBEGIN(cppcoreguidelines-pro-type-reinterpret-cast): bytes are bytes
  const int status = compress2(reinterpret_cast<Bytef*>(packed.data()), &size,
                               reinterpret_cast<const Bytef*>(plain.data()), plain.size(), kGzipLevel);
  // NOLINTEND(cppcoreguidelines-pro-type-reinterpret-cast)
  packed.resize(status == Z_OK ? size : 0);
  return packed;
}

Bytes packed(const Bytes& rows, std::size_t width, std::size_t first) {
  const std::size_t chunk_rows = std::min(rows.size() / width, kChunkRows);
  const auto values = std::span{rows}.subspan(first * width);
  return gzipped(shuffled(values.first(std::min(values.size(), chunk_rows * width)), width, chunk_rows));
}

/// One chunk of a dataset.
struct Chunk {
  std::size_t dataset;  // row of those that wait
  std::size_t first;    // row of the dataset
  Bytes packed;
};

}  // namespace

void ChunkWriter::set_layout(std::int64_t creation_properties, std::size_t rows) {
  const hsize_t chunk = std::min(rows, kChunkRows);
  check(H5Pset_chunk(creation_properties, 1, &chunk), "making a column");
  check(H5Pset_shuffle(creation_properties), "making a column");
  check(H5Pset_deflate(creation_properties, static_cast<unsigned>(kGzipLevel)), "making a column");
}

void ChunkWriter::add(Object dataset, std::vector<std::byte> rows, std::size_t width) {
  bytes_ += rows.size();
  waiting_.push_back({std::move(dataset), std::move(rows), width});
  if (bytes_ > kMostWaiting) flush();
}

void ChunkWriter::flush() {
  std::vector<Chunk> chunks;
  for (std::size_t k = 0; k < waiting_.size(); ++k) {
    const std::size_t rows = waiting_[k].rows.size() / waiting_[k].width;
    for (std::size_t first = 0; first < rows; first += kChunkRows) chunks.push_back({k, first, {}});
  }
#pragma omp parallel for schedule(dynamic, 1)
  for (Chunk& chunk : chunks) {
    const Waiting& column = waiting_[chunk.dataset];
    try {
      chunk.packed = packed(column.rows, column.width, chunk.first);
    } catch (const std::bad_alloc&) {
      chunk.packed.clear();  // told below: nothing may leave a parallel loop
    }
  }
  for (const Chunk& chunk : chunks) {
    if (chunk.packed.empty()) throw Error{"writing a column: out of memory"};
    const hsize_t first = chunk.first;
    check(H5Dwrite_chunk(waiting_[chunk.dataset].dataset.id(), H5P_DEFAULT, 0, &first, chunk.packed.size(),
                         chunk.packed.data()),
          "writing a column");
  }
  waiting_.clear();
  bytes_ = 0;
}

}  // namespace navette::hdf5
