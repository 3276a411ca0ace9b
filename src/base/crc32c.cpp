#include "base/crc32c.h"

#include <array>

namespace ponte::base {

namespace {

using Table = std::array<std::array<uint32_t, 256>, 8>;

// Entry [k][b]: the remainder of byte b with k zero bytes after it, so that eight bytes are taken at once.
constexpr Table make_table() {
  Table table{};
  for (uint32_t byte = 0; byte < 256; ++byte) {
    uint32_t crc = byte;
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1 ? 0x82f63b78u : 0);
    table[0][byte] = crc;
  }
  for (size_t k = 1; k < table.size(); ++k)
    for (size_t byte = 0; byte < 256; ++byte)
      table[k][byte] = table[k - 1][byte] >> 8 ^ table[0][table[k - 1][byte] & 0xff];
  return table;
}

constexpr Table kTable = make_table();

}  // namespace

uint32_t crc32c(Bytes bytes, uint32_t before) {
  uint32_t crc = ~before;
  while (bytes.size() >= 8) {
    uint64_t word;
    std::memcpy(&word, bytes.data(), sizeof word);
    word ^= crc;
    crc = 0;
    for (size_t k = 0; k < 8; ++k) crc ^= kTable[7 - k][word >> 8 * k & 0xff];
    bytes = bytes.subspan(8);
  }
  for (std::byte byte : bytes) crc = crc >> 8 ^ kTable[0][(crc ^ static_cast<uint32_t>(byte)) & 0xff];
  return ~crc;
}

}  // namespace ponte::base
