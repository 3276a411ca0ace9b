// Layout: PKWARE APPNOTE 6.3, sections 4.3 and 4.5.
#include "base/zip_writer.h"

#include <libdeflate.h>

#include <memory>

#include "base/hash.h"

namespace ponte::base {

namespace {

constexpr uint16_t kVersion = 20, kFirstOfJanuary1980 = 0x21;
// Padding so that a reader can map the content: the extra field of Android's zipalign.
constexpr uint16_t kAlignmentField = 0xd935;
constexpr uint64_t kAlignment = 64;

class Record {
 public:
  template <class T>
  Record& add(T value) {
    const auto* bytes = reinterpret_cast<const std::byte*>(&value);
    bytes_.insert(bytes_.end(), bytes, bytes + sizeof(T));
    return *this;
  }
  Record& text(std::string_view text) {
    Bytes bytes = std::as_bytes(std::span(text));
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    return *this;
  }
  Record& zeros(size_t count) {
    bytes_.resize(bytes_.size() + count);
    return *this;
  }
  size_t size() const { return bytes_.size(); }
  Bytes bytes() const { return bytes_; }

 private:
  std::vector<std::byte> bytes_;
};

/// A member as it goes into the archive.
struct Packed {
  const NewZipMember& member;
  uint32_t crc;
  std::vector<std::byte> deflated;  // empty: stored

  Bytes content() const { return deflated.empty() ? member.content : Bytes(deflated); }
};

Packed pack(const NewZipMember& member) {
  Packed packed{member, crc32(member.content), {}};
  if (!member.deflate || member.content.empty()) return packed;
  constexpr int kLevel = 8;
  std::unique_ptr<libdeflate_compressor, void (*)(libdeflate_compressor*)> compressor(
      libdeflate_alloc_compressor(kLevel), libdeflate_free_compressor);
  if (!compressor) return packed;
  packed.deflated.resize(libdeflate_deflate_compress_bound(compressor.get(), member.content.size()));
  packed.deflated.resize(libdeflate_deflate_compress(compressor.get(), member.content.data(), member.content.size(),
                                                     packed.deflated.data(), packed.deflated.size()));
  return packed;
}

/// What the local and the central header have in common.
void add_description(Record& record, const Packed& packed, uint16_t extra) {
  constexpr uint16_t kStored = 0, kDeflated = 8;
  record.add(kVersion).add(uint16_t{0}).add(packed.deflated.empty() ? kStored : kDeflated);
  record.add(uint16_t{0}).add(kFirstOfJanuary1980).add(packed.crc);
  record.add(static_cast<uint32_t>(packed.content().size())).add(static_cast<uint32_t>(packed.member.content.size()));
  record.add(static_cast<uint16_t>(packed.member.name.size())).add(extra);
}

Record local_header(const Packed& packed, uint64_t offset) {
  const NewZipMember& member = packed.member;
  constexpr uint64_t kFixed = 30, kExtraHeader = 4 + 2;
  uint64_t unpadded = offset + kFixed + member.name.size() + kExtraHeader;
  uint16_t padding = static_cast<uint16_t>((kAlignment - unpadded % kAlignment) % kAlignment);
  Record record;
  record.add(uint32_t{0x04034b50});
  add_description(record, packed, static_cast<uint16_t>(kExtraHeader + padding));
  record.text(member.name).add(kAlignmentField).add(static_cast<uint16_t>(2 + padding));
  record.add(static_cast<uint16_t>(kAlignment)).zeros(padding);
  return record;
}

void add_central_header(Record& directory, const Packed& packed, uint64_t offset) {
  directory.add(uint32_t{0x02014b50}).add(kVersion);
  add_description(directory, packed, 0);
  directory.add(uint16_t{0}).add(uint16_t{0}).add(uint16_t{0}).add(uint32_t{0});
  directory.add(static_cast<uint32_t>(offset)).text(packed.member.name);
}

}  // namespace

Result<> append_zip(AtomicFile& file, const std::vector<NewZipMember>& members) {
  uint64_t start = file.size(), total = 0;
  for (const NewZipMember& member : members) total += member.content.size() + 4096;
  if (total > UINT32_MAX) return unsupported("{} bytes are too many for the archive, 4 GB is the most", total);
  Record directory;
  for (const NewZipMember& member : members) {
    uint64_t offset = file.size() - start;
    Packed packed = pack(member);
    add_central_header(directory, packed, offset);
    Record header = local_header(packed, offset);
    Bytes pieces[] = {header.bytes(), packed.content()};
    TRY(file.append(pieces));
  }
  Record end;
  uint16_t count = static_cast<uint16_t>(members.size());
  end.add(uint32_t{0x06054b50}).add(uint16_t{0}).add(uint16_t{0}).add(count).add(count);
  end.add(static_cast<uint32_t>(directory.size())).add(static_cast<uint32_t>(file.size() - start)).add(uint16_t{0});
  Bytes pieces[] = {directory.bytes(), end.bytes()};
  return file.append(pieces);
}

}  // namespace ponte::base
