#include "formats/saved_model/table.h"

#include "base/crc32c.h"

namespace ponte::saved_model {

namespace {

constexpr size_t kFooterHandles = 40;
constexpr std::string_view kMagic{"\x57\xfb\x80\x8b\x24\x75\x47\xdb", 8};

/// Keys are written whole, so that one restart point, at the start, is enough.
std::string block(const Table& entries) {
  std::string bytes;
  for (const auto& [key, value] : entries) {
    append_varint(bytes, 0);  // bytes shared with the key before
    append_varint(bytes, key.size());
    append_varint(bytes, value.size());
    bytes += key;
    bytes += value;
  }
  return bytes + little_endian(0) + little_endian(1);
}

/// Appends a block with its trailer; gives its handle.
std::string append_block(std::string& file, std::string bytes) {
  std::string handle;
  append_varint(handle, file.size());
  append_varint(handle, bytes.size());
  bytes.push_back(0);  // no compression
  file += bytes;
  file += little_endian(masked_crc(crc32c(as_bytes(bytes))));
  return handle;
}

}  // namespace

void append_varint(std::string& bytes, uint64_t value) {
  for (; value >= 0x80; value >>= 7) bytes.push_back(static_cast<char>(value | 0x80));
  bytes.push_back(static_cast<char>(value));
}

std::string little_endian(uint32_t value) {
  std::string bytes;
  for (int shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<char>(value >> shift));
  return bytes;
}

std::string join_pieces(const std::vector<Bytes>& pieces) {
  std::string all;
  for (Bytes piece : pieces) all += as_text(piece);
  return all;
}

std::string table_bytes(const Table& table) {
  std::string file;
  std::string entries = append_block(file, block(table));
  std::string footer = append_block(file, block({}));
  footer += append_block(file, block({{table.rbegin()->first, entries}}));
  footer.resize(kFooterHandles);
  return file + footer + std::string(kMagic);
}

}  // namespace ponte::saved_model
