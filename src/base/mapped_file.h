#pragma once
// A file seen as bytes, without copying it.

#include <string>

#include "base/bytes.h"

namespace ponte::base {

/// Maps a regular file for reading. A missing or unreadable file is a usage error.
Result<SharedBytes> map_file(const std::string& path);

/// Says that bytes of a mapped file will hardly be read again: they no longer count as memory of the process. They may
/// still be read. Bytes that lie elsewhere stay as they are.
void release_pages(Bytes bytes);

}  // namespace ponte::base
