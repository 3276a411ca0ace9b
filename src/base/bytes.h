#pragma once
// Bytes from strangers: every read is checked against what remains.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>

#include "base/result.h"

namespace ponte::base {

using Bytes = std::span<const std::byte>;

inline Bytes as_bytes(std::string_view text) { return std::as_bytes(std::span<const char>(text.data(), text.size())); }

inline std::string_view as_text(Bytes bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

/// Reads little-endian values from a byte range and never past its end.
class ByteReader {
 public:
  explicit ByteReader(Bytes bytes, size_t position = 0) : bytes_(bytes), position_(position) {}

  size_t position() const { return position_; }
  size_t remaining() const { return position_ <= bytes_.size() ? bytes_.size() - position_ : 0; }

  Result<> seek(size_t position) {
    if (position > bytes_.size()) return corrupt("offset {} is past the end ({} bytes)", position, bytes_.size());
    position_ = position;
    return {};
  }

  Result<Bytes> take(size_t count) {
    if (count > remaining()) return corrupt("byte {}: {} bytes wanted, {} left", position_, count, remaining());
    Bytes taken = bytes_.subspan(position_, count);
    position_ += count;
    return taken;
  }

  template <class T>
  Result<T> read() {
    static_assert(std::is_trivially_copyable_v<T>);
    TRY_ASSIGN(Bytes raw, take(sizeof(T)));
    T value;
    std::memcpy(&value, raw.data(), sizeof(T));
    return value;
  }

 private:
  Bytes bytes_;
  size_t position_;
};

/// A byte range together with what keeps it alive (a mapped file, a buffer).
struct SharedBytes {
  Bytes bytes;
  std::shared_ptr<const void> owner;
};

/// Casts a count that must not be negative nor too large for the target type.
template <class To, class From>
Result<To> narrow(From value) {
  if (!std::in_range<To>(value)) return corrupt("the number {} is out of range", value);
  return static_cast<To>(value);
}

}  // namespace ponte::base
