#include "formats/tflite/op_writer.h"

#include <algorithm>

#include "formats/tflite/weights.h"
#include "graph/evaluate/evaluate_move.h"

namespace ponte::tflite {

namespace {

const TfliteOp* op_named(std::string_view name) {
  for (const TfliteOp* op : all_tflite_ops())
    if (op->name == name) return op;
  return nullptr;
}

}  // namespace

WriterState::WriterState(const Graph& model_graph, Precision weights)
    : graph(model_graph), precision(weights), floats_stay(weights == Precision::fp16 && most_are_halves(model_graph)) {
  // Buffer 0 is that of everything that has no content.
  buffers.push_back(flat.table({}));
}

TensorIndex WriterState::add_tensor(std::string_view name, const Shape& shape, TensorType type, uint32_t buffer,
                                    std::vector<FlatField> more) {
  std::vector<int32_t> sizes, signature;
  for (const Dim& dim : shape) {
    sizes.push_back(dim.known() ? static_cast<int32_t>(dim.size) : 1);
    signature.push_back(dim.known() ? static_cast<int32_t>(dim.size) : -1);
  }
  std::vector<FlatField> fields = std::move(more);
  fields.emplace_back(field::tensor::shape, flat.vector(sizes));
  fields.emplace_back(field::tensor::type, static_cast<int8_t>(type));
  fields.emplace_back(field::tensor::buffer, buffer);
  fields.emplace_back(field::tensor::name, flat.string(name));
  fields.emplace_back(field::tensor::has_rank, true);
  if (!all_known(shape)) fields.emplace_back(field::tensor::shape_signature, flat.vector(signature));
  tensors.push_back(flat.table(std::move(fields)));
  return static_cast<TensorIndex>(tensors.size() - 1);
}

uint32_t WriterState::add_buffer(uint64_t size, MakeBytes make) {
  FlatRef data = flat.large(size, std::move(make));
  buffers.push_back(flat.table({{field::buffer::data, data}}));
  return static_cast<uint32_t>(buffers.size() - 1);
}

uint32_t WriterState::code_number(int32_t code, int32_t version) {
  auto [found, is_new] = code_numbers.try_emplace({code, version}, static_cast<uint32_t>(codes.size()));
  if (is_new)
    codes.push_back(flat.table({{field::operator_code::old_code, static_cast<int8_t>(std::min(code, 127))},
                                {field::operator_code::version, version},
                                {field::operator_code::code, code}}));
  return found->second;
}

Result<TensorType> tensor_type(DType dtype) {
  switch (dtype) {
    case DType::f32: return TensorType::f32;
    case DType::i32:
    case DType::i64: return TensorType::i32;
    case DType::u8: return TensorType::u8;
    case DType::i8: return TensorType::i8;
    case DType::i16: return TensorType::i16;
    case DType::boolean: return TensorType::boolean;
    default: return unsupported("TFLite models are not written with {}", dtype_name(dtype));
  }
}

Result<Dims> OpWriter::need_dims(const Shape& shape) const {
  auto dims = known_dims(shape);
  if (!dims) return unsupported("{} of open sizes", node().op->name);
  return *dims;
}

Result<TensorIndex> OpWriter::input(size_t i) {
  if (!has_input(i)) return unsupported("{} without input {}", node().op->name, i);
  return value(node().inputs[i]);
}

Result<TensorIndex> OpWriter::value(ValueId id) {
  auto found = state_.values.find(id.index);
  if (found != state_.values.end()) return found->second;
  const Value& value = graph().value(id);
  if (!value.is_constant()) return internal("{} is used before it is made", value.name);
  TRY_ASSIGN(TensorIndex tensor, constant_tensor(*value.constant, value.name));
  state_.values[id.index] = tensor;
  return tensor;
}

Result<TensorIndex> OpWriter::output(size_t i) {
  ValueId id = i == 0 && absorbed_output_ ? absorbed_output_ : node().outputs[i];
  const Value& value = graph().value(id);
  TRY_ASSIGN(TensorType type, tensor_type(value.fact.dtype));
  TensorIndex tensor = state_.add_tensor(value.name, value.fact.shape, type);
  state_.values[id.index] = tensor;
  return tensor;
}

TensorIndex OpWriter::temporary(const Shape& shape, TensorType type) {
  return state_.add_tensor(fmt::format("{}/{}", node().name, state_.temporaries++), shape, type);
}

TensorIndex OpWriter::ints(const Dims& elements, bool scalar) {
  Dims key = elements;
  // Past the elements: a scalar is another tensor than a list of one.
  key.push_back(scalar ? 1 : 0);
  auto found = state_.int_lists.find(key);
  if (found != state_.int_lists.end()) return found->second;
  std::vector<int32_t> narrow(elements.begin(), elements.end());
  uint32_t buffer = state_.add_buffer(narrow.size() * sizeof(int32_t),
                                      [narrow]() -> Result<SharedBytes> { return to_shared_bytes(narrow); });
  Shape shape = scalar ? Shape{} : Shape{Dim(static_cast<int64_t>(elements.size()))};
  std::string name = fmt::format("ints/{}", state_.int_lists.size());
  TensorIndex tensor = state_.add_tensor(name, shape, TensorType::i32, buffer);
  state_.int_lists.emplace(std::move(key), tensor);
  return tensor;
}

Result<TensorIndex> OpWriter::constant_tensor(const Tensor& tensor, std::string_view name) {
  Tensor narrow = tensor;
  if (tensor.dtype() == DType::i64) {
    Dims elements = tensor.to_ints();
    for (int64_t& element : elements) element = std::clamp<int64_t>(element, INT32_MIN, INT32_MAX);
    narrow = Tensor::of(std::vector<int32_t>(elements.begin(), elements.end()), tensor.dims());
  } else if (is_float(tensor.dtype()) && tensor.dtype() != DType::f32) {
    TRY_ASSIGN(narrow, cast_tensor(tensor, DType::f32));
  }
  TRY_ASSIGN(TensorType type, tensor_type(narrow.dtype()));
  uint32_t buffer = state_.add_buffer(
      narrow.bytes().size(), [narrow]() -> Result<SharedBytes> { return SharedBytes{narrow.bytes(), narrow.owner()}; });
  return state_.add_tensor(name, to_shape(narrow.dims()), type, buffer);
}

Result<TensorIndex> OpWriter::zeros(int64_t count) {
  return constant_tensor(Tensor::of(std::vector<float>(static_cast<size_t>(count)), {count}), node().name + "/no_bias");
}

void OpWriter::emit(std::string_view name, std::vector<TensorIndex> inputs, std::vector<TensorIndex> outputs,
                    std::vector<FlatField> options, int32_t version) {
  const TfliteOp* op = op_named(name);
  std::vector<FlatField> fields{{field::op::code, state_.code_number(op->code, version)},
                                {field::op::inputs, state_.flat.vector(inputs)},
                                {field::op::outputs, state_.flat.vector(outputs)}};
  if (op->options != 0) {
    fields.emplace_back(field::op::options_type, op->options);
    fields.emplace_back(field::op::options, state_.flat.table(std::move(options)));
  }
  state_.operators.push_back(state_.flat.table(std::move(fields)));
}

Result<> OpWriter::finish(std::vector<TensorIndex> inputs, std::vector<FlatField> options, int32_t version) {
  TRY_ASSIGN(TensorIndex result, output());
  emit(op_.name, std::move(inputs), {result}, std::move(options), version);
  return {};
}

Activation OpWriter::absorb_activation() {
  ValueId output = node().outputs[0];
  const Value& value = graph().value(output);
  if (value.consumers.size() != 1 || graph().is_output(output)) return Activation::none;
  const Node& next = graph().node(value.consumers[0]);
  Activation activation = Activation::none;
  if (next.is("relu")) activation = Activation::relu;
  if (next.is("clip") && next.inputs.size() == 3 && next.inputs[1] && next.inputs[2]) {
    const Value &least = graph().value(next.inputs[1]), &most = graph().value(next.inputs[2]);
    if (least.is_constant() && most.is_constant() && least.constant->to_floats() == std::vector<float>{0} &&
        most.constant->to_floats() == std::vector<float>{6})
      activation = Activation::relu6;
  }
  if (activation == Activation::none) return activation;
  state_.absorbed.insert(value.consumers[0].index);
  absorbed_output_ = next.outputs[0];
  return activation;
}

MakeBytes make_transposed(Tensor tensor, Dims perm) {
  return [tensor = std::move(tensor), perm = std::move(perm)]() -> Result<SharedBytes> {
    Tensor floats = tensor;
    if (tensor.dtype() != DType::f32) {
      TRY_ASSIGN(floats, cast_tensor(tensor, DType::f32));
    }
    // Axes of size 1 may stand anywhere.
    Dims moving;
    for (int64_t axis : perm)
      if (tensor.dims()[static_cast<size_t>(axis)] != 1) moving.push_back(axis);
    if (!std::is_sorted(moving.begin(), moving.end())) floats = transpose(floats, perm);
    return SharedBytes{floats.bytes(), floats.owner()};
  };
}

}  // namespace ponte::tflite
