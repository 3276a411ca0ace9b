#pragma once
// Reads zip archives out of memory. Stored members are views of the archive, so that a mapped file is never copied.

#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/bytes.h"

namespace ponte::base {

/// One file of an archive, as the central directory has it.
struct ZipMember {
  std::string_view name;  ///< a view of the archive
  uint64_t header_offset = 0;
  uint64_t compressed_size = 0;
  uint64_t size = 0;
  uint64_t limit = 0;  ///< where the next member's header, or the directory, begins
  uint32_t crc = 0;
  uint16_t method = 0;  ///< 0 stored, 8 deflated
  bool encrypted = false;
};

/// An archive (zip64 too) whose directory has been read. Sizes and offsets come from the central directory only: the
/// headers in front of the members may leave them out.
class ZipArchive {
 public:
  /// True when the bytes begin as an archive does.
  static bool begins_like_zip(Bytes bytes);

  /// Reads the directory. Corrupt when it is missing (a file cut short), when members overlap or share a name, or when
  /// the archive would inflate to many times its size.
  static Result<ZipArchive> open(SharedBytes archive);

  const std::vector<ZipMember>& members() const { return members_; }
  /// Nothing when there is no member of that name.
  const ZipMember* find(std::string_view name) const;

  /// The content of a member; its CRC-32 is checked each time. Unsupported when it is encrypted or of another method.
  Result<SharedBytes> read(const ZipMember& member) const;

 private:
  struct Directory {
    uint64_t entries, size, offset;
    uint64_t shift;  // bytes in front of the archive that its offsets do not count
  };

  static Result<Directory> find_directory(Bytes archive);
  static Result<ZipMember> read_entry(ByteReader& reader, const Directory& directory);
  Result<> check_members(const Directory& directory);
  Result<Bytes> raw_content(const ZipMember& member) const;

  SharedBytes archive_;
  std::vector<ZipMember> members_;  // by their place in the archive
  std::unordered_map<std::string_view, size_t> by_name_;
};

}  // namespace ponte::base
