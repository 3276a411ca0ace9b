// Layout: PKWARE APPNOTE 6.3, sections 4.3 and 4.5.3.
#include "base/zip.h"

#include <libdeflate.h>

#include <algorithm>

#include "base/hash.h"

namespace ponte::base {

namespace {

constexpr uint32_t kLocalHeader = 0x04034b50, kCentralHeader = 0x02014b50, kEndRecord = 0x06054b50,
                   kEndRecord64 = 0x06064b50, kLocator64 = 0x07064b50;
constexpr size_t kLocalSize = 30, kCentralSize = 46, kEndSize = 22, kEndSize64 = 56, kLocatorSize = 20;
constexpr uint64_t kMaxMembers = 200'000;
// Deflate cannot do better than this; who claims it lies.
constexpr uint64_t kMaxDeflateRatio = 1032;
// A whole archive may inflate to kFreeInflated + kMaxRatio times its own size.
constexpr uint64_t kFreeInflated = uint64_t{256} << 20, kMaxRatio = 16;

/// The bytes of a record must be there already.
template <class T>
T field(Bytes record, size_t offset) {
  T value;
  std::memcpy(&value, record.data() + offset, sizeof(T));
  return value;
}

/// Position of the end record: it is followed by a comment that reaches exactly to the end of the file.
std::optional<size_t> find_end_record(Bytes archive) {
  if (archive.size() < kEndSize) return std::nullopt;
  size_t last = archive.size() - kEndSize;
  size_t first = last > 0xffff ? last - 0xffff : 0;
  for (size_t position = last + 1; position-- > first;) {
    Bytes record = archive.subspan(position);
    if (field<uint32_t>(record, 0) == kEndRecord && field<uint16_t>(record, 20) == record.size() - kEndSize)
      return position;
  }
  return std::nullopt;
}

/// Reads the 64-bit fields that take the place of 32-bit ones that are all ones.
Result<> read_zip64_extra(Bytes extra, ZipMember& member) {
  constexpr uint64_t kElsewhere = 0xffffffff;
  while (extra.size() >= 4) {
    size_t length = field<uint16_t>(extra, 2);
    if (length > extra.size() - 4) return corrupt("an extra field is longer than its entry");
    if (field<uint16_t>(extra, 0) == 1) {
      ByteReader reader(extra.subspan(4, length));
      for (uint64_t* value : {&member.size, &member.compressed_size, &member.header_offset}) {
        if (*value != kElsewhere) continue;
        TRY_ASSIGN(*value, reader.read<uint64_t>());
      }
      return {};
    }
    extra = extra.subspan(4 + length);
  }
  return {};
}

}  // namespace

bool ZipArchive::begins_like_zip(Bytes bytes) {
  if (bytes.size() < 4) return false;
  uint32_t signature = field<uint32_t>(bytes, 0);
  return signature == kLocalHeader || signature == kEndRecord;
}

Result<ZipArchive> ZipArchive::open(SharedBytes archive) {
  ZipArchive zip;
  zip.archive_ = std::move(archive);
  TRY_ASSIGN(Directory directory, find_directory(zip.archive_.bytes));
  if (directory.entries > kMaxMembers || directory.entries > directory.size / kCentralSize)
    return corrupt("the zip directory of {} bytes is said to have {} members", directory.size, directory.entries);
  ByteReader reader(zip.archive_.bytes.subspan(directory.offset, directory.size));
  for (uint64_t entry = 0; entry < directory.entries; ++entry) {
    TRY_ASSIGN(ZipMember member, in_context(read_entry(reader, directory), fmt::format("zip member {}", entry)));
    zip.members_.push_back(member);
  }
  TRY(zip.check_members(directory));
  return zip;
}

Result<ZipArchive::Directory> ZipArchive::find_directory(Bytes archive) {
  std::optional<size_t> end = find_end_record(archive);
  if (!end) return corrupt("truncated zip: no end record; {} bytes", archive.size());
  Bytes record = archive.subspan(*end, kEndSize);
  Directory directory{field<uint16_t>(record, 10), field<uint32_t>(record, 12), field<uint32_t>(record, 16), 0};
  uint64_t disk = field<uint16_t>(record, 4);
  size_t directory_end = *end;
  if (*end >= kLocatorSize && field<uint32_t>(archive, *end - kLocatorSize) == kLocator64) {
    // The locator's offset does not count bytes in front of the archive, so the usual place is tried first.
    uint64_t stated = field<uint64_t>(archive, *end - kLocatorSize + 8);
    size_t usual = *end >= kLocatorSize + kEndSize64 ? *end - kLocatorSize - kEndSize64 : 0;
    bool at_usual = *end >= kLocatorSize + kEndSize64 && field<uint32_t>(archive, usual) == kEndRecord64;
    uint64_t place = at_usual ? usual : stated;
    if (place > *end || *end - place < kEndSize64 || field<uint32_t>(archive, place) != kEndRecord64)
      return corrupt("the zip64 end record is not at byte {}", place);
    Bytes wide = archive.subspan(place, kEndSize64);
    directory = {field<uint64_t>(wide, 32), field<uint64_t>(wide, 40), field<uint64_t>(wide, 48), 0};
    disk = field<uint32_t>(wide, 16);
    directory_end = place;
  }
  if (disk != 0) return unsupported("a zip archive of several parts");
  if (directory.size > directory_end || directory.offset > directory_end - directory.size)
    return corrupt("the zip directory ({} bytes at {}) does not fit before byte {}", directory.size, directory.offset,
                   directory_end);
  directory.shift = directory_end - directory.size - directory.offset;
  directory.offset += directory.shift;
  return directory;
}

Result<ZipMember> ZipArchive::read_entry(ByteReader& reader, const Directory& directory) {
  TRY_ASSIGN(Bytes entry, reader.take(kCentralSize));
  if (field<uint32_t>(entry, 0) != kCentralHeader) return corrupt("the directory entry has no signature");
  ZipMember member;
  member.encrypted = (field<uint16_t>(entry, 8) & 1) != 0;
  member.method = field<uint16_t>(entry, 10);
  member.crc = field<uint32_t>(entry, 16);
  member.compressed_size = field<uint32_t>(entry, 20);
  member.size = field<uint32_t>(entry, 24);
  member.header_offset = field<uint32_t>(entry, 42);
  TRY_ASSIGN(Bytes name, reader.take(field<uint16_t>(entry, 28)));
  TRY_ASSIGN(Bytes extra, reader.take(field<uint16_t>(entry, 30)));
  TRY(reader.take(field<uint16_t>(entry, 32)));
  member.name = as_text(name);
  TRY(read_zip64_extra(extra, member));
  uint64_t room = directory.offset - directory.shift;
  if (member.header_offset > room || room - member.header_offset < kLocalSize)
    return corrupt("'{}' is said to begin at byte {}, past the {} bytes of members", member.name, member.header_offset,
                   room);
  member.header_offset += directory.shift;
  return member;
}

Result<> ZipArchive::check_members(const Directory& directory) {
  std::ranges::sort(members_, {}, &ZipMember::header_offset);
  uint64_t inflated = 0, allowed = kFreeInflated + kMaxRatio * archive_.bytes.size();
  for (size_t i = 0; i < members_.size(); ++i) {
    ZipMember& member = members_[i];
    member.limit = i + 1 < members_.size() ? members_[i + 1].header_offset : directory.offset;
    uint64_t header = kLocalSize + member.name.size();
    uint64_t room = member.limit - member.header_offset;
    if (room < header || member.compressed_size > room - header)
      return corrupt("zip member '{}' ({} bytes) overlaps what follows it", member.name, member.compressed_size);
    if (!by_name_.try_emplace(member.name, i).second) return corrupt("two zip members have the name '{}'", member.name);
    if (member.method == 0) continue;
    if (member.size > allowed || inflated > allowed - member.size)
      return corrupt("the zip archive of {} bytes would inflate to more than {} bytes", archive_.bytes.size(), allowed);
    inflated += member.size;
  }
  return {};
}

const ZipMember* ZipArchive::find(std::string_view name) const {
  auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : &members_[found->second];
}

Result<Bytes> ZipArchive::raw_content(const ZipMember& member) const {
  Bytes header = archive_.bytes.subspan(member.header_offset, member.limit - member.header_offset);
  if (field<uint32_t>(header, 0) != kLocalHeader) return corrupt("no header at byte {}", member.header_offset);
  size_t name_length = field<uint16_t>(header, 26), extra_length = field<uint16_t>(header, 28);
  ByteReader reader(header, kLocalSize);
  TRY_ASSIGN(Bytes name, reader.take(name_length));
  if (as_text(name) != member.name) return corrupt("the header at byte {} has another name", member.header_offset);
  TRY(reader.take(extra_length));
  return reader.take(member.compressed_size);
}

Result<SharedBytes> ZipArchive::read(const ZipMember& member) const {
  std::string where = fmt::format("zip member '{}'", member.name);
  auto fail_here = [&](auto error) { return std::unexpected(std::move(error).error().in(where)); };
  if (member.encrypted) return fail_here(unsupported("it is encrypted"));
  if (member.method != 0 && member.method != 8)
    return fail_here(unsupported("compression method {} (stored and deflated are read)", member.method));
  TRY_ASSIGN(Bytes raw, in_context(raw_content(member), where));
  SharedBytes content{raw, archive_.owner};
  if (member.method == 8) {
    if (member.size / kMaxDeflateRatio > member.compressed_size)
      return fail_here(corrupt("{} bytes cannot inflate to {}", member.compressed_size, member.size));
    auto inflated = std::make_shared_for_overwrite<std::byte[]>(member.size);
    std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)> inflater(
        libdeflate_alloc_decompressor(), libdeflate_free_decompressor);
    if (!inflater || libdeflate_deflate_decompress(inflater.get(), raw.data(), raw.size(), inflated.get(), member.size,
                                                   nullptr) != LIBDEFLATE_SUCCESS)
      return fail_here(corrupt("it does not inflate to the promised {} bytes", member.size));
    content = {Bytes(inflated.get(), member.size), inflated};
  }
  if (content.bytes.size() != member.size)
    return fail_here(corrupt("{} bytes, {} promised", content.bytes.size(), member.size));
  if (uint32_t crc = crc32(content.bytes); crc != member.crc)
    return fail_here(corrupt("the CRC-32 is {:08x}, {:08x} promised: the file is damaged", crc, member.crc));
  return content;
}

}  // namespace ponte::base
