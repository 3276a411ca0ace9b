#include "graph/builder.h"

namespace ponte::graph {

GraphBuilder::Scope::Scope(GraphBuilder& builder, std::string_view component)
    : builder_(builder), length_(builder.path_.size()) {
  if (component.empty()) return;
  if (!builder.path_.empty()) builder.path_ += '.';
  builder.path_ += component;
}

Result<> GraphBuilder::status() const {
  if (failed_) return std::unexpected(error_);
  return {};
}

ValueId GraphBuilder::fail(Error error) {
  if (!failed_) {
    failed_ = true;
    // An error from deeper down has the whole path already.
    error_ = path_.empty() || error.where.starts_with(path_) ? std::move(error) : std::move(error).in(path_);
  }
  return {};
}

std::string GraphBuilder::full_name(std::string_view name) const {
  return path_.empty() ? std::string(name) : fmt::format("{}.{}", path_, name);
}

std::vector<ValueId> GraphBuilder::add_multi(std::string_view op, std::vector<ValueId> inputs, Attrs attrs,
                                             size_t outputs, std::string_view name) {
  std::vector<ValueId> none(outputs);
  if (failed_) return none;
  const OpInfo* info = find_op(op);
  if (!info) {
    fail({ErrorKind::internal, "", fmt::format("there is no operator {}", op), ""});
    return none;
  }
  // Without a name of its own a node is what its scope is about: a leaf module, mostly.
  std::string scoped_name = !name.empty() ? full_name(name) : path_.empty() ? std::string(op) : path_;
  NodeSpec spec{.op = info,
                .name = std::move(scoped_name),
                .inputs = std::move(inputs),
                .attrs = std::move(attrs),
                .outputs = outputs};
  std::string node_name = spec.name;
  auto node = graph_.add_node(std::move(spec));
  if (node) return graph_.node(*node).outputs;
  if (!failed_) {
    failed_ = true;
    error_ = std::move(node).error().in(node_name);
  }
  return none;
}

ValueId GraphBuilder::add(std::string_view op, std::vector<ValueId> inputs, Attrs attrs, std::string_view name) {
  return add_multi(op, std::move(inputs), std::move(attrs), 1, name)[0];
}

ValueId GraphBuilder::constant(Tensor tensor, std::string_view name) {
  if (failed_) return {};
  return graph_.add_constant(full_name(name), std::move(tensor));
}

ValueId GraphBuilder::ints(Dims elements, std::string_view name) {
  return constant(Tensor::ints(std::move(elements)), name);
}

ValueId GraphBuilder::scalar(float value, std::string_view name) { return constant(Tensor::scalar(value), name); }

ValueId GraphBuilder::conv(ValueId x, ValueId weight, ValueId bias, const Window2d& window, std::string_view name) {
  std::vector<ValueId> inputs{x, weight};
  if (bias) inputs.push_back(bias);
  return add(
      "conv", std::move(inputs),
      {{"strides", window.strides}, {"pads", window.pads}, {"dilations", window.dilations}, {"groups", window.groups}},
      name);
}

ValueId GraphBuilder::max_pool(ValueId x, const Window2d& window, std::string_view name) {
  return add("max_pool", {x},
             {{"kernel", window.kernel},
              {"strides", window.strides},
              {"pads", window.pads},
              {"dilations", window.dilations},
              {"ceil", window.ceil}},
             name);
}

ValueId GraphBuilder::average_pool(ValueId x, const Window2d& window, std::string_view name) {
  // PyTorch counts the padding by default.
  return add("average_pool", {x},
             {{"kernel", window.kernel},
              {"strides", window.strides},
              {"pads", window.pads},
              {"ceil", window.ceil},
              {"count_include_pad", true}},
             name);
}

ValueId GraphBuilder::concat(std::vector<ValueId> parts, int64_t axis, std::string_view name) {
  if (parts.size() == 1) return parts[0];
  return add("concat", std::move(parts), {{"axis", axis}}, name);
}

std::vector<ValueId> GraphBuilder::split(ValueId x, Dims sizes, int64_t axis, std::string_view name) {
  size_t count = sizes.size();
  return add_multi("split", {x}, {{"axis", axis}, {"sizes", std::move(sizes)}}, count, name);
}

std::vector<ValueId> GraphBuilder::chunk(ValueId x, int64_t count, int64_t axis, std::string_view name) {
  int64_t total = size(x, static_cast<size_t>(axis));
  if (!failed_ && total % count != 0)
    fail({ErrorKind::corrupt, "", fmt::format("{} channels cannot be cut in {} equal parts", total, count), ""});
  return split(x, Dims(static_cast<size_t>(count), total / count), axis, name);
}

ValueId GraphBuilder::slice(ValueId x, int64_t axis, int64_t begin, int64_t end, int64_t step, std::string_view name) {
  std::string base(name);
  ValueId starts = ints({begin}, base + ".starts"), ends = ints({end}, base + ".ends");
  ValueId axes = ints({axis}, base + ".axes"), steps = ints({step}, base + ".steps");
  return add("slice", {x, starts, ends, axes, steps}, {}, name);
}

ValueId GraphBuilder::reshape(ValueId x, Dims dims, std::string_view name) {
  ValueId shape_value = ints(std::move(dims), std::string(name) + ".shape");
  return add("reshape", {x, shape_value}, {}, name);
}

ValueId GraphBuilder::transpose(ValueId x, Dims perm, std::string_view name) {
  return add("transpose", {x}, {{"perm", std::move(perm)}}, name);
}

ValueId GraphBuilder::softmax(ValueId x, int64_t axis, std::string_view name) {
  return add("softmax", {x}, {{"axis", axis}}, name);
}

const Shape& GraphBuilder::shape(ValueId x) const {
  static const Shape kEmpty;
  return failed_ || !x ? kEmpty : graph_.value(x).fact.shape;
}

int64_t GraphBuilder::size(ValueId x, size_t axis) {
  if (failed_) return 1;
  const Shape& dims = shape(x);
  if (axis < dims.size() && dims[axis].known()) return dims[axis].size;
  std::string what = fmt::format("the size of axis {} of [{}] must be known", axis, shape_text(dims));
  fail({ErrorKind::unsupported, "", std::move(what), ""});
  return 1;
}

}  // namespace ponte::graph
