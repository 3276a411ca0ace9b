#pragma once
// Checksums, by the libraries that use the processor's own instructions for them.

#include <string>

#include "base/bytes.h"

namespace ponte::base {

/// CRC-32 as zip and PNG have it.
uint32_t crc32(Bytes bytes);

/// SHA-256 as 64 lower-case hexadecimal digits. Bytes of a mapped file are let go when they have been passed.
std::string sha256_hex(Bytes bytes);

}  // namespace ponte::base
