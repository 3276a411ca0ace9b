#include "formats/tflite/op_reader.h"

#include <cmath>

#include "base/half.h"
#include "graph/evaluate/evaluate_move.h"
#include "graph/layout.h"

namespace ponte::tflite {

namespace {

constexpr size_t kMostAxes = 8;

/// Names of merged layers are lists: "a;b;c".
std::string_view first_name(std::string_view name) { return name.substr(0, name.find(';')); }

Result<Dims> dims_of(const FileTensor& tensor) {
  Dims dims = tensor.shape.list<int64_t>();
  if (dims.size() > kMostAxes)
    return unsupported("{} has {} axes, {} are supported", tensor.name, dims.size(), kMostAxes);
  for (int64_t size : dims)
    if (size < 0) return corrupt("{} has the shape [{}]", tensor.name, dims_text(dims));
  return dims;
}

bool is_quantized(const FileTensor& tensor) {
  switch (tensor.type) {
    case TensorType::i4:
    case TensorType::i8:
    case TensorType::u8:
    case TensorType::i16:
    case TensorType::i32: break;
    default: return false;
  }
  // Converters give scales of 0 to what is not quantized.
  return tensor.quantization.exists() && tensor.quantization.scales[0] > 0;
}

Tensor unpack(const FileTensor& tensor, const Dims& dims, int64_t count) {
  std::vector<int8_t> elements(static_cast<size_t>(count));
  for (size_t i = 0; i < elements.size(); ++i) {
    auto pair = static_cast<uint8_t>(tensor.data[i / 2]);
    int half = i % 2 == 0 ? pair & 15 : pair >> 4;
    elements[i] = static_cast<int8_t>(half < 8 ? half : half - 16);
  }
  return Tensor::of(std::move(elements), dims);
}

}  // namespace

std::string ReaderState::tensor_name(int32_t index) const {
  std::string_view name = first_name(tensor(index).name);
  return name.empty() ? fmt::format("tensor_{}", index) : std::string(name);
}

Result<DType> dtype_of_tensor(TensorType type) {
  switch (type) {
    case TensorType::f32: return DType::f32;
    case TensorType::f16: return DType::f16;
    case TensorType::bf16: return DType::bf16;
    case TensorType::f64: return DType::f64;
    case TensorType::i4:
    case TensorType::i8: return DType::i8;
    case TensorType::u8: return DType::u8;
    case TensorType::i16: return DType::i16;
    case TensorType::u16: return DType::u16;
    case TensorType::i32: return DType::i32;
    case TensorType::u32: return DType::u32;
    case TensorType::i64: return DType::i64;
    case TensorType::u64: return DType::u64;
    case TensorType::boolean: return DType::boolean;
    case TensorType::text: break;
  }
  return unsupported("tensors of type {} are not supported", static_cast<int>(type));
}

Result<Tensor> constant_of(const FileTensor& tensor, const SharedBytes& file) {
  if (tensor.is_sparse) return unsupported("the constant {} is sparse", tensor.name);
  TRY_ASSIGN(Dims dims, dims_of(tensor));
  TRY_ASSIGN(DType dtype, dtype_of_tensor(tensor.type));
  if (tensor.type == TensorType::i4) {
    TRY_ASSIGN(int64_t count, element_count(dims));
    if (static_cast<uint64_t>(count) > 2 * uint64_t{tensor.data.size()})
      return corrupt("{} has {} bytes for [{}]", tensor.name, tensor.data.size(), dims_text(dims));
    return unpack(tensor, dims, count);
  }
  auto view = Tensor::view(dtype, std::move(dims), {tensor.data, file.owner});
  return in_context(std::move(view), std::string(first_name(tensor.name)));
}

Result<QuantizationValues> quantization_values(GraphBuilder& builder, const FileTensor& tensor) {
  const FileQuantization& quantization = tensor.quantization;
  if (quantization.is_blockwise) return unsupported("{} is quantized by blocks", tensor.name);
  std::vector<float> scales = quantization.scales.list();
  for (float scale : scales)
    if (!std::isfinite(scale) || !(scale > 0)) return corrupt("{} has a scale of {}", tensor.name, scale);
  std::vector<int64_t> zeros = quantization.zero_points.list();
  zeros.resize(scales.size());
  TRY_ASSIGN(DType dtype, dtype_of_tensor(tensor.type));
  int bits = dtype_bits(dtype);
  int64_t least = dtype == DType::u8 ? 0 : -(int64_t{1} << (bits - 1)), most = least + (int64_t{1} << bits) - 1;
  std::vector<double> narrow;
  for (int64_t zero : zeros) {
    if (zero < least || zero > most) return corrupt("{} has a zero point of {}", tensor.name, zero);
    narrow.push_back(static_cast<double>(zero));
  }
  Dims dims = scales.size() == 1 ? Dims{} : Dims{static_cast<int64_t>(scales.size())};
  QuantizationValues values;
  values.scale = builder.constant(Tensor::of(std::move(scales), dims), "scale");
  values.zero_point = builder.constant(tensor_from_doubles(narrow, dtype, dims), "zero_point");
  return values;
}

OpReader::OpReader(ReaderState& state, const FileOperator& op, const TfliteOp& info)
    : b(state.graph),
      state_(state),
      op_(op),
      info_(info),
      scope_(b, op.outputs.empty() ? std::string(info.name) : state.tensor_name(op.outputs[0])) {}

// ---- inputs

Result<int32_t> OpReader::index(size_t i) const {
  if (!has_input(i)) return corrupt("{} without input {}", info_.name, i);
  return op_.inputs[i];
}

Result<ValueId> OpReader::stored_of(int32_t index) {
  ReadTensor& read = state_.tensors[static_cast<size_t>(index)];
  if (read.stored) return read.stored;
  if (read.same_as >= 0) return number_of(index);
  const FileTensor& tensor = state_.tensor(index);
  if (tensor.is_variable) return unsupported("the variable {} keeps its value from run to run", tensor.name);
  if (!tensor.is_constant) return corrupt("{} is used before anything makes it", state_.tensor_name(index));
  TRY_ASSIGN(Tensor constant, constant_of(tensor, state_.file.bytes));
  read.stored = state_.graph.add_constant(state_.tensor_name(index), std::move(constant));
  return read.stored;
}

Result<ValueId> OpReader::dequantize(ValueId value, int32_t index, int64_t axis) {
  const FileTensor& tensor = state_.tensor(index);
  TRY_ASSIGN(QuantizationValues by, quantization_values(b, tensor));
  ValueId number = b.add("dequantize_linear", {value, by.scale, by.zero_point}, {{"axis", axis}}, "dequantize");
  TRY(b.status());
  return number;
}

Result<ValueId> OpReader::number_of(int32_t index) {
  ReadTensor& read = state_.tensors[static_cast<size_t>(index)];
  if (read.number) return read.number;
  if (read.same_as >= 0) {
    TRY_ASSIGN(ValueId same, number_of(read.same_as));
    return read.number = same;
  }
  const FileTensor& tensor = state_.tensor(index);
  bool is_half = tensor.type == TensorType::f16 || tensor.type == TensorType::bf16;
  if (is_half && tensor.is_constant) {
    TRY_ASSIGN(Tensor half, constant_of(tensor, state_.file.bytes));
    TRY_ASSIGN(Tensor single, cast_tensor(half, DType::f32));
    return read.number = state_.graph.add_constant(state_.tensor_name(index), std::move(single));
  }
  TRY_ASSIGN(ValueId stored, stored_of(index));
  if (is_quantized(tensor)) {
    TRY_ASSIGN(read.number, dequantize(stored, index, std::max(tensor.quantization.axis, 0)));
  } else {
    read.number = is_half ? cast(stored, DType::f32) : stored;
  }
  return read.number;
}

Result<ValueId> OpReader::input(size_t i) {
  TRY_ASSIGN(int32_t at, index(i));
  return number_of(at);
}

Result<std::vector<ValueId>> OpReader::inputs() {
  std::vector<ValueId> values;
  for (size_t i = 0; i < input_count(); ++i) {
    TRY_ASSIGN(ValueId value, input(i));
    values.push_back(value);
  }
  return values;
}

Result<ValueId> OpReader::stored_value(size_t i) {
  TRY_ASSIGN(int32_t at, index(i));
  return stored_of(at);
}

std::optional<Dims> OpReader::known_ints(size_t i) {
  constexpr size_t kLongest = 1024;
  if (!has_input(i)) return std::nullopt;
  const FileTensor& tensor = state_.tensor(op_.inputs[i]);
  bool is_list = tensor.type == TensorType::i32 || tensor.type == TensorType::i64;
  if (tensor.is_constant) {
    if (!is_list || tensor.data.size() > kLongest * sizeof(int64_t)) return std::nullopt;
    auto constant = constant_of(tensor, state_.file.bytes);
    if (!constant) return std::nullopt;
    return constant->to_ints();
  }
  ValueId value = state_.tensors[static_cast<size_t>(op_.inputs[i])].stored;
  if (!value || !fact(value).ints) return std::nullopt;
  return known_dims(*fact(value).ints);
}

Result<Dims> OpReader::need_ints(size_t i, std::string_view what) {
  auto elements = known_ints(i);
  if (!elements) return unsupported("{} with {} known only when the model runs is not supported", info_.name, what);
  return *elements;
}

ValueId OpReader::cast(ValueId value, DType dtype) {
  if (b.failed() || fact(value).dtype == dtype) return value;
  return b.add("cast", {value}, {{"to", dtype}}, "cast");
}

Result<ValueId> OpReader::ints(size_t i) {
  if (auto known = known_ints(i)) {
    const FileTensor& tensor = state_.tensor(op_.inputs[i]);
    bool is_scalar = tensor.shape.empty() && known->size() == 1;
    return b.constant(is_scalar ? Tensor::scalar<int64_t>((*known)[0]) : Tensor::ints(*known), "ints");
  }
  TRY_ASSIGN(ValueId value, stored_value(i));
  return cast(value, DType::i64);
}

namespace {

bool moves_nothing(const Dims& dims, const Dims& perm) {
  int64_t last = -1;
  for (int64_t axis : perm) {
    if (dims[static_cast<size_t>(axis)] == 1) continue;
    if (axis < last) return false;
    last = axis;
  }
  return true;
}

Result<Tensor> transpose_constant(const Tensor& tensor, const Dims& perm) {
  if (moves_nothing(tensor.dims(), perm)) return tensor.reshape(reorder(tensor.dims(), perm));
  return transpose(tensor, perm);
}

}  // namespace

Result<ValueId> OpReader::weight(size_t i, const Dims& perm) {
  TRY_ASSIGN(int32_t at, index(i));
  int32_t same = state_.tensors[static_cast<size_t>(at)].same_as;
  if (same >= 0) at = same;
  auto found = state_.weights.find({at, perm});
  if (found != state_.weights.end()) return found->second;
  const FileTensor& tensor = state_.tensor(at);
  if (tensor.shape.size() != perm.size())
    return corrupt("{} has a weight of {} axes, {} are needed", info_.name, tensor.shape.size(), perm.size());
  ValueId result;
  if (tensor.is_constant) {
    TRY_ASSIGN(Tensor constant, constant_of(tensor, state_.file.bytes));
    TRY_ASSIGN(constant, transpose_constant(constant, perm));
    bool is_half = constant.dtype() == DType::f16 || constant.dtype() == DType::bf16;
    if (is_half) {
      TRY_ASSIGN(constant, cast_tensor(constant, DType::f32));
    }
    result = state_.graph.add_constant(state_.tensor_name(at), std::move(constant));
    if (is_quantized(tensor)) {
      TRY_ASSIGN(int64_t place, axis(tensor.quantization.axis, perm.size()));
      place = std::find(perm.begin(), perm.end(), place) - perm.begin();
      TRY_ASSIGN(result, dequantize(result, at, place));
    }
  } else {
    TRY_ASSIGN(ValueId number, number_of(at));
    if (rank(number) != perm.size()) return corrupt("{} has a weight of {} axes", info_.name, rank(number));
    result = b.transpose(number, perm, "weight");
    TRY(b.status());
  }
  state_.weights.emplace(std::pair(at, perm), result);
  return result;
}

Result<ValueId> OpReader::input_of_weighted(size_t weight) {
  TRY_ASSIGN(int32_t x, index(0));
  TRY_ASSIGN(int32_t w, index(weight));
  TRY_ASSIGN(ValueId number, number_of(x));
  const FileTensor& kernel = state_.tensor(w);
  bool is_dynamic = kernel.is_constant && is_quantized(kernel) && state_.tensor(x).type == TensorType::f32;
  if (!is_dynamic) return number;
  ++state_.dynamic;
  if (!state_.options.quantize_inputs) return number;
  ValueId& requantized = state_.requantized[x];
  if (!requantized) {
    auto parts = b.add_multi("dynamic_quantize_linear", {number}, {}, 3, "quantize");
    TRY(b.status());
    requantized = b.add("dequantize_linear", parts, {}, "dequantize");
    TRY(b.status());
  }
  return requantized;
}

Result<Dims> OpReader::option_ints(int id) const {
  if (!op_.options) return Dims{};
  TRY_ASSIGN(FlatVector<int32_t> list, op_.options->vector<int32_t>(id));
  return list.list<int64_t>();
}

// ---- results

Result<> OpReader::give(ValueId value, size_t i) {
  TRY(b.status());
  if (i >= output_count()) return corrupt("{} with {} outputs", info_.name, output_count());
  int32_t at = op_.outputs[i];
  ReadTensor& read = state_.tensors[static_cast<size_t>(at)];
  const FileTensor& tensor = state_.tensor(at);
  if (read.stored || read.same_as >= 0 || tensor.is_constant)
    return corrupt("{} is made twice", state_.tensor_name(at));
  if (rank(value) > kMostAxes) return unsupported("{} with a result of {} axes", info_.name, rank(value));
  TRY_ASSIGN(DType dtype, dtype_of_tensor(tensor.type));
  if (is_quantized(tensor) && is_float(fact(value).dtype)) {
    TRY_ASSIGN(QuantizationValues by, quantization_values(b, tensor));
    int64_t axis = std::max(tensor.quantization.axis, 0);
    value = b.add("quantize_linear", {value, by.scale, by.zero_point}, {{"axis", axis}}, "quantize");
  } else if (!is_float(dtype) || !is_float(fact(value).dtype) || is_quantized(tensor)) {
    value = cast(value, dtype);
  }
  TRY(b.status());
  read.stored = value;
  return {};
}

Result<> OpReader::give_activated(ValueId value, int id) {
  TRY_ASSIGN(Activation activation, option<Activation>(id, Activation::none));
  TRY(b.status());
  auto clip = [&](float least, float most) {
    return b.add("clip", {value, b.scalar(least, "least"), b.scalar(most, "most")}, {}, "activation");
  };
  switch (activation) {
    case Activation::none: return give(value);
    case Activation::relu: return give(b.unary("relu", value, "activation"));
    case Activation::relu6: return give(clip(0, 6));
    case Activation::relu_1_to_1: return give(clip(-1, 1));
    case Activation::tanh: return give(b.unary("tanh", value, "activation"));
    case Activation::sign: break;
  }
  return unsupported("{} with activation {}", info_.name, static_cast<int>(activation));
}

Result<> OpReader::pass_on() {
  TRY_ASSIGN(int32_t from, index(0));
  if (output_count() != 1) return corrupt("{} with {} outputs", info_.name, output_count());
  ReadTensor& read = state_.tensors[static_cast<size_t>(op_.outputs[0])];
  if (read.stored || read.same_as >= 0 || output_tensor().is_constant)
    return corrupt("{} is made twice", state_.tensor_name(op_.outputs[0]));
  int32_t root = state_.tensors[static_cast<size_t>(from)].same_as;
  if (root < 0 && !state_.tensor(from).is_constant) {
    TRY(stored_value(0));
  }
  read.same_as = root < 0 ? from : root;
  return {};
}

}  // namespace ponte::tflite
