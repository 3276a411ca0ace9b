#include "formats/onnx/node_reader.h"

#include <charconv>

namespace ponte::onnx {

namespace {

std::string node_name(const NodeProto& node) {
  if (!node.name.empty()) return std::string(node.name);
  for (std::string_view output : node.outputs)
    if (!output.empty()) return std::string(output);
  return std::string(node.op_type);
}

// Attributes are floats in ONNX and doubles in the IR. What was written as 0.1 shall come back as 0.1.
double shortest_double(float value) {
  char digits[64];
  auto written = std::to_chars(digits, digits + sizeof digits, value);
  double result = value;
  std::from_chars(digits, written.ptr, result);
  return result;
}

std::string_view attribute_type_name(int32_t type) {
  switch (type) {
    case kAttrFloat: return "a float";
    case kAttrInt: return "an integer";
    case kAttrString: return "a string";
    case kAttrTensor: return "a tensor";
    case kAttrFloats: return "a list of floats";
    case kAttrInts: return "a list of integers";
    default: return "of another type";
  }
}

}  // namespace

NodeReader::NodeReader(ReaderState& state, const OnnxOp& op, const NodeProto& node)
    : state_(state), op_(op), node_(node), name_(node_name(node)), attribute_read_(node.attributes.size()) {}

// ---- inputs

Result<> NodeReader::resolve() {
  size_t count = node_.inputs.size();
  while (count > 0 && node_.inputs[count - 1].empty()) --count;
  for (size_t i = 0; i < count; ++i) TRY(resolve_input(node_.inputs[i]));
  for (int i = 0; i < op_.inputs; ++i)
    if (!has_input(static_cast<size_t>(i))) return corrupt("{} needs its input {}", node_.op_type, i);
  return {};
}

Result<> NodeReader::resolve_input(std::string_view input_name) {
  if (input_name.empty()) {
    inputs_.emplace_back();
    return {};
  }
  auto found = state_.names.find(input_name);
  if (found == state_.names.end()) return corrupt("the input {} is used before anything makes it", input_name);
  Named& named = found->second;
  if (named.data) {
    auto tensor = in_context(state_.tensors.read(*named.data), std::string(input_name));
    if (!tensor) return std::unexpected(std::move(tensor).error());
    named.constant = std::move(*tensor);
    named.data = nullptr;
  }
  Fact fact;
  if (named.constant)
    fact = {named.constant->dtype(), to_shape(named.constant->dims()), std::nullopt};
  else
    fact = state_.graph.value(named.value).fact;
  inputs_.push_back({&named, std::move(fact), false});
  return {};
}

bool NodeReader::output_used(size_t slot) const {
  return slot < node_.outputs.size() && state_.used.contains(node_.outputs[slot]) && !node_.outputs[slot].empty();
}

ValueId NodeReader::input(size_t i) {
  if (!has_input(i)) return {};
  inputs_[i].read = true;
  Named& named = *inputs_[i].named;
  if (!named.value) named.value = state_.graph.add_constant(std::string(node_.inputs[i]), *named.constant);
  return named.value;
}

std::vector<ValueId> NodeReader::all_inputs() {
  std::vector<ValueId> values;
  for (size_t i = 0; i < inputs_.size(); ++i) values.push_back(input(i));
  return values;
}

const Tensor* NodeReader::constant(size_t i) {
  if (!has_input(i)) return nullptr;
  inputs_[i].read = true;
  const Named& named = *inputs_[i].named;
  return named.constant ? &*named.constant : nullptr;
}

std::optional<Dims> NodeReader::known_ints(size_t i) {
  if (!has_input(i)) return std::nullopt;
  constexpr int64_t kLongest = 1024;
  if (const Tensor* tensor = constant(i)) {
    if (!is_integer(tensor->dtype()) || tensor->count() > kLongest) return std::nullopt;
    return tensor->to_ints();
  }
  inputs_[i].read = true;
  return fact(i).ints ? known_dims(*fact(i).ints) : std::nullopt;
}

Result<Dims> NodeReader::need_ints(size_t i, std::string_view what) {
  auto elements = known_ints(i);
  if (!elements) return unsupported("{} with {} known only when the model runs is not supported", node_.op_type, what);
  return *elements;
}

void NodeReader::ignore_input(size_t i) {
  if (i < inputs_.size()) inputs_[i].read = true;
}

// ---- attributes

const AttributeProto* NodeReader::find(std::string_view name) const {
  for (const AttributeProto& attribute : node_.attributes)
    if (attribute.name == name) return &attribute;
  return nullptr;
}

Result<const AttributeProto*> NodeReader::find_typed(std::string_view name, int32_t type, bool required) {
  const AttributeProto* attribute = find(name);
  if (!attribute) {
    if (required) return corrupt("{} needs the attribute {}", node_.op_type, name);
    return nullptr;
  }
  ignore(name);
  if (attribute->type != type) return corrupt("the attribute {} should be {}", name, attribute_type_name(type));
  return attribute;
}

Result<int64_t> NodeReader::integer(std::string_view name, std::optional<int64_t> fallback) {
  TRY_ASSIGN(const AttributeProto* attribute, find_typed(name, kAttrInt, !fallback));
  return attribute ? attribute->i : *fallback;
}

Result<bool> NodeReader::boolean(std::string_view name, bool fallback) {
  TRY_ASSIGN(int64_t value, integer(name, fallback));
  return value != 0;
}

Result<double> NodeReader::number(std::string_view name, std::optional<double> fallback) {
  TRY_ASSIGN(const AttributeProto* attribute, find_typed(name, kAttrFloat, !fallback));
  return attribute ? shortest_double(attribute->f) : *fallback;
}

Result<std::string> NodeReader::text(std::string_view name, std::optional<std::string_view> fallback) {
  TRY_ASSIGN(const AttributeProto* attribute, find_typed(name, kAttrString, !fallback));
  return std::string(attribute ? attribute->s : *fallback);
}

Result<Dims> NodeReader::integers(std::string_view name, std::optional<Dims> fallback) {
  TRY_ASSIGN(const AttributeProto* attribute, find_typed(name, kAttrInts, !fallback));
  if (!attribute) return std::move(*fallback);
  return attribute_ints(*attribute);
}

Result<std::vector<double>> NodeReader::numbers(std::string_view name) {
  TRY_ASSIGN(const AttributeProto* attribute, find_typed(name, kAttrFloats, true));
  TRY_ASSIGN(std::vector<float> values, attribute_floats(*attribute));
  std::vector<double> result;
  for (float value : values) result.push_back(shortest_double(value));
  return result;
}

Result<Tensor> NodeReader::tensor(std::string_view name) {
  TRY_ASSIGN(const AttributeProto* attribute, find_typed(name, kAttrTensor, true));
  TRY_ASSIGN(TensorProto proto, parse_tensor(attribute->t));
  return state_.tensors.read(proto);
}

Result<int64_t> NodeReader::axis(std::string_view name, std::optional<int64_t> fallback) {
  return axis(name, fallback, rank(0));
}

Result<int64_t> NodeReader::axis(std::string_view name, std::optional<int64_t> fallback, size_t rank) {
  TRY_ASSIGN(int64_t value, integer(name, fallback));
  return normalize_axis(value, rank);
}

void NodeReader::ignore(std::string_view name) {
  for (size_t i = 0; i < node_.attributes.size(); ++i)
    if (node_.attributes[i].name == name) attribute_read_[i] = true;
}

Result<> NodeReader::only(std::string_view name, int64_t value) {
  TRY_ASSIGN(int64_t present, integer(name, value));
  if (present != value) return unsupported("{} with {} {} is not supported", node_.op_type, name, present);
  return {};
}

// ---- the IR node

Result<> NodeReader::bind(std::string_view output_name, Named named) {
  if (!state_.names.emplace(output_name, std::move(named)).second)
    return corrupt("the value {} is made twice", output_name);
  return {};
}

Result<std::vector<ValueId>> NodeReader::add_to_graph(NodeSpec spec) {
  TRY_ASSIGN(NodeId id, state_.graph.add_node(std::move(spec)));
  const std::vector<ValueId>& outputs = state_.graph.node(id).outputs;
  for (ValueId output : outputs) TRY(check_rank(state_.graph.value(output).fact.shape.size()));
  return outputs;
}

Result<> NodeReader::emit(std::string_view op, std::vector<ValueId> inputs, Attrs attrs) {
  while (!inputs.empty() && !inputs.back()) inputs.pop_back();
  NodeSpec spec{.op = find_op(op), .name = name_, .inputs = std::move(inputs), .attrs = std::move(attrs)};
  if (!spec.op) return internal("there is no operator {}", op);
  size_t named = node_.outputs.size();
  size_t most = static_cast<size_t>(spec.op->arity.max_outputs);
  for (size_t slot = most; slot < named; ++slot)
    if (output_used(slot)) return unsupported("output {} of {} is not supported", slot, node_.op_type);
  spec.outputs = std::min(std::max(named, static_cast<size_t>(spec.op->arity.min_outputs)), most);
  for (size_t slot = 0; slot < std::min(named, spec.outputs); ++slot)
    spec.output_names.emplace_back(node_.outputs[slot]);
  TRY_ASSIGN(std::vector<ValueId> outputs, add_to_graph(std::move(spec)));
  for (size_t slot = 0; slot < std::min(named, outputs.size()); ++slot)
    if (!node_.outputs[slot].empty()) TRY(bind(node_.outputs[slot], {.value = outputs[slot]}));
  return {};
}

Result<ValueId> NodeReader::add(std::string_view op, std::vector<ValueId> inputs, Attrs attrs,
                                std::string_view suffix) {
  NodeSpec spec{.op = find_op(op),
                .name = fmt::format("{}.{}", name_, suffix),
                .inputs = std::move(inputs),
                .attrs = std::move(attrs)};
  if (!spec.op) return internal("there is no operator {}", op);
  TRY_ASSIGN(std::vector<ValueId> outputs, add_to_graph(std::move(spec)));
  return outputs[0];
}

ValueId NodeReader::add_constant(Tensor tensor, std::string_view suffix) {
  return state_.graph.add_constant(fmt::format("{}.{}", name_, suffix), std::move(tensor));
}

Result<> NodeReader::define(Tensor tensor) {
  if (node_.outputs.size() != 1) return corrupt("{} has one output, here it has {}", node_.op_type, output_count());
  return bind(node_.outputs[0], {.constant = std::move(tensor)});
}

Result<> NodeReader::check_all_read() const {
  for (size_t i = 0; i < attribute_read_.size(); ++i)
    if (!attribute_read_[i])
      return unsupported("the attribute {} of {} is not known", node_.attributes[i].name, node_.op_type);
  for (size_t i = 0; i < inputs_.size(); ++i)
    if (inputs_[i].named && !inputs_[i].read) return unsupported("input {} of {} is not known", i, node_.op_type);
  return {};
}

}  // namespace ponte::onnx
