#include "formats/tflite/reader.h"

#include <algorithm>
#include <unordered_map>

#include "formats/tflite/op_names.h"
#include "formats/tflite/op_reader.h"

namespace ponte::tflite {

namespace {

constexpr size_t kMostPorts = 10'000;

using OpTable = std::unordered_map<int32_t, const TfliteOp*>;

OpTable table_by_code() {
  OpTable table;
  for (const TfliteOp* op : all_tflite_ops())
    if (op->read) table.emplace(op->code, op);
  return table;
}

// "LSTM (1 operator: lstm/out)", all of them in one error.
Result<> check_operators(const ReaderState& state, const OpTable& table) {
  struct Missing {
    size_t count = 0;
    std::vector<std::string> names;
  };
  std::map<std::string, Missing> missing;
  for (const FileOperator& op : state.subgraph.operators) {
    if (op.custom.empty() && table.contains(op.code)) continue;
    Missing& entry = missing[op_name(op)];
    if (++entry.count <= 3 && !op.outputs.empty()) entry.names.push_back(state.tensor_name(op.outputs[0]));
  }
  if (missing.empty()) return {};
  std::vector<std::string> parts;
  for (const auto& [name, entry] : missing)
    parts.push_back(fmt::format("{} ({} operator{}: {}{})", name, entry.count, entry.count == 1 ? "" : "s",
                                fmt::join(entry.names, ", "), entry.count > entry.names.size() ? ", …" : ""));
  return unsupported("{} {} not supported: {}", missing.size(), missing.size() == 1 ? "operator is" : "operators are",
                     fmt::join(parts, ", "));
}

std::vector<OpCount> count_operators(const FileSubgraph& subgraph) {
  std::map<std::string, int64_t> counts;
  for (const FileOperator& op : subgraph.operators) ++counts[op_name(op)];
  std::vector<OpCount> list;
  for (const auto& [name, count] : counts) list.push_back({name, count});
  std::stable_sort(list.begin(), list.end(), [](const OpCount& a, const OpCount& b) { return a.count > b.count; });
  return list;
}

/// What the signature calls a tensor, or its own name.
std::string port_name(const ReaderState& state, int32_t index, bool is_input) {
  for (const FileSignature& signature : state.file.signatures) {
    if (signature.subgraph != 0) continue;
    for (const NamedTensor& entry : is_input ? signature.inputs : signature.outputs)
      if (entry.tensor == static_cast<uint32_t>(index) && !entry.name.empty()) return std::string(entry.name);
  }
  return state.tensor_name(index);
}

Result<Shape> input_shape(const FileTensor& tensor, const ReadOptions& options) {
  bool has_open = tensor.signature.size() == tensor.shape.size();
  Shape shape;
  for (size_t axis = 0; axis < tensor.shape.size(); ++axis) {
    int64_t size = tensor.shape[axis];
    bool is_open = (has_open && tensor.signature[axis] < 0) || size < 0;
    int64_t wanted = axis == 0 ? options.batch : axis == 1 ? options.height : axis == 2 ? options.width : 0;
    bool is_picture = tensor.shape.size() == 4;
    if (!is_open)
      shape.push_back(Dim(size));
    else if (wanted > 0 && (axis == 0 || is_picture))
      shape.push_back(Dim(wanted));
    else if (axis == 0)
      shape.push_back(Dim::named("batch"));
    else if (is_picture && axis < 3)
      shape.push_back(Dim::named(axis == 1 ? "height" : "width"));
    else
      shape.push_back(Dim::named(fmt::format("axis_{}", axis)));
  }
  if (shape.size() > 8) return unsupported("{} has {} axes", tensor.name, shape.size());
  return shape;
}

Result<> add_input(ReaderState& state, int32_t index) {
  const FileTensor& tensor = state.tensor(index);
  ReadTensor& read = state.tensors[static_cast<size_t>(index)];
  std::string name = port_name(state, index, true);
  if (read.stored) return corrupt("{} is an input twice", name);
  if (tensor.is_constant) return corrupt("the input {} is a constant", name);
  TRY_ASSIGN(Shape shape, input_shape(tensor, state.options));
  TRY_ASSIGN(DType dtype, dtype_of_tensor(tensor.type));
  bool is_quantized = tensor.quantization.exists() && is_integer(dtype) && dtype_bits(dtype) <= 16;
  bool as_number = state.options.float_ports && is_quantized;
  read.stored = state.graph.add_input(name, {as_number ? DType::f32 : dtype, std::move(shape), std::nullopt});
  if (!as_number) return {};
  GraphBuilder builder(state.graph);
  auto scope = builder.scope(name);
  TRY_ASSIGN(QuantizationValues by, quantization_values(builder, tensor));
  read.stored = builder.add("quantize_linear", {read.stored, by.scale, by.zero_point}, {}, "quantize");
  return builder.status();
}

Result<> add_output(ReaderState& state, int32_t index) {
  static constexpr TfliteOp kPort{.name = "an output", .code = -1};
  std::string name = port_name(state, index, false);
  FileOperator port;
  int32_t list[] = {index};
  port.inputs = FlatVector<int32_t>(std::as_bytes(std::span<const int32_t>(list)));
  OpReader reader(state, port, kPort);
  auto scope = reader.b.scope(name);
  auto value = state.options.float_ports ? reader.input(0) : reader.stored_value(0);
  if (!value) return std::unexpected(std::move(value).error().in(fmt::format("output {}", name)));
  return state.graph.add_output(*value, name);
}

Result<> check_ports(const FlatVector<int32_t>& ports, std::string_view what) {
  if (ports.empty() || ports.size() > kMostPorts) return corrupt("the model has {} {}", ports.size(), what);
  return {};
}

Result<> read_operator(ReaderState& state, const FileOperator& op, const OpTable& table) {
  if (op.outputs.empty()) return corrupt("{} without an output", op_name(op));
  OpReader reader(state, op, *table.at(op.code));
  Result<> read = table.at(op.code)->read(reader);
  if (read || read.error().where.starts_with(reader.b.path())) return read;
  return in_context(std::move(read), reader.b.path());
}

std::string_view bits_text(TensorType type) {
  switch (type) {
    case TensorType::i4: return "int4";
    case TensorType::i8: return "int8";
    case TensorType::u8: return "uint8";
    case TensorType::i16: return "int16";
    case TensorType::f16: return "float16";
    default: return "";
  }
}

std::string quantization_text(const FileSubgraph& subgraph) {
  std::map<std::string, int64_t> counts;
  for (const FileTensor& tensor : subgraph.tensors) {
    std::string_view bits = bits_text(tensor.type);
    size_t scales = tensor.quantization.scales.size();
    if (bits.empty() || (scales == 0 && tensor.type != TensorType::f16)) continue;
    std::string kind = fmt::format("{} in {}", tensor.is_constant ? "weights" : "activations", bits);
    if (tensor.is_constant && scales > 0) kind += scales > 1 ? " per channel" : " per tensor";
    ++counts[kind];
  }
  std::string text;
  for (const auto& [kind, count] : counts) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, kind);
  return text;
}

int64_t half_float_elements(const FileSubgraph& subgraph) {
  int64_t count = 0;
  for (const FileTensor& tensor : subgraph.tensors) {
    auto elements = element_count(tensor.shape.list<int64_t>());
    if (tensor.is_constant && tensor.type == TensorType::f16 && elements) count += *elements;
  }
  return count;
}

int64_t constant_elements(const FileSubgraph& subgraph) {
  int64_t count = 0;
  for (const FileTensor& tensor : subgraph.tensors) {
    bool is_weight = tensor.type == TensorType::f32 || tensor.type == TensorType::f16 || tensor.quantization.exists();
    auto elements = element_count(tensor.shape.list<int64_t>());
    if (tensor.is_constant && is_weight && elements) count += *elements;
  }
  return count;
}

}  // namespace

