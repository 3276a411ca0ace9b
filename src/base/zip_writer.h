#pragma once
// Writes zip archives of stored members.

#include <string>
#include <vector>

#include "base/atomic_file.h"

namespace ponte {

struct NewZipMember {
  std::string name;
  Bytes content;
};

/// Appends a whole archive to the file: members as they are, in this order, each beginning at a multiple of 64 bytes
/// from the start of the archive, without times. Unsupported when it needs zip64: 4 GB and more.
Result<> append_zip(AtomicFile& file, const std::vector<NewZipMember>& members);

}  // namespace ponte
