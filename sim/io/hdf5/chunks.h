#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

#include "io/hdf5/object.h"
#include "io/hdf5/packing.h"

namespace navette::hdf5 {

/// The rows of a column, where they were made.
struct RowValues {
  std::shared_ptr<const void> first;
  std::size_t count;
  std::size_t width;  // of a value [bytes]
};

/// What the columns of a file hold, on its way into it: shuffled and gzipped by all threads while the next are
/// being made, then written in order, so that the file does not depend on their number. The library itself would do it
/// one after the other.
class ChunkWriter {
 public:
  /// With as many threads as ThreadCount says.
  ChunkWriter();

  /// Makes chunks and filters part of a dataset's creation. `rows` > 0.
  static void set_layout(std::int64_t creation_properties, std::size_t rows);

  /// Takes the rows of a dataset that was made with this layout.
  void add(Object dataset, RowValues rows);
  /// Brings all that was taken into the file.
  void flush();

 private:
  struct Column {
    Object dataset;
    RowValues rows;
    std::vector<std::vector<std::byte>> packed;  // one chunk after the other
  };
  std::deque<Column> waiting_;  // a deque: those that are being packed stay where they are
  std::size_t bytes_ = 0;       // that wait
  PackingThreads packing_;      // last: ends before what it works on
};

}  // namespace navette::hdf5
