#include "formats/saved_model/node_def.h"

namespace ponte::saved_model {

namespace {

namespace attr {  // AttrValue
constexpr uint32_t list = 1, text = 2, integer = 3, number = 4, boolean = 5, type = 6, shape = 7, tensor = 8,
                   function = 10;
}
constexpr uint32_t kListIntegers = 3, kListTypes = 6;                          // AttrValue.ListValue
constexpr uint32_t kShapeDim = 2, kDimSize = 1;                                // TensorShapeProto
constexpr uint32_t kTensorType = 1, kTensorShape = 2, kTensorContent = 4;      // TensorProto
constexpr uint32_t kNodeName = 1, kNodeOp = 2, kNodeInput = 3, kNodeAttr = 5;  // NodeDef
constexpr uint32_t kFunctionName = 1;                                          // NameAttrList

}  // namespace

Result<DataType> data_type(DType dtype) {
  switch (dtype) {
    case DType::f32: return DataType::f32;
    case DType::f64: return DataType::f64;
    case DType::f16: return DataType::f16;
    case DType::i8: return DataType::i8;
    case DType::u8: return DataType::u8;
    case DType::i16: return DataType::i16;
    case DType::u16: return DataType::u16;
    case DType::i32: return DataType::i32;
    case DType::u32: return DataType::u32;
    case DType::i64: return DataType::i64;
    case DType::u64: return DataType::u64;
    case DType::boolean: return DataType::boolean;
    default: return unsupported("SavedModels are not written with {}", dtype_name(dtype));
  }
}

ProtoWriter shape_message(const Shape& shape) {
  ProtoWriter message;
  for (const Dim& dim : shape) {
    ProtoWriter size;
    size.integer(kDimSize, dim.known() ? dim.size : -1);
    message.message(kShapeDim, size);
  }
  return message;
}

ProtoWriter tensor_message(DataType type, const Tensor& tensor) {
  ProtoWriter message;
  message.integer(kTensorType, static_cast<int64_t>(type));
  message.message(kTensorShape, shape_message(to_shape(tensor.dims())));
  message.bytes(kTensorContent, {tensor.bytes(), tensor.owner()});
  return message;
}

NodeDef& NodeDef::set(std::string_view key, ProtoWriter value) {
  attrs_.insert_or_assign(std::string(key), std::move(value));
  return *this;
}

NodeDef& NodeDef::type(std::string_view key, DataType value) {
  ProtoWriter message;
  message.integer(attr::type, static_cast<int64_t>(value));
  return set(key, std::move(message));
}

NodeDef& NodeDef::types(std::string_view key, const std::vector<DataType>& values) {
  std::vector<int64_t> numbers;
  for (DataType value : values) numbers.push_back(static_cast<int64_t>(value));
  ProtoWriter list, message;
  if (!numbers.empty()) list.packed_integers(kListTypes, numbers);
  message.message(attr::list, list);
  return set(key, std::move(message));
}

NodeDef& NodeDef::integer(std::string_view key, int64_t value) {
  ProtoWriter message;
  message.integer(attr::integer, value);
  return set(key, std::move(message));
}

NodeDef& NodeDef::integers(std::string_view key, const std::vector<int64_t>& values) {
  ProtoWriter list, message;
  if (!values.empty()) list.packed_integers(kListIntegers, values);
  message.message(attr::list, list);
  return set(key, std::move(message));
}

NodeDef& NodeDef::number(std::string_view key, double value) {
  ProtoWriter message;
  message.number(attr::number, static_cast<float>(value));
  return set(key, std::move(message));
}

NodeDef& NodeDef::boolean(std::string_view key, bool value) {
  ProtoWriter message;
  message.integer(attr::boolean, value);
  return set(key, std::move(message));
}

NodeDef& NodeDef::text(std::string_view key, std::string_view value) {
  ProtoWriter message;
  message.text(attr::text, value);
  return set(key, std::move(message));
}

NodeDef& NodeDef::shape(std::string_view key, const Shape& value) {
  ProtoWriter message;
  message.message(attr::shape, shape_message(value));
  return set(key, std::move(message));
}

NodeDef& NodeDef::tensor(std::string_view key, ProtoWriter value) {
  ProtoWriter message;
  message.message(attr::tensor, value);
  return set(key, std::move(message));
}

NodeDef& NodeDef::function(std::string_view key, std::string_view name) {
  ProtoWriter function, message;
  function.text(kFunctionName, name);
  message.message(attr::function, function);
  return set(key, std::move(message));
}

ProtoWriter map_entry(std::string_view key, const ProtoWriter& value) {
  ProtoWriter entry;
  entry.text(kMapKey, key);
  entry.message(kMapValue, value);
  return entry;
}

ProtoWriter NodeDef::message() const {
  ProtoWriter node;
  node.text(kNodeName, name_);
  node.text(kNodeOp, op_);
  for (const std::string& input : inputs_) node.text(kNodeInput, input);
  for (const auto& [key, value] : attrs_) node.message(kNodeAttr, map_entry(key, value));
  return node;
}

}  // namespace ponte::saved_model
