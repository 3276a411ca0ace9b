#pragma once
// Protobuf messages under construction. Large payloads stay views, so that weights go from the input file to the
// output file without being copied.

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace ponte::base {

class ProtoWriter {
 public:
  void integer(uint32_t field, int64_t value);
  void number(uint32_t field, float value);
  void fixed32(uint32_t field, uint32_t value);
  void text(uint32_t field, std::string_view value);
  /// A view unless it is short; what keeps the bytes alive is kept too.
  void bytes(uint32_t field, SharedBytes value);
  void message(uint32_t field, const ProtoWriter& child);
  /// The fields of another message of the same kind.
  void append(const ProtoWriter& other);
  void packed_integers(uint32_t field, const std::vector<int64_t>& values);

  uint64_t size() const { return framing_.size() + view_bytes_; }
  /// The message, in order. Views that live as long as this object.
  std::vector<Bytes> pieces() const;

 private:
  struct View {
    size_t position;  // in framing_
    SharedBytes shared;
  };

  void varint(uint64_t value);
  void header(uint32_t field, uint32_t wire_type) { varint(uint64_t{field} << 3 | wire_type); }

  std::string framing_;
  std::vector<View> views_;
  uint64_t view_bytes_ = 0;
};

}  // namespace ponte::base