Result<TfliteModel> read_tflite(SharedBytes file, const ReadOptions& options) {
  TRY_ASSIGN(ModelFile model, parse_model(file));
  ReaderState state(model, options);
  OpTable table = table_by_code();
  TRY(check_operators(state, table));
  TRY(check_ports(state.subgraph.inputs, "inputs"));
  TRY(check_ports(state.subgraph.outputs, "outputs"));
  for (size_t i = 0; i < state.subgraph.inputs.size(); ++i) TRY(add_input(state, state.subgraph.inputs[i]));
  for (const FileOperator& op : state.subgraph.operators) TRY(read_operator(state, op, table));
  for (size_t i = 0; i < state.subgraph.outputs.size(); ++i) TRY(add_output(state, state.subgraph.outputs[i]));
  TfliteModel result{.graph = std::move(state.graph), .metadata = read_metadata(file)};
  result.description = std::string(model.description);
  result.quantization = quantization_text(state.subgraph);
  result.half_float_parameters = half_float_elements(state.subgraph);
  result.graph.name = model.subgraphs[0].name.empty() ? "main" : std::string(model.subgraphs[0].name);
  result.operators = count_operators(state.subgraph);
  result.parameters = constant_elements(state.subgraph);
  result.dynamic = state.dynamic;
  for (const FileSignature& signature : model.signatures) result.signatures.emplace_back(signature.key);
  return result;
}

Result<std::vector<OpCount>> count_operators(SharedBytes file) {
  TRY_ASSIGN(ModelFile model, parse_model(std::move(file)));
  return count_operators(model.subgraphs[0]);
}

}  // namespace ponte::tflite
