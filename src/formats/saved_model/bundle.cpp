#include "formats/saved_model/bundle.h"

#include "base/crc32c.h"
#include "formats/saved_model/table.h"

namespace ponte::saved_model {

namespace {

// BundleHeaderProto and BundleEntryProto of tensorflow/core/protobuf/tensor_bundle.proto.
constexpr uint32_t kShards = 1, kVersion = 3, kVersionProducer = 1;
constexpr uint32_t kType = 1, kShape = 2, kOffset = 4, kSize = 5, kCrc = 6;

std::string header() {
  ProtoWriter version, message;
  version.integer(kVersionProducer, 1);
  message.integer(kShards, 1);
  message.message(kVersion, version);
  return join_pieces(message.pieces());
}

std::string entry(DataType type, const Dims& dims, uint64_t offset, uint64_t size, uint32_t crc) {
  ProtoWriter message;
  message.integer(kType, static_cast<int64_t>(type));
  message.message(kShape, shape_message(to_shape(dims)));
  if (offset > 0) message.integer(kOffset, static_cast<int64_t>(offset));
  message.integer(kSize, static_cast<int64_t>(size));
  message.fixed32(kCrc, masked_crc(crc));
  return join_pieces(message.pieces());
}

/// A tensor of one text: its length, the length's checksum, the text. The length counts as four bytes in both
/// checksums.
Result<std::string> write_text(const ProtoWriter& text, AtomicFile& data) {
  uint64_t offset = data.size();
  std::string length;
  append_varint(length, text.size());
  std::string fixed = little_endian(static_cast<uint32_t>(text.size()));
  std::string check = little_endian(masked_crc(crc32c(as_bytes(fixed))));
  uint32_t crc = crc32c(as_bytes(check), crc32c(as_bytes(fixed)));
  std::vector<Bytes> pieces{as_bytes(length), as_bytes(check)};
  for (Bytes piece : text.pieces()) {
    crc = crc32c(piece, crc);
    pieces.push_back(piece);
  }
  TRY(data.append(pieces));
  return entry(DataType::text, {}, offset, data.size() - offset, crc);
}

}  // namespace

std::string checkpoint_key(const Variable& variable) { return variable.name + "/.ATTRIBUTES/VARIABLE_VALUE"; }

Result<> write_bundle(std::vector<Variable>& variables, const ProtoWriter& object_graph, const AtomicFolder& folder) {
  TRY_ASSIGN(AtomicFile data, folder.file("variables/variables.data-00000-of-00001"));
  Table table;
  table.emplace("", header());
  for (Variable& variable : variables) {
    uint64_t offset = data.size();
    TRY_ASSIGN(SharedBytes elements, variable.make());
    variable.make = nullptr;
    TRY(data.append(elements.bytes));
    table.emplace(checkpoint_key(variable),
                  entry(variable.type, variable.dims, offset, elements.bytes.size(), crc32c(elements.bytes)));
  }
  TRY_ASSIGN(std::string graph_entry, write_text(object_graph, data));
  table.emplace("_CHECKPOINTABLE_OBJECT_GRAPH", std::move(graph_entry));
  TRY_ASSIGN(AtomicFile index, folder.file("variables/variables.index"));
  TRY(index.append(as_bytes(table_bytes(table))));
  TRY(data.commit());
  return index.commit();
}

}  // namespace ponte::saved_model
