#include "formats/keras/write/layer_writer.h"

namespace ponte::keras {

std::string layer_name(std::string_view node_name) {
  std::string name;
  for (char c : node_name) {
    bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    name += plain ? c : '_';
  }
  size_t first = name.find_first_not_of('_');
  if (first == std::string::npos) return "layer";
  return name.substr(first);
}

namespace {

std::string unique_name(WriterState& state, const std::string& wanted) {
  std::string name = wanted;
  for (int n = 1; !state.taken_names.insert(name).second; ++n) name = fmt::format("{}_{}", wanted, n);
  return name;
}

const char* keras_dtype(DType dtype) {
  switch (dtype) {
    case DType::f16: return "float16";
    case DType::bf16: return "bfloat16";
    case DType::f64: return "float64";
    case DType::boolean: return "bool";
    case DType::u8: return "uint8";
    case DType::i8: return "int8";
    case DType::f32: return "float32";
    // Keras' indices are int32.
    default: return "int32";
  }
}

void append_nested(std::string& text, const std::vector<std::string>& elements, const Dims& dims, size_t axis,
                   size_t& next) {
  if (axis == dims.size()) {
    text += elements[next++];
    return;
  }
  text += '[';
  for (int64_t i = 0; i < dims[axis]; ++i) {
    if (i > 0) text += ',';
    append_nested(text, elements, dims, axis + 1, next);
  }
  text += ']';
}

}  // namespace

std::string shape_json(const Shape& shape) {
  std::vector<std::string> sizes;
  for (const Dim& dim : shape) sizes.push_back(dim.known() ? fmt::format("{}", dim.size) : "null");
  return fmt::format("[{}]", fmt::join(sizes, ","));
}

Result<std::string> constant_json(const Tensor& tensor) {
  // Weights are variables of layers; what is written as text are a few numbers.
  constexpr int64_t kMost = 1 << 20;
  if (tensor.count() > kMost)
    return unsupported("a constant of {} elements cannot be part of the configuration", tensor.count());
  std::vector<std::string> elements;
  if (is_float(tensor.dtype())) {
    for (float x : tensor.to_floats()) elements.push_back(fmt::format("{}", x));
  } else {
    for (int64_t x : tensor.to_ints()) {
      TRY(narrow<int32_t>(x));
      elements.push_back(tensor.dtype() == DType::boolean ? (x ? "true" : "false") : fmt::format("{}", x));
    }
  }
  std::string text = "{\"class_name\":\"__numpy__\",\"config\":{\"value\":";
  size_t next = 0;
  append_nested(text, elements, tensor.dims(), 0, next);
  return text + fmt::format(",\"dtype\":\"{}\"}}}}", keras_dtype(tensor.dtype()));
}

CallWriter::CallWriter(LayerWriter& writer, std::string_view class_name, std::string_view module, std::string name)
    : writer_(writer) {
  call_.name = unique_name(writer.state(), name);
  call_.class_name = class_name;
  call_.module = module;
  config_.begin_object();
  // Operations took no name before Keras 3.11; calls refer to the name outside of the config.
  if (call_.is_layer()) config_.member("name", call_.name);
}

void CallWriter::separate() {
  if (!call_.args.empty()) call_.args += ',';
}

std::string CallWriter::reference(TensorRef tensor) {
  const NewCall& from = writer_.state().calls[tensor.call];
  call_.parents.push_back(tensor.call);
  return fmt::format(R"({{"class_name":"__keras_tensor__","config":{{{},"keras_history":["{}",0,{}]}}}})",
                     from.results[static_cast<size_t>(tensor.output)], from.name, tensor.output);
}

CallWriter& CallWriter::tensor(TensorRef tensor) {
  separate();
  call_.args += reference(tensor);
  return *this;
}

CallWriter& CallWriter::tensors(const std::vector<TensorRef>& list) {
  separate();
  std::vector<std::string> references;
  for (TensorRef tensor : list) references.push_back(reference(tensor));
  call_.args += fmt::format("[{}]", fmt::join(references, ","));
  return *this;
}

CallWriter& CallWriter::constant(const Tensor& tensor) {
  auto text = constant_json(tensor);
  if (!text) {
    failed_ = std::unexpected(std::move(text).error());
    return *this;
  }
  return json(*text);
}

CallWriter& CallWriter::json(std::string_view text) {
  separate();
  call_.args += text;
  return *this;
}

CallWriter& CallWriter::keyword(std::string_view name, std::string_view text) {
  if (!call_.kwargs.empty()) call_.kwargs += ',';
  call_.kwargs += fmt::format("\"{}\":{}", name, text);
  return *this;
}

CallWriter& CallWriter::weight(Dims dims, std::function<Result<>(std::span<float>)> fill) {
  call_.weights.push_back({std::move(dims), std::move(fill)});
  return *this;
}

Result<TensorRef> CallWriter::finish(const Shape& shape, DType dtype) {
  return finish(std::vector<Fact>{Fact{.dtype = dtype, .shape = shape, .ints = {}}});
}

Result<TensorRef> CallWriter::finish(const std::vector<Fact>& results) {
  if (!failed_) return std::unexpected(std::move(failed_).error());
  for (const Fact& result : results)
    call_.results.push_back(
        fmt::format(R"("shape":{},"dtype":"{}")", shape_json(result.shape), keras_dtype(result.dtype)));
  config_.end_object();
  call_.config = config_.text();
  WriterState& state = writer_.state();
  size_t depth = 0;
  for (size_t parent : call_.parents) depth = std::max(depth, state.depth[parent] + 1);
  state.depth.push_back(depth);
  state.calls.push_back(std::move(call_));
  return TensorRef{state.calls.size() - 1, 0};
}

Result<TensorRef> LayerWriter::input(size_t i) {
  auto found = state_.tensors.find(node().inputs[i].index);
  if (found == state_.tensors.end()) return unsupported("{} of a constant", node().op->name);
  return found->second;
}

CallWriter LayerWriter::layer(std::string_view class_name, std::string_view suffix) {
  return CallWriter(*this, class_name, "keras.layers", layer_name(node().name + std::string(suffix)));
}

CallWriter LayerWriter::operation(std::string_view class_name, std::string_view module, std::string_view suffix) {
  return CallWriter(*this, class_name, fmt::format("keras.src.ops.{}", module),
                    layer_name(node().name + std::string(suffix)));
}

Result<> LayerWriter::finish(CallWriter& call) {
  ValueId output = absorbed_output_ ? absorbed_output_ : node().outputs[0];
  const Fact& fact = state_.graph.value(output).fact;
  TRY_ASSIGN(TensorRef result, call.finish(fact.shape, fact.dtype));
  state_.tensors[output.index] = result;
  return {};
}

std::string LayerWriter::absorb_activation() {
  ValueId output = node().outputs[0];
  const Value& value = state_.graph.value(output);
  if (value.consumers.size() != 1 || state_.graph.is_output(output)) return "linear";
  const Node& next = state_.graph.node(value.consumers[0]);
  std::string name = activation_name(next);
  if (name.empty()) return "linear";
  state_.absorbed.insert(value.consumers[0].index);
  absorbed_output_ = next.outputs[0];
  return name;
}

}  // namespace ponte::keras
