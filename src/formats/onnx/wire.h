#pragma once
// The messages of an ONNX file as light structs of views into it. Field numbers are those of onnx.proto
// (github.com/onnx/onnx, onnx/onnx.proto).

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "graph/shape.h"
#include "uses/onnx.h"

namespace ponte::onnx {

/// TensorProto.DataType.
enum DataType : int32_t {
  kUndefined = 0,
  kFloat = 1,
  kUint8 = 2,
  kInt8 = 3,
  kUint16 = 4,
  kInt16 = 5,
  kInt32 = 6,
  kInt64 = 7,
  kString = 8,
  kBool = 9,
  kFloat16 = 10,
  kDouble = 11,
  kUint32 = 12,
  kUint64 = 13,
  kBfloat16 = 16,
  kUint4 = 21,
  kInt4 = 22,
};

/// AttributeProto.AttributeType.
enum AttributeType : int32_t {
  kAttrUndefined = 0,
  kAttrFloat = 1,
  kAttrInt = 2,
  kAttrString = 3,
  kAttrTensor = 4,
  kAttrFloats = 6,
  kAttrInts = 7,
  kAttrStrings = 8,
};

using StringPairs = std::vector<std::pair<std::string_view, std::string_view>>;

struct TensorProto {
  std::string_view name;
  Dims dims;
  int32_t data_type = kUndefined;
  std::optional<Bytes> raw_data;
  bool external = false;
  Bytes message;  // for the typed fields and the place of external data, which are read on demand
};

struct AttributeProto {
  std::string_view name;
  int32_t type = kAttrUndefined;  // old files leave it out; then it is set from the field that is present
  float f = 0;
  int64_t i = 0;
  std::string_view s;
  Bytes t;
  Bytes message;  // for the lists, which are read on demand
};

struct NodeProto {
  std::string_view name, op_type, domain;
  std::vector<std::string_view> inputs, outputs;
  std::vector<AttributeProto> attributes;
};

struct ValueInfoProto {
  std::string_view name;
  bool is_tensor = false;
  int32_t elem_type = kUndefined;
  std::optional<Shape> shape;  // sizes below 0 stand for unknown ones
};

struct GraphProto {
  std::string_view name;
  std::vector<NodeProto> nodes;
  std::vector<TensorProto> initializers;
  std::vector<ValueInfoProto> inputs, outputs;
  size_t sparse_initializers = 0;
};

struct ModelProto {
  int64_t ir_version = 0;
  std::string_view producer_name, producer_version;
  std::vector<std::pair<std::string_view, int64_t>> opsets;  // domain, version
  StringPairs metadata;
  std::optional<GraphProto> graph;
};

/// Reads the structure of a model; no tensor data is touched. Corrupt when the bytes are not such a message.
Result<ModelProto> parse_model(Bytes file);

Result<TensorProto> parse_tensor(Bytes message);

/// The lists of an attribute.
Result<Dims> attribute_ints(const AttributeProto& attribute);
Result<std::vector<float>> attribute_floats(const AttributeProto& attribute);

/// The key-value pairs that say where external data lies.
Result<StringPairs> external_entries(const TensorProto& tensor);

/// Elements of a typed field: float_data, double_data (8 bytes each), or the integer fields. At most `limit` are taken;
/// more than that is corrupt.
Result<std::vector<float>> float_data(const TensorProto& tensor, size_t limit);
Result<std::vector<double>> double_data(const TensorProto& tensor, size_t limit);
Result<std::vector<int32_t>> int32_data(const TensorProto& tensor, size_t limit);
Result<std::vector<int64_t>> int64_data(const TensorProto& tensor, size_t limit);
Result<std::vector<uint64_t>> uint64_data(const TensorProto& tensor, size_t limit);

}  // namespace ponte::onnx
