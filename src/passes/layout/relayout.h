#pragma once
// Channels first or channels last. Every value is kept under whatever order of axes its producer likes; it is
// transposed only where somebody needs another one, straight from the one to the other. The order follows from what
// operators mean, never from sizes that happen to be equal.

#include "graph/builder.h"
#include "graph/layout.h"
#include "uses/passes.h"

namespace ponte::passes {

/// What becomes of inputs and outputs with channels and spatial axes.
enum class PortLayout { as_is, change };

/// A value of the new graph: its axis i is axis order[i] of the value of the old graph that it stands for.
struct PermutedValue {
  ValueId value;
  Dims order;
};

/// How inputs and outputs lie: axis i of one is axis order[i] of that of the graph it was made from. Those that are not
/// listed are as they were.
struct PortOrders {
  std::vector<Dims> inputs, outputs;
};

/// That of one port.
inline Dims order_of(const std::vector<Dims>& orders, size_t port) {
  return port < orders.size() ? orders[port] : Dims{};
}

/// A tensor with its axes in this order; an empty order leaves them as they are.
Tensor in_order(const Tensor& tensor, const Dims& order);
/// The reverse.
Tensor from_order(const Tensor& tensor, const Dims& order);

struct RelayoutResult {
  Graph graph;
  PortOrders ports;
  std::vector<PermutedValue> values;  ///< by ValueId of the old graph; what is no longer there has no value
};

/// The same computation with every convolution, pool and so on in `layout`. With PortLayout::change inputs that go into
/// such operators, and outputs with four and more axes that come out of them, are in that layout too.
Result<RelayoutResult> relayout(const Graph& graph, Layout layout, PortLayout ports);

/// The new graph while it is being made; what the rules work with.
class Relayout {
 public:
  Relayout(const Graph& old, Layout layout, PortLayout ports) : old_(old), layout_(layout), ports_(ports) {
    stored_.resize(old.value_count());
  }

  Result<> run();
  RelayoutResult take() && { return {std::move(new_), std::move(port_orders_), std::move(stored_)}; }

  const Graph& old() const { return old_; }
  const Graph& graph() const { return new_; }
  Layout layout() const { return layout_; }
  const Shape& shape(ValueId old_value) const { return old_.value(old_value).fact.shape; }
  size_t rank(ValueId old_value) const { return shape(old_value).size(); }
  const Tensor* constant(ValueId old_value) const {
    const Value& value = old_.value(old_value);
    return value.is_constant() ? &*value.constant : nullptr;
  }
  const Dims& order(ValueId old_value) const { return stored_[old_value.index].order; }

  /// The value with its axes in this order.
  Result<ValueId> in_order(ValueId old_value, const Dims& order);
  /// The value as the old graph has it. An absent one stays absent.
  Result<ValueId> plain(ValueId old_value);
  ValueId add_constant(Tensor tensor, const std::string& name) { return new_.add_constant(name, std::move(tensor)); }
  /// Elements that would have to be moved to have the value in this order; -1 for unknown sizes counts as one.
  int64_t cost(ValueId old_value, const Dims& order) const;
  /// Of the orders in which the non-constant inputs of this rank are, the one that moves the fewest elements.
  Dims best_order(const Node& node, size_t rank) const;

  /// A node like `node` with other inputs and attributes, whose outputs stand for those of `node` in these orders.
  Result<> emit(const Node& node, std::vector<ValueId> inputs, Attrs attrs, const std::vector<Dims>& orders);
  Result<> emit(const Node& node, std::vector<ValueId> inputs, const Dims& order);
  /// The same with everything as the old graph has it.
  Result<> emit_plain(const Node& node);
  /// A helping node of one output.
  Result<ValueId> add(std::string_view op, std::vector<ValueId> inputs, Attrs attrs, const std::string& name);
  /// A reshape to this shape when it can be said (one unknown size, or sizes at their old places); else no value.
  Result<ValueId> add_reshape(ValueId value, const Shape& shape, const std::string& name);
  /// Makes `value` stand for an old value without a node.
  void bind(ValueId old_value, ValueId value, Dims order) { stored_[old_value.index] = {value, std::move(order)}; }

 private:
  Result<> add_inputs();
  Result<> add_outputs();
  /// Goes into, or comes out of, something with a layout with its axes as they are.
  bool is_picture(ValueId input) const;
  bool is_map(ValueId output) const;

  const Graph& old_;
  Layout layout_;
  PortLayout ports_;
  Graph new_;
  PortOrders port_orders_;
  std::vector<PermutedValue> stored_;
  std::map<std::pair<ValueId, Dims>, ValueId> reordered_;
};

/// How nodes of some operators are carried over. Operators without a rule see their inputs as the old graph has them.
struct LayoutRule {
  std::string_view ops;  // separated by blanks
  Result<> (*apply)(Relayout& relayout, const Node& node);
};

std::span<const LayoutRule* const> layout_rules();

Dims identity_order(size_t rank);
/// The place of `axis` in an order.
int64_t place_of(const Dims& order, int64_t axis);
/// What is left of an order when `removed` axes fall away.
Dims without_axes(const Dims& order, const std::vector<bool>& removed);
/// The order in which a rank's channels are last (nhwc) or at axis 1, seen from the other layout.
Dims layout_order(Layout layout, size_t rank);

}  // namespace ponte::passes
