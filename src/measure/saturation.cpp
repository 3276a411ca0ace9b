#include "measure/saturation.h"

#include <algorithm>

#include "graph/byte_products.h"
#include "graph/patch.h"
#include "passes/pipeline.h"

namespace ponte::measure {

namespace {

// Kernels of pairs that one node has, and that a graph has: each is as large as the weights of one output.
constexpr int64_t kElementsPerNode = int64_t{1} << 22, kElements = int64_t{1} << 27;
// Of a map with a channel for each pair.
constexpr int64_t kMapElements = int64_t{1} << 25;

// Engines have kernels of integers for these, whether they optimise or not; and for the first two only with scales.
constexpr std::string_view kKernelOps[] = {"qlinear_conv", "qlinear_matmul", "matmul_integer"};
constexpr std::span<const std::string_view> kScaledOps(kKernelOps, 2);
constexpr std::string_view kExactOps[] = {"conv_integer", "quantize_linear", "dynamic_quantize_linear"};

bool is_listed(std::span<const std::string_view> names, std::string_view op) {
  return std::ranges::find(names, op) != names.end();
}

bool has_any(const Graph& graph, std::span<const std::string_view> ops) {
  return std::ranges::any_of(graph.order(), [&](NodeId id) { return is_listed(ops, graph.node(id).op->name); });
}

/// A product whose saturation is written out, and the numbers that it is written out with.
class Correction {
 public:
  Correction(const Graph& graph, const ByteProduct& product, std::vector<SaturablePair> pairs)
      : graph_(graph), product_(product), node_(graph.node(product.node)), pairs_(std::move(pairs)), patch_(graph) {}

  Result<> apply(Graph& graph) {
    TRY(read_scales());
    std::vector<SaturablePair> pairs = ordered_pairs();
    ValueId numbers = add_numbers(), output = node_.outputs[0];
    int64_t count = static_cast<int64_t>(pairs.size()), step = pairs_per_node();
    for (int64_t first = 0; first < count; first += step) {
      std::span<const SaturablePair> some(pairs.begin() + first, pairs.begin() + std::min(count, first + step));
      output = patch_.add("add", {output, add_excess(numbers, some)}, {}, named("sum"));
    }
    patch_.replace(node_.outputs[0], output);
    TRY(std::move(patch_).apply(graph, "saturation"));
    return {};
  }

 private:
  std::string named(std::string_view part) const { return fmt::format("{}.saturation.{}", node_.name, part); }
  bool is_conv() const { return node_.is("conv"); }
  int64_t groups() const { return is_conv() ? node_.attrs.integer("groups") : 1; }

  Result<> read_scales() {
    bool too_general = product_.outputs_last ? product_.bytes.dims().size() != 2 : false;
    if (too_general || (node_.is("gemm") && node_.attrs.boolean("transpose_a")))
      return unsupported("the saturation of {} is not followed", node_.name);
    if (!product_.activations) {
      scales_ = {1};
      return {};
    }
    const Node &x = graph_.node(product_.activations), &w = graph_.node(product_.weights);
    const Tensor& x_scale = *graph_.value(x.inputs[1]).constant;
    scales_ = graph_.value(w.inputs[1]).constant->to_doubles();
    if (x_scale.count() != 1 || (scales_.size() != 1 && static_cast<int64_t>(scales_.size()) != product_.outputs()))
      return unsupported("the saturation of {} is not followed", node_.name);
    x_scale_ = x_scale.to_doubles()[0];
    if (x.inputs.size() > 2 && x.inputs[2]) x_zero_ = graph_.value(x.inputs[2]).constant->to_doubles()[0];
    double alpha = node_.is("gemm") ? node_.attrs.number("alpha") : 1;
    for (double& scale : scales_) scale *= x_scale_ * alpha;
    return {};
  }

