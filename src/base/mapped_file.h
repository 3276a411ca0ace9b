#pragma once
// A file seen as bytes, without copying it.

#include <string>

#include "base/bytes.h"

namespace ponte {

/// Maps a regular file for reading. A missing or unreadable file is a usage error.
Result<SharedBytes> map_file(const std::string& path);

}  // namespace ponte
