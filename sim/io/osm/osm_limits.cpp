#include "io/osm/osm_limits.h"

#include <bzlib.h>
#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <functional>
#include <memory>
#include <protozero/pbf_reader.hpp>
#include <string>
#include <string_view>

#include "core/errors.h"

namespace navette {
namespace {

constexpr std::uint64_t kFreely = 200'000'000;        // [bytes] any file may unpack to so much
constexpr std::uint64_t kMostPacking = 200;           // times its size; maps pack 1:3 (.pbf) to 1:20 (.osm.bz2)
constexpr std::size_t kLongestTag = 1'000'000;        // [bytes] values have 255 letters, tags a few attributes
constexpr std::int32_t kLargestBlob = 32 << 20;       // [bytes] as the format has it: of one that does not say
constexpr std::uint32_t kLongestBlobHeader = 65'536;  // [bytes] as the format has it

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& why) {
  throw InputError{fmt::format("{}: cannot be read as OpenStreetMap data: {}", file.string(), why)};
}

/// How much has come out of a file.
class Unpacked {
 public:
  explicit Unpacked(const std::filesystem::path& file) : file_{file} {
    std::error_code ignored;
    const std::uintmax_t size = std::filesystem::file_size(file, ignored);
    most_ = kFreely + (ignored ? 0 : kMostPacking * size);
  }
  void add(std::uint64_t bytes) {
    bytes_ += bytes;
    if (bytes_ > most_) {
      refuse(file_, fmt::format("unpacks to more than {} MB, {} times its size; no map does", most_ / 1'000'000,
                                kMostPacking));
    }
  }

 private:
  const std::filesystem::path& file_;
  std::uint64_t bytes_ = 0;
  std::uint64_t most_ = 0;
};

/// Follows where tags of XML begin and end, and no more.
class TagLengths {
 public:
  explicit TagLengths(const std::filesystem::path& file) : file_{file} {}

  void read(std::string_view text) {
    for (const char c : text) {
      if (c == '\n') ++line_;
      if (state_ == State::text) {
        if (c != '<') continue;
        state_ = State::tag;
        length_ = 0;
        begin_ = line_;
      }
      if (++length_ > kLongestTag) {
        refuse(file_, fmt::format("line {}: a tag, comment or attribute is longer than {} bytes", begin_, kLongestTag));
      }
      follow(c);
    }
  }

 private:
  enum class State { text, tag, quoted, comment, declaration };

  void follow(char c) {
    switch (state_) {
      case State::text:
        break;
      case State::tag:
        if (length_ == 2 && (c == '!' || c == '?')) state_ = State::declaration;
        if (c == '"' || c == '\'') {
          state_ = State::quoted;
          quote_ = c;
        }
        if (c == '>') state_ = State::text;
        break;
      case State::quoted:
        if (c == quote_) state_ = State::tag;
        break;
      case State::declaration:
        if (length_ == 4 && before_ == '-' && c == '-') {
          state_ = State::comment;
          dashes_ = 0;
        } else if (c == '>') {
          state_ = State::text;
        }
        break;
      case State::comment:
        if (c == '>' && dashes_ >= 2) state_ = State::text;
        dashes_ = c == '-' ? dashes_ + 1 : 0;
        break;
    }
    before_ = c;
  }

