#pragma once
// CRC-32C (Castagnoli), as TensorFlow's checkpoints and leveldb's tables have it.

#include "base/bytes.h"

namespace ponte::base {

/// The checksum of what `before` is the checksum of, followed by `bytes`.
uint32_t crc32c(Bytes bytes, uint32_t before = 0);

/// As it is stored: a checksum over bytes that contain checksums would be a weak one.
constexpr uint32_t masked_crc(uint32_t crc) { return (crc >> 15 | crc << 17) + 0xa282ead8u; }

}  // namespace ponte::base
