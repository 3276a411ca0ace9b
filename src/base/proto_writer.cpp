#include "base/proto_writer.h"

#include <bit>

namespace ponte::base {

namespace {

constexpr uint32_t kVarint = 0, kDelimited = 2, kFixed32 = 5;
constexpr size_t kCopiedUpTo = 256;  // below this a view costs more than it saves

}  // namespace

void ProtoWriter::varint(uint64_t value) {
  while (value >= 0x80) {
    framing_.push_back(static_cast<char>((value & 0x7f) | 0x80));
    value >>= 7;
  }
  framing_.push_back(static_cast<char>(value));
}

void ProtoWriter::integer(uint32_t field, int64_t value) {
  header(field, kVarint);
  varint(static_cast<uint64_t>(value));
}

void ProtoWriter::number(uint32_t field, float value) { fixed32(field, std::bit_cast<uint32_t>(value)); }

void ProtoWriter::fixed32(uint32_t field, uint32_t value) {
  header(field, kFixed32);
  for (int shift = 0; shift < 32; shift += 8) framing_.push_back(static_cast<char>(value >> shift & 0xff));
}

void ProtoWriter::text(uint32_t field, std::string_view value) {
  header(field, kDelimited);
  varint(value.size());
  framing_.append(value);
}

void ProtoWriter::bytes(uint32_t field, SharedBytes value) {
  if (value.bytes.size() <= kCopiedUpTo) {
    text(field, as_text(value.bytes));
    return;
  }
  header(field, kDelimited);
  varint(value.bytes.size());
  view_bytes_ += value.bytes.size();
  views_.push_back({framing_.size(), std::move(value)});
}

void ProtoWriter::message(uint32_t field, const ProtoWriter& child) {
  header(field, kDelimited);
  varint(child.size());
  append(child);
}

void ProtoWriter::append(const ProtoWriter& other) {
  for (const View& view : other.views_) views_.push_back({framing_.size() + view.position, view.shared});
  view_bytes_ += other.view_bytes_;
  framing_.append(other.framing_);
}

void ProtoWriter::packed_integers(uint32_t field, const std::vector<int64_t>& values) {
  ProtoWriter run;
  for (int64_t value : values) run.varint(static_cast<uint64_t>(value));
  message(field, run);
}

std::vector<Bytes> ProtoWriter::pieces() const {
  Bytes framing = as_bytes(framing_);
  std::vector<Bytes> result;
  size_t position = 0;
  for (const View& view : views_) {
    if (view.position > position) result.push_back(framing.subspan(position, view.position - position));
    result.push_back(view.shared.bytes);
    position = view.position;
  }
  if (position < framing.size()) result.push_back(framing.subspan(position));
  return result;
}

}  // namespace ponte::base
