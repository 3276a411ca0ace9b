#pragma once
// Makes small zip archives, honest ones and others.

#include <libdeflate.h>

#include <memory>
#include <string>
#include <vector>

#include "base/hash.h"

namespace ponte::test {

inline base::SharedBytes shared(std::string content) {
  auto owned = std::make_shared<const std::string>(std::move(content));
  return {base::as_bytes(*owned), owned};
}

template <class T>
std::string little_endian(T value) {
  return {reinterpret_cast<const char*>(&value), sizeof(T)};
}

inline std::string deflated(const std::string& content) {
  std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> compressor(
      libdeflate_alloc_compressor(6), libdeflate_free_compressor);
  std::string out(libdeflate_deflate_compress_bound(compressor.get(), content.size()), '\0');
  out.resize(libdeflate_deflate_compress(compressor.get(), content.data(), content.size(), out.data(), out.size()));
  return out;
}

struct ZipEntry {
  std::string name, raw;  ///< `raw` as it lies in the archive
  uint64_t size = 0;      ///< inflated
  uint32_t crc = 0;
  uint16_t method = 0, flags = 0;
  uint64_t offset = 0;  ///< filled by ZipBuilder::finish unless it is set before
};

class ZipBuilder {
 public:
  ZipEntry& store(std::string name, std::string content) {
    uint32_t crc = base::crc32(base::as_bytes(content));
    uint64_t size = content.size();
    return entries_.emplace_back(ZipEntry{std::move(name), std::move(content), size, crc});
  }
  ZipEntry& deflate(std::string name, const std::string& content) {
    return entries_.emplace_back(
        ZipEntry{std::move(name), deflated(content), content.size(), base::crc32(base::as_bytes(content)), 8});
  }

  /// `wide`: with zip64 records, and zip64 extra fields in every entry.
  std::string finish(const std::string& comment = "", bool wide = false) const {
    std::string out, directory;
    for (const ZipEntry& entry : entries_) {
      uint64_t offset = entry.offset ? entry.offset : out.size();
      // The sizes in front of a member may be left out (flag bit 3); readers must not need them.
      out += "PK\3\4" + little_endian<uint16_t>(20) + little_endian(entry.flags) + little_endian(entry.method) +
             std::string(16, '\0') + little_endian(static_cast<uint16_t>(entry.name.size())) +
             little_endian<uint16_t>(6) + entry.name + "BF" + little_endian<uint16_t>(2) + "xx" + entry.raw;
      directory += directory_entry(entry, offset, wide);
    }
    uint64_t count = entries_.size(), start = out.size();
    out += directory;
    if (wide) {
      uint64_t end = out.size();
      out += "PK\6\6" + little_endian<uint64_t>(44) + std::string(4, '\0') + std::string(8, '\0') +
             little_endian(count) + little_endian(count) + little_endian<uint64_t>(directory.size()) +
             little_endian(start);
      out += "PK\6\7" + little_endian<uint32_t>(0) + little_endian(end) + little_endian<uint32_t>(1);
    }
    auto short_count = static_cast<uint16_t>(wide ? 0xffff : count);
    return out + "PK\5\6" + std::string(4, '\0') + little_endian(short_count) + little_endian(short_count) +
           little_endian(static_cast<uint32_t>(wide ? 0xffffffff : directory.size())) +
           little_endian(static_cast<uint32_t>(wide ? 0xffffffff : start)) +
           little_endian(static_cast<uint16_t>(comment.size())) + comment;
  }

 private:
  static std::string directory_entry(const ZipEntry& entry, uint64_t offset, bool wide) {
    auto narrow = [&](uint64_t value) { return little_endian(static_cast<uint32_t>(wide ? 0xffffffff : value)); };
    std::string extra;
    if (wide)
      extra = little_endian<uint16_t>(1) + little_endian<uint16_t>(24) + little_endian(entry.size) +
              little_endian<uint64_t>(entry.raw.size()) + little_endian(offset);
    return "PK\1\2" + little_endian<uint16_t>(20) + little_endian<uint16_t>(20) + little_endian(entry.flags) +
           little_endian(entry.method) + std::string(4, '\0') + little_endian(entry.crc) + narrow(entry.raw.size()) +
           narrow(entry.size) + little_endian(static_cast<uint16_t>(entry.name.size())) +
           little_endian(static_cast<uint16_t>(extra.size())) + std::string(10, '\0') + narrow(offset) + entry.name +
           extra;
  }

  std::vector<ZipEntry> entries_;
};

}  // namespace ponte::test
