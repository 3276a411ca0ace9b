#pragma once
// Writes zip archives.

#include <string>
#include <vector>

#include "base/atomic_file.h"

namespace ponte::base {

struct NewZipMember {
  std::string name;
  Bytes content;
  bool deflate = false;  ///< for text; else the content is stored as it is
};

/// Appends a whole archive to the file: members in this order, each beginning at a multiple of 64 bytes
/// from the start of the archive, without times. Unsupported when it needs zip64: 4 GB and more.
Result<> append_zip(AtomicFile& file, const std::vector<NewZipMember>& members);

}  // namespace ponte::base
