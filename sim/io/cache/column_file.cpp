#include "io/cache/column_file.h"

#include <zlib.h>

#include <array>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "io/cache/own_file.h"
#include "io/results/atomic_file.h"

namespace navette {
namespace {

constexpr std::array<char, 8> kMagic{'N', 'A', 'V', 'C', 'O', 'L', '0', '2'};
constexpr std::size_t kKeySize = 64;
constexpr std::size_t kAlignment = 64;  // a line of the processor's cache
constexpr std::size_t kMostColumns = 1'000;

struct Header {
  std::array<char, 8> magic = kMagic;
  std::uint64_t size = 0;  // [bytes] of the file
  std::array<char, kKeySize> key{};
  std::uint64_t columns = 0;      // entries of the directory that follows
  std::uint32_t columns_crc = 0;  // of the key and all columns, with what fills the gaps between them
  std::uint32_t header_crc = 0;   // of the header, this 0, and the directory
};
struct Entry {
  std::uint64_t begin;  // [bytes] from the start of the file
  std::uint64_t size;   // [bytes]
};

std::size_t aligned(std::size_t size) { return (size + kAlignment - 1) / kAlignment * kAlignment; }

std::uint32_t crc(std::uint32_t before, std::span<const std::byte> bytes) {
  if (bytes.empty()) return before;  // zlib starts anew at a null pointer, which an empty column may have
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are bytes
  return static_cast<std::uint32_t>(crc32_z(before, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

std::uint32_t header_crc(Header header, std::span<const Entry> directory) {
  header.header_crc = 0;
  return crc(crc(0, std::as_bytes(std::span{&header, 1})), std::as_bytes(directory));
}

void require(bool holds, const char* what) {
  if (!holds) throw std::runtime_error{what};
}

}  // namespace

void ColumnFileWriter::write(const std::filesystem::path& name, std::string_view key) const {
  Header header;
  if (key.size() != header.key.size()) throw std::logic_error{"column file: a key of another length"};
  std::copy(key.begin(), key.end(), header.key.begin());
  header.columns = columns_.size();
  const std::size_t first = aligned(sizeof(Header) + columns_.size() * sizeof(Entry));
  std::vector<Entry> directory;
  std::size_t end = first;
  for (const auto& column : columns_) {
    directory.push_back({end, column.size()});
    end += aligned(column.size());
  }
  header.size = end;
  const std::array<std::byte, kAlignment> nothing{};
  header.columns_crc = crc(0, std::as_bytes(std::span{header.key}));
  const auto gap = [&](std::size_t size) { return std::span{nothing}.first(aligned(size) - size); };
  for (const auto& column : columns_) header.columns_crc = crc(crc(header.columns_crc, column), gap(column.size()));
  header.header_crc = header_crc(header, directory);
  AtomicFile file{name, kWritableByOwner};
  file.write(std::as_bytes(std::span{&header, 1}));
  file.write(std::as_bytes(std::span{directory}));
  file.write(gap(sizeof(Header) + directory.size() * sizeof(Entry)));
  for (const auto& column : columns_) {
    file.write(column);
    file.write(gap(column.size()));
  }
  file.commit();
}

std::optional<ColumnFileReader> ColumnFileReader::open(const std::filesystem::path& name, std::string_view key) {
  const auto mapping = map_own_file(name);
  if (!mapping) return std::nullopt;
  const std::span bytes = mapping->bytes;
  Header header;
  require(bytes.size() >= sizeof header, "it is cut off");
  std::memcpy(&header, bytes.data(), sizeof header);
  require(header.magic == kMagic, "it is none of ours");
  require(header.size == bytes.size(), "it is cut off");
  require(header.columns <= kMostColumns, "its header is damaged");
  std::vector<Entry> directory(header.columns);
  require(sizeof header + directory.size() * sizeof(Entry) <= bytes.size(), "it is cut off");
  std::memcpy(directory.data(), bytes.data() + sizeof header, directory.size() * sizeof(Entry));
  require(header.header_crc == header_crc(header, directory), "its header is damaged");
  if (!std::equal(key.begin(), key.end(), header.key.begin(), header.key.end())) throw OtherKey{};
  ColumnFileReader reader{mapping->keeper};
  for (const Entry& entry : directory) {
    require(entry.begin % kAlignment == 0 && entry.begin <= bytes.size() && entry.size <= bytes.size() - entry.begin,
            "its header is damaged");
    reader.columns_.push_back(bytes.subspan(entry.begin, entry.size));
  }
  const std::size_t first = aligned(sizeof header + directory.size() * sizeof(Entry));
  const std::uint32_t of_key = crc(0, std::as_bytes(std::span{header.key}));
  require(header.columns_crc == crc(of_key, bytes.subspan(std::min(first, bytes.size()))), "its content is damaged");
  return reader;
}

std::span<const std::byte> ColumnFileReader::next_bytes(std::size_t width) {
  require(next_ < columns_.size() && columns_[next_].size() % width == 0, "its columns are not those expected");
  return columns_[next_++];
}

void ColumnFileReader::expect_end() const { require(next_ == columns_.size(), "it has more columns than expected"); }

}  // namespace navette
