#pragma once

#include <cstddef>
#include <vector>

#include "io/results/hdf5_object.h"

namespace navette::hdf5 {

/// What the columns of a file hold, on its way into it: shuffled and gzipped by all threads, then written in order, so
/// that the file does not depend on their number. The library itself would do it one after the other.
class ChunkWriter {
 public:
  /// Makes chunks and filters part of a dataset's creation. `rows` > 0.
  static void set_layout(std::int64_t creation_properties, std::size_t rows);

  /// Takes the rows of a dataset that was made with this layout. `width`: of a value. [bytes]
  void add(Object dataset, std::vector<std::byte> rows, std::size_t width);
  /// Brings all that was taken into the file.
  void flush();

 private:
  struct Waiting {
    Object dataset;
    std::vector<std::byte> rows;
    std::size_t width;  // [bytes]
  };
  std::vector<Waiting> waiting_;
  std::size_t bytes_ = 0;  // that wait
};

}  // namespace navette::hdf5
