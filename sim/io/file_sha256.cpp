#include "io/file_sha256.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <fstream>
#include <memory>
#include <vector>

#include "core/errors.h"
#include "core/input_file.h"

namespace navette {

std::string file_sha256(const std::filesystem::path& file) {
  check_input_file(file);
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(), EVP_MD_CTX_free};
  bool good = context && EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1;
  std::ifstream in{file, std::ios::binary};
  std::vector<char> block(1U << 16U);  // stays in the cache between being read and being counted in
  while (good && in) {
    in.read(block.data(), static_cast<std::streamsize>(block.size()));
    good = EVP_DigestUpdate(context.get(), block.data(), static_cast<std::size_t>(in.gcount())) == 1;
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  good = good && in.eof() && EVP_DigestFinal_ex(context.get(), digest.data(), &size) == 1;
  if (!good) throw InputError{fmt::format("{}: cannot be read", file.string())};
  return fmt::format("{:02x}", fmt::join(digest.begin(), digest.begin() + size, ""));
}

}  // namespace navette