  /// Those of each group of a convolution behind each other, as many for every group: pairs of zeros are added.
  std::vector<SaturablePair> ordered_pairs() const {
    if (groups() == 1) return pairs_;
    std::vector<std::vector<SaturablePair>> by_group(static_cast<size_t>(groups()));
    int64_t outputs = product_.outputs() / groups();
    for (const SaturablePair& pair : pairs_) by_group[static_cast<size_t>(pair.output / outputs)].push_back(pair);
    size_t most = std::ranges::max(by_group, {}, &std::vector<SaturablePair>::size).size();
    std::vector<SaturablePair> ordered;
    for (size_t g = 0; g < by_group.size(); ++g) {
      by_group[g].resize(most, {.output = static_cast<int64_t>(g) * outputs});
      std::ranges::copy(by_group[g], std::back_inserter(ordered));
    }
    return ordered;
  }

  /// With groups all pairs at once: each node has to have all of them.
  int64_t pairs_per_node() const {
    if (groups() > 1) return INT64_MAX / 2;
    int64_t places = 1;
    const Shape& shape = graph_.value(node_.outputs[0]).fact.shape;
    for (size_t i = 2; is_conv() && i < shape.size(); ++i) places *= shape[i].known() ? shape[i].size : 1;
    return std::max<int64_t>(
        1, std::min(kElementsPerNode / product_.inner(), kMapElements / std::max<int64_t>(1, places)));
  }

  /// The bytes as floats, without their zero point, which padding stands for.
  ValueId add_numbers() {
    ValueId x = node_.inputs[product_.x];
    if (!product_.activations) return patch_.add("cast", {x}, {{"to", DType::f32}}, named("numbers"));
    ValueId steps = patch_.add("div", {x, scalar(x_scale_, "scale")}, {}, named("steps"));
    return patch_.add("round", {steps}, {}, named("numbers"));
  }

  ValueId scalar(double number, std::string_view part) {
    return patch_.constant(Tensor::scalar(static_cast<float>(number)), named(part));
  }

  /// What 16 bits take from the sum of each pair, in the places of the output.
  ValueId add_excess(ValueId numbers, std::span<const SaturablePair> pairs) {
    ValueId sums = is_conv() ? add_conv(numbers, pairs) : add_matmul(numbers, pairs);
    ValueId clipped = patch_.add("clip", {sums, scalar(-32768, "least"), scalar(32767, "most")}, {}, named("clipped"));
    ValueId excess = patch_.add("sub", {clipped, sums}, {}, named("excess"));
    ValueId by_output = add_by_output(excess, pairs);
    return node_.is("matmul_integer") ? patch_.add("cast", {by_output}, {{"to", DType::i32}}, named("integers"))
                                      : by_output;
  }

  std::vector<float> zero_sums(std::span<const SaturablePair> pairs) const {
    std::vector<float> sums;
    for (const SaturablePair& pair : pairs)
      sums.push_back(static_cast<float>(x_zero_ * static_cast<double>(pair.first + pair.second)));
    return sums;
  }

  ValueId add_conv(ValueId numbers, std::span<const SaturablePair> pairs) {
    Dims dims = product_.bytes.dims();
    dims[0] = static_cast<int64_t>(pairs.size());
    int64_t inner = product_.inner();
    std::vector<float> kernel(static_cast<size_t>(dims[0] * inner));
    for (size_t i = 0; i < pairs.size(); ++i) {
      auto at = [&](int64_t k) -> float& {
        return kernel[i * static_cast<size_t>(inner) + static_cast<size_t>(product_.offset(0, k))];
      };
      at(pairs[i].k) = static_cast<float>(pairs[i].first);
      if (pairs[i].k + 1 < inner) at(pairs[i].k + 1) = static_cast<float>(pairs[i].second);
    }
    ValueId weights = patch_.constant(Tensor::of(std::move(kernel), std::move(dims)), named("pairs"));
    ValueId zeros = patch_.constant(Tensor::of(zero_sums(pairs), {static_cast<int64_t>(pairs.size())}), named("zeros"));
    return patch_.add("conv", {numbers, weights, zeros}, node_.attrs, named("sums"));
  }

