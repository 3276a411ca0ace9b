#include "base/hash.h"

#include <libdeflate.h>
#include <openssl/evp.h>

#include "base/mapped_file.h"

namespace ponte::base {

uint32_t crc32(Bytes bytes) { return libdeflate_crc32(0, bytes.data(), bytes.size()); }

std::string sha256_hex(Bytes bytes) {
  constexpr size_t kPiece = size_t{1} << 22;
  unsigned char digest[EVP_MAX_MD_SIZE];
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr);
  for (size_t begin = 0; begin < bytes.size(); begin += kPiece) {
    Bytes piece = bytes.subspan(begin, std::min(kPiece, bytes.size() - begin));
    EVP_DigestUpdate(context.get(), piece.data(), piece.size());
    release_pages(piece);
  }
  unsigned int size = 0;
  EVP_DigestFinal_ex(context.get(), digest, &size);
  std::string text;
  for (unsigned char byte : std::span(digest, size)) text += fmt::format("{:02x}", byte);
  return text;
}

}  // namespace ponte::base
