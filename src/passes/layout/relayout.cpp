#include "passes/layout/relayout.h"

#include <algorithm>
#include <numeric>

#include "base/words.h"
#include "graph/evaluate/evaluate_move.h"

namespace ponte::passes {

Dims identity_order(size_t rank) {
  Dims order(rank);
  std::iota(order.begin(), order.end(), int64_t{0});
  return order;
}

int64_t place_of(const Dims& order, int64_t axis) {
  return std::find(order.begin(), order.end(), axis) - order.begin();
}

Dims without_axes(const Dims& order, const std::vector<bool>& removed) {
  Dims renumbered(order.size()), left;
  int64_t next = 0;
  for (size_t axis = 0; axis < order.size(); ++axis)
    if (!removed[axis]) renumbered[axis] = next++;
  for (int64_t axis : order)
    if (!removed[static_cast<size_t>(axis)]) left.push_back(renumbered[static_cast<size_t>(axis)]);
  return left;
}

Dims layout_order(Layout layout, size_t rank) { return layout == Layout::nhwc ? to_nhwc(rank) : to_nchw(rank); }

namespace {

/// perm such that transpose(x in order `from`, perm) is x in order `to`.
Dims permutation(const Dims& from, const Dims& to) {
  Dims perm;
  for (int64_t axis : to) perm.push_back(place_of(from, axis));
  return perm;
}

/// A permutation that only moves axes of size one moves no element.
bool moves_nothing(const Dims& perm, const Shape& shape) {
  int64_t last = -1;
  for (int64_t axis : perm) {
    if (shape[static_cast<size_t>(axis)] == Dim(1)) continue;
    if (axis < last) return false;
    last = axis;
  }
  return true;
}

/// Convolutions and pools, whose inputs have channels and spatial axes.
bool has_layout(const Node& node) { return find_attr(*node.op, "layout") != nullptr; }

bool keeps_axes(const Node& node, ValueId input, const Graph& graph) {
  size_t rank = graph.value(input).fact.shape.size();
  return graph.value(node.outputs[0]).fact.shape.size() == rank && !node.is("transpose") && !node.is("reshape") &&
         !node.is("matmul") && !node.is("gemm");
}

const LayoutRule* rule_for(const Node& node) {
  for (const LayoutRule* rule : layout_rules())
    if (has_word(rule->ops, node.op->name)) return rule;
  return nullptr;
}

}  // namespace

Result<ValueId> Relayout::add(std::string_view op, std::vector<ValueId> inputs, Attrs attrs, const std::string& name) {
  NodeSpec spec{.op = find_op(op), .name = name, .inputs = std::move(inputs), .attrs = std::move(attrs)};
  TRY_ASSIGN(NodeId id, new_.add_node(std::move(spec)));
  return new_.node(id).outputs[0];
}

Result<ValueId> Relayout::add_reshape(ValueId value, const Shape& shape, const std::string& name) {
  const Shape& before = new_.value(value).fact.shape;
  Dims sizes;
  bool has_wildcard = false;
  for (size_t i = 0; i < shape.size(); ++i) {
    if (shape[i].known()) {
      sizes.push_back(shape[i].size);
    } else if (i < before.size() && before[i] == shape[i] && !shape[i].symbol.empty()) {
      sizes.push_back(0);
    } else {
      if (has_wildcard) return ValueId{};
      has_wildcard = true;
      sizes.push_back(-1);
    }
  }
  ValueId target = add_constant(Tensor::ints(std::move(sizes)), name + ".shape");
  return add("reshape", {value, target}, {}, name);
}

Result<ValueId> Relayout::in_order(ValueId old_value, const Dims& order) {
  if (!old_value) return old_value;
  PermutedValue& stored = stored_[old_value.index];
  const Value& value = old_.value(old_value);
  if (!stored.value && value.is_constant()) stored.value = add_constant(*value.constant, value.name);
  if (stored.order == order) return stored.value;
  auto key = std::pair{old_value, order};
  if (auto found = reordered_.find(key); found != reordered_.end()) return found->second;
  Dims perm = permutation(stored.order, order);
  const Shape shape = new_.value(stored.value).fact.shape;
  ValueId result;
  if (value.is_constant()) {
    result = add_constant(transpose(*value.constant, order), value.name);
  } else if (moves_nothing(perm, shape)) {
    TRY_ASSIGN(result, add_reshape(stored.value, reorder(shape, perm), value.name + ".axes"));
  }
  if (!result) {
    TRY_ASSIGN(result, add("transpose", {stored.value}, {{"perm", perm}}, value.name + ".axes"));
  }
  reordered_.emplace(std::move(key), result);
  return result;
}

Result<ValueId> Relayout::plain(ValueId old_value) {
  if (!old_value) return old_value;
  return in_order(old_value, identity_order(rank(old_value)));
}

int64_t Relayout::cost(ValueId old_value, const Dims& wanted) const {
  const Value& value = old_.value(old_value);
  if (value.is_constant() || order(old_value) == wanted) return 0;
  Dims perm = permutation(order(old_value), wanted);
  if (moves_nothing(perm, reorder(value.fact.shape, order(old_value)))) return 1;
  int64_t elements = 2;
  for (const Dim& dim : value.fact.shape)
    if (dim.known() && elements < (int64_t{1} << 40)) elements *= dim.size;
  return elements;
}

Dims Relayout::best_order(const Node& node, size_t wanted_rank) const {
  std::vector<Dims> candidates;
  for (ValueId input : node.inputs)
    if (input && !constant(input) && rank(input) == wanted_rank) candidates.push_back(order(input));
  if (candidates.empty()) return identity_order(wanted_rank);
  auto total = [&](const Dims& candidate) {
    int64_t sum = 0;
    for (ValueId input : node.inputs)
      if (input && rank(input) == wanted_rank) sum += cost(input, candidate);
    return sum;
  };
  return *std::min_element(candidates.begin(), candidates.end(),
                           [&](const Dims& a, const Dims& b) { return total(a) < total(b); });
}

Result<> Relayout::emit(const Node& node, std::vector<ValueId> inputs, Attrs attrs, const std::vector<Dims>& orders) {
  NodeSpec spec{.op = node.op,
                .name = node.name,
                .inputs = std::move(inputs),
                .attrs = std::move(attrs),
                .outputs = node.outputs.size(),
                .origin = node.origin};
  for (ValueId output : node.outputs) spec.output_names.push_back(old_.value(output).name);
  TRY_ASSIGN(NodeId id, new_.add_node(std::move(spec)));
  for (size_t i = 0; i < node.outputs.size(); ++i) bind(node.outputs[i], new_.node(id).outputs[i], orders[i]);
  return {};
}

Result<> Relayout::emit(const Node& node, std::vector<ValueId> inputs, const Dims& order) {
  return emit(node, std::move(inputs), node.attrs, std::vector<Dims>(node.outputs.size(), order));
}

Result<> Relayout::emit_plain(const Node& node) {
  std::vector<ValueId> inputs;
  std::vector<Dims> orders;
  for (ValueId input : node.inputs) {
    TRY_ASSIGN(ValueId value, plain(input));
    inputs.push_back(value);
  }
  for (ValueId output : node.outputs) orders.push_back(identity_order(rank(output)));
  return emit(node, std::move(inputs), node.attrs, orders);
}

bool Relayout::is_picture(ValueId input) const {
  if (rank(input) < 4) return false;
  std::vector<ValueId> waiting{input};
  std::vector<bool> seen(old_.value_count());
  while (!waiting.empty()) {
    ValueId value = waiting.back();
    waiting.pop_back();
    if (seen[value.index]) continue;
    seen[value.index] = true;
    for (NodeId id : old_.value(value).consumers) {
      const Node& node = old_.node(id);
      if (has_layout(node) && node.inputs[0] == value) {
        auto layout = layout_of(node.attrs);
        return layout && *layout != layout_;
      }
      if (keeps_axes(node, value, old_)) waiting.insert(waiting.end(), node.outputs.begin(), node.outputs.end());
    }
  }
  return false;
}

bool Relayout::is_map(ValueId output) const {
  if (rank(output) < 4) return false;
  std::vector<ValueId> waiting{output};
  std::vector<bool> seen(old_.value_count());
  while (!waiting.empty()) {
    ValueId value = waiting.back();
    waiting.pop_back();
    const Node* node = old_.producer(value);
    if (!node || seen[value.index]) continue;
    seen[value.index] = true;
    if (has_layout(*node)) return true;
    for (ValueId input : node->inputs)
      if (input && rank(input) == rank(value) && keeps_axes(*node, input, old_)) waiting.push_back(input);
  }
  return false;
}

Result<> Relayout::add_inputs() {
  for (uint32_t i = 0; i < old_.value_count(); ++i)
    if (old_.value({i}).is_constant()) stored_[i].order = identity_order(rank({i}));
  for (ValueId input : old_.inputs()) {
    const Value& value = old_.value(input);
    Dims order = identity_order(rank(input));
    if (ports_ == PortLayout::change && is_picture(input)) order = layout_order(layout_, rank(input));
    Fact fact = value.fact;
    fact.shape = reorder(fact.shape, order);
    port_orders_.inputs.push_back(order);
    bind(input, new_.add_input(value.name, std::move(fact)), std::move(order));
  }
  return {};
}

Result<> Relayout::add_outputs() {
  for (ValueId output : old_.outputs()) {
    Dims order = identity_order(rank(output));
    bool turned = this->order(output) == layout_order(layout_, rank(output));
    if (turned && ports_ == PortLayout::change && is_map(output)) order = this->order(output);
    TRY_ASSIGN(ValueId value, in_order(output, order));
    port_orders_.outputs.push_back(order);
    TRY(new_.add_output(value, old_.value(output).name));
  }
  return {};
}

Result<> Relayout::run() {
  new_.name = old_.name;
  TRY(add_inputs());
  for (NodeId id : old_.order()) {
    const Node& node = old_.node(id);
    const LayoutRule* rule = rule_for(node);
    Result<> done = rule ? rule->apply(*this, node) : emit_plain(node);
    if (!done) return std::unexpected(std::move(done).error().in(node.name));
  }
  TRY(add_outputs());
  new_.remove_dead();
  return new_.sort();
}

Tensor in_order(const Tensor& tensor, const Dims& order) {
  bool moves = !order.empty() && order != identity_order(order.size());
  return moves ? transpose(tensor, order) : tensor;
}

Tensor from_order(const Tensor& tensor, const Dims& order) {
  Dims back;
  for (size_t axis = 0; axis < order.size(); ++axis) back.push_back(place_of(order, static_cast<int64_t>(axis)));
  return in_order(tensor, back);
}

Result<RelayoutResult> relayout(const Graph& graph, Layout layout, PortLayout ports) {
  Relayout work(graph, layout, ports);
  TRY(work.run());
  return std::move(work).take();
}

}  // namespace ponte::passes