  ValueId add_matmul(ValueId numbers, std::span<const SaturablePair> pairs) {
    int64_t count = static_cast<int64_t>(pairs.size());
    std::vector<float> matrix(static_cast<size_t>(product_.inner() * count));
    for (size_t i = 0; i < pairs.size(); ++i) {
      size_t at = static_cast<size_t>(pairs[i].k * count) + i;
      matrix[at] = static_cast<float>(pairs[i].first);
      matrix[at + pairs.size()] = static_cast<float>(pairs[i].second);
    }
    ValueId weights = patch_.constant(Tensor::of(std::move(matrix), {product_.inner(), count}), named("pairs"));
    ValueId zeros = patch_.constant(Tensor::of(zero_sums(pairs), {count}), named("zeros"));
    ValueId sums = patch_.add("matmul", {numbers, weights}, {}, named("products"));
    return patch_.add("add", {sums, zeros}, {}, named("sums"));
  }

  ValueId add_by_output(ValueId excess, std::span<const SaturablePair> pairs) {
    int64_t outputs = product_.outputs(), count = static_cast<int64_t>(pairs.size());
    std::vector<float> share(static_cast<size_t>(outputs * count));
    for (size_t i = 0; i < pairs.size(); ++i) {
      size_t o = static_cast<size_t>(pairs[i].output);
      float scale = static_cast<float>(scales_[scales_.size() == 1 ? 0 : o]);
      share[is_conv() ? o * pairs.size() + i : i * static_cast<size_t>(outputs) + o] = scale;
    }
    if (!is_conv()) {
      ValueId matrix = patch_.constant(Tensor::of(std::move(share), {count, outputs}), named("share"));
      return patch_.add("matmul", {excess, matrix}, {}, named("by_output"));
    }
    size_t axes = product_.bytes.dims().size() - 2;
    Dims dims{outputs, count}, ones(axes, 1);
    dims.insert(dims.end(), axes, 1);
    ValueId kernel = patch_.constant(Tensor::of(std::move(share), std::move(dims)), named("share"));
    Attrs attrs{{"strides", ones}, {"pads", Dims(2 * axes, 0)}, {"dilations", ones}, {"groups", int64_t{1}}};
    return patch_.add("conv", {excess, kernel}, std::move(attrs), named("by_output"));
  }

  const Graph& graph_;
  const ByteProduct& product_;
  const Node& node_;
  std::vector<SaturablePair> pairs_;
  Patch patch_;
  double x_scale_ = 1, x_zero_ = 0;
  std::vector<double> scales_;  // of one unit of a sum, for each output or for all
};

Result<> expand(Graph& graph, std::span<const std::string_view> ops) {
  TRY(lower(graph, [ops](const OpInfo& op) { return !is_listed(ops, op.name); }));
  for (NodeId id : graph.order())
    if (is_listed(ops, graph.node(id).op->name))
      return unsupported("{} cannot be computed exactly", graph.node(id).name);
  return {};
}

}  // namespace

bool has_inexact_operators(const Graph& graph) { return has_any(graph, kKernelOps); }

bool has_integer_arithmetic(const Graph& graph) { return has_inexact_operators(graph) || has_any(graph, kExactOps); }

Result<> use_exact_arithmetic(Graph& graph) { return expand(graph, kKernelOps); }

Result<> use_saturating_arithmetic(Graph& graph) {
  TRY(expand(graph, kScaledOps));
  std::vector<NodeId> order = graph.order();
  int64_t elements = 0;
  for (NodeId id : order) {
    auto product = byte_product(graph, id);
    if (!product) continue;
    std::vector<SaturablePair> pairs = saturable_pairs(*product);
    elements += static_cast<int64_t>(pairs.size()) * product->inner();
    if (elements > kElements) return unsupported("there are too many pairs of weights that can saturate");
    if (!pairs.empty()) TRY(Correction(graph, *product, std::move(pairs)).apply(graph));
  }
  TRY(graph.sort());
  return use_exact_arithmetic(graph);
}

}  // namespace ponte::measure
