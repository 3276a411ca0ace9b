#pragma once
// Nodes and attributes as TensorFlow's graphs have them. Field numbers: tensorflow/core/framework/*.proto, 2.21.

#include <map>
#include <string>
#include <vector>

#include "base/proto_writer.h"
#include "graph/tensor.h"
#include "uses/saved_model.h"

namespace ponte::saved_model {

/// types.proto.
enum class DataType : int32_t {
  f32 = 1,
  f64 = 2,
  i32 = 3,
  u8 = 4,
  i16 = 5,
  i8 = 6,
  text = 7,
  i64 = 9,
  boolean = 10,
  u16 = 17,
  f16 = 19,
  resource = 20,
  u32 = 22,
  u64 = 23,
};

Result<DataType> data_type(DType dtype);

/// TensorShapeProto; an open size is -1.
ProtoWriter shape_message(const Shape& shape);

/// TensorProto with its elements as they lie in memory.
ProtoWriter tensor_message(DataType type, const Tensor& tensor);

/// An entry of a map from text.
inline constexpr uint32_t kMapKey = 1, kMapValue = 2;
ProtoWriter map_entry(std::string_view key, const ProtoWriter& value);

/// A node under construction: NodeDef.
class NodeDef {
 public:
  NodeDef(std::string name, std::string_view op, std::vector<std::string> inputs)
      : name_(std::move(name)), op_(op), inputs_(std::move(inputs)) {}

  const std::string& name() const { return name_; }
  /// The result `output` inside a function: "node:output:0".
  std::string out(std::string_view output, size_t index = 0) const {
    return fmt::format("{}:{}:{}", name_, output, index);
  }

  NodeDef& type(std::string_view key, DataType value);
  NodeDef& types(std::string_view key, const std::vector<DataType>& values);
  NodeDef& integer(std::string_view key, int64_t value);
  NodeDef& integers(std::string_view key, const std::vector<int64_t>& values);
  NodeDef& number(std::string_view key, double value);
  NodeDef& boolean(std::string_view key, bool value);
  NodeDef& text(std::string_view key, std::string_view value);
  NodeDef& shape(std::string_view key, const Shape& value);
  NodeDef& tensor(std::string_view key, ProtoWriter value);
  NodeDef& function(std::string_view key, std::string_view name);

  ProtoWriter message() const;

 private:
  NodeDef& set(std::string_view key, ProtoWriter value);

  std::string name_, op_;
  std::vector<std::string> inputs_;
  std::map<std::string, ProtoWriter, std::less<>> attrs_;  // AttrValue; sorted, so that equal graphs have equal bytes
};

}  // namespace ponte::saved_model