  const std::filesystem::path& file_;
  State state_ = State::text;
  std::size_t length_ = 0;  // since the '<'
  std::int64_t line_ = 1;
  std::int64_t begin_ = 1;  // line of the '<'
  char quote_ = '"';
  char before_ = ' ';
  int dashes_ = 0;
};

using Part = std::function<void(std::string_view)>;

void unpack_gzip(const std::filesystem::path& file, const Part& use) {
  const std::unique_ptr<gzFile_s, decltype(&gzclose)> in{gzopen(file.c_str(), "rb"), gzclose};
  std::array<char, 65'536> block{};
  int count = 0;
  while (in && (count = gzread(in.get(), block.data(), block.size())) > 0) {
    use({block.data(), static_cast<std::size_t>(count)});
  }
}

/// Files of several streams one after another too: packers that use many processors write them.
void unpack_bzip2(const std::filesystem::path& file, const Part& use) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> in{std::fopen(file.c_str(), "rb"), std::fclose};
  std::array<char, BZ_MAX_UNUSED> left{};
  int left_size = 0;
  std::array<char, 65'536> block{};
  int error = BZ_OK;
  int ignored = BZ_OK;
  while (in && error == BZ_OK && (left_size > 0 || std::feof(in.get()) == 0)) {
    const auto close = [&ignored](BZFILE* packed) { BZ2_bzReadClose(&ignored, packed); };
    const std::unique_ptr<BZFILE, decltype(close)> packed{
        BZ2_bzReadOpen(&error, in.get(), 0, 0, left_size > 0 ? left.data() : nullptr, left_size), close};
    while (error == BZ_OK) {
      const int count = BZ2_bzRead(&error, packed.get(), block.data(), static_cast<int>(block.size()));
      if (error == BZ_OK || error == BZ_STREAM_END) use({block.data(), static_cast<std::size_t>(count)});
    }
    if (error != BZ_STREAM_END) return;  // damaged: libosmium says so
    void* unused = nullptr;
    BZ2_bzReadGetUnused(&error, packed.get(), &unused, &left_size);
    if (error != BZ_OK) return;
    std::memcpy(left.data(), unused, static_cast<std::size_t>(left_size));
    if (left_size == 0 && std::fgetc(in.get()) == EOF) return;
    if (left_size == 0) std::fseek(in.get(), -1, SEEK_CUR);
  }
}

void read_plain(const std::filesystem::path& file, const Part& use) {
  std::ifstream in{file, std::ios::binary};
  std::array<char, 65'536> block{};
  while (in.read(block.data(), block.size()) || in.gcount() > 0) {
    use({block.data(), static_cast<std::size_t>(in.gcount())});
  }
}

/// The sizes that the blobs of a .pbf declare; libosmium refuses a blob that unpacks to another.
void check_blobs(const std::filesystem::path& file, Unpacked& unpacked) {
  constexpr int kTagOfDataSize = 3;  // of BlobHeader
  constexpr int kTagOfRaw = 1;       // of Blob: not packed
  constexpr int kTagOfRawSize = 2;   // of Blob, in front of packed data
  constexpr std::size_t kHead = 16;  // [bytes]
  std::ifstream in{file, std::ios::binary};
  std::array<unsigned char, 4> size{};
  std::string head;
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are bytes
  while (in.read(reinterpret_cast<char*>(size.data()), size.size())) {
    const std::uint32_t length = std::uint32_t{size[0]} << 24U | std::uint32_t{size[1]} << 16U |
                                 std::uint32_t{size[2]} << 8U | std::uint32_t{size[3]};
    if (length > kLongestBlobHeader) return;  // no .pbf: libosmium says so
    head.resize(length);
    if (!in.read(head.data(), static_cast<std::streamsize>(length))) return;
    try {
      std::int32_t data = 0;
      protozero::pbf_reader header{head};
      while (header.next()) {
        if (header.tag() == kTagOfDataSize) {
          data = header.get_int32();
        } else {
          header.skip();
        }
      }
      if (data < 0) return;
      const std::streamoff blob = in.tellg();
      head.resize(std::min<std::size_t>(kHead, static_cast<std::size_t>(data)));
      in.read(head.data(), static_cast<std::streamsize>(head.size()));
      std::int32_t raw = kLargestBlob;
      protozero::pbf_reader fields{head};
      if (fields.next() && fields.tag() == kTagOfRaw) raw = data;
      if (!head.empty() && fields.tag() == kTagOfRawSize) raw = fields.get_int32();
      unpacked.add(static_cast<std::uint64_t>(std::max(raw, 0)));
      in.clear();
      in.seekg(blob + data);
    } catch (const protozero::exception&) {
      return;  // libosmium says what is wrong
    }
  }
}

}  // namespace

void check_osm_limits(const std::filesystem::path& file) {
  const std::string name = file.filename().string();
  Unpacked unpacked{file};
  if (name.ends_with(".pbf")) {
    check_blobs(file, unpacked);
    return;
  }
  TagLengths tags{file};
  const Part follow = [&](std::string_view part) {
    unpacked.add(part.size());
    tags.read(part);
  };
  if (name.ends_with(".gz")) {
    unpack_gzip(file, follow);
  } else if (name.ends_with(".bz2")) {
    unpack_bzip2(file, follow);
  } else {
    read_plain(file, follow);
  }
}

}  // namespace navette
