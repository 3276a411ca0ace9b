#include "graph/byte_products.h"

#include <algorithm>
#include <functional>

#include "graph/evaluate/evaluate_move.h"

namespace ponte::graph {

int64_t ByteProduct::positions() const {
  const Dims& dims = bytes.dims();
  int64_t count = 1;
  for (size_t i = 2; !outputs_last && i < dims.size(); ++i) count *= dims[i];
  return count;
}

int64_t ByteProduct::outputs() const {
  const Dims& dims = bytes.dims();
  return outputs_last ? bytes.count() / dims[dims.size() - 2] : dims[0];
}

int64_t ByteProduct::inner() const { return bytes.count() / outputs(); }

int64_t ByteProduct::offset(int64_t o, int64_t k) const {
  if (outputs_last) {
    int64_t columns = bytes.dims().back(), matrix = o / columns;
    return (matrix * inner() + k) * columns + o % columns;
  }
  int64_t channels = bytes.dims()[1];
  return o * inner() + k % channels * positions() + k / channels;
}

namespace {

/// Kernels of integers want to know scale and zero point when they are made.
bool has_constant_scale(const Graph& graph, const Node& node) {
  return std::ranges::all_of(node.inputs.begin() + 1, node.inputs.end(),
                             [&](ValueId input) { return !input || graph.value(input).is_constant(); });
}

/// The dequantize_linear of u8 that a value comes from. Runtimes move it down past what only moves numbers.
NodeId dequantized_bytes(const Graph& graph, ValueId value) {
  constexpr std::string_view kPassesOn[] = {"transpose", "reshape",  "slice", "split",   "squeeze",
                                            "unsqueeze", "max_pool", "pad",   "flatten", "identity"};
  while (const Node* node = graph.producer(value)) {
    if (node->is("dequantize_linear")) {
      bool is_bytes = graph.value(node->inputs[0]).fact.dtype == DType::u8 && has_constant_scale(graph, *node);
      return is_bytes ? graph.value(value).producer : NodeId{};
    }
    if (std::ranges::find(kPassesOn, node->op->name) == std::end(kPassesOn)) break;
    value = node->inputs[0];
  }
  return {};
}

/// Weights that a node takes by way of a dequantize_linear, and of a transpose that runtimes apply to the constant.
bool find_weights(const Graph& graph, ValueId value, ByteProduct& product) {
  std::vector<Dims> turns;
  const Node* node = graph.producer(value);
  while (node && node->is("transpose")) {
    turns.push_back(node->attrs.integers("perm"));
    value = node->inputs[0];
    node = graph.producer(value);
  }
  if (!node || !node->is("dequantize_linear") || !has_constant_scale(graph, *node)) return false;
  const Value& constant = graph.value(node->inputs[0]);
  if (!constant.is_constant() || constant.fact.dtype != DType::i8) return false;
  product.weights = graph.value(value).producer;
  product.bytes = *constant.constant;
  for (auto turn = turns.rbegin(); turn != turns.rend(); ++turn) product.bytes = transpose(product.bytes, *turn);
  return true;
}

struct Form {
  std::string_view op;
  size_t x, w;
  bool quantized, is_conv;  // it takes bytes; or numbers that bytes stand for
};
constexpr Form kForms[] = {{"conv", 0, 1, false, true},           {"matmul", 0, 1, false, false},
                           {"gemm", 0, 1, false, false},          {"qlinear_conv", 0, 3, true, true},
                           {"qlinear_matmul", 0, 3, true, false}, {"matmul_integer", 0, 1, true, false}};

bool is_depthwise(const Node& node, const Tensor& kernel) {
  return kernel.dims()[1] == 1 && kernel.dims()[0] == node.attrs.integer("groups");
}

bool find_operands(const Graph& graph, const Node& node, const Form& form, ByteProduct& product) {
  if (!form.quantized) {
    product.activations = dequantized_bytes(graph, node.inputs[form.x]);
    return product.activations && find_weights(graph, node.inputs[form.w], product);
  }
  const Value &x = graph.value(node.inputs[form.x]), &w = graph.value(node.inputs[form.w]);
  if (x.fact.dtype != DType::u8 || !w.is_constant() || w.fact.dtype != DType::i8) return false;
  product.bytes = *w.constant;
  return true;
}

}  // namespace

std::optional<ByteProduct> byte_product(const Graph& graph, NodeId id) {
  const Node& node = graph.node(id);
  const Form* form = std::ranges::find(kForms, node.op->name, &Form::op);
  if (form == std::end(kForms)) return std::nullopt;
  ByteProduct product{.node = id, .x = form->x, .w = form->w};
  if (!find_operands(graph, node, *form, product)) return std::nullopt;
  if (product.bytes.dims().size() < 2 || product.bytes.count() == 0) return std::nullopt;
  product.outputs_last = !form->is_conv && !(node.is("gemm") && node.attrs.boolean("transpose_b"));
  if (form->is_conv && is_depthwise(node, product.bytes)) return std::nullopt;
  return product;
}

namespace {

/// Calls `found` with every pair that can saturate until it returns false.
void visit_pairs(const ByteProduct& product, const std::function<bool(const SaturablePair&)>& found) {
  // 255 * 129 is more than a signed 16-bit number holds, 255 * 128 is not.
  constexpr int64_t kMost = 128;
  Bytes bytes = product.bytes.bytes();
  auto weight = [&](int64_t o, int64_t k) {
    return int64_t{static_cast<int8_t>(bytes[static_cast<size_t>(product.offset(o, k))])};
  };
  int64_t inner = product.inner();
  for (int64_t o = 0; o < product.outputs(); ++o)
    for (int64_t k = 0; k + 1 < inner; k += 2) {
      int64_t a = weight(o, k), b = weight(o, k + 1);
      int64_t up = std::max<int64_t>(a, 0) + std::max<int64_t>(b, 0);
      int64_t down = std::min<int64_t>(a, 0) + std::min<int64_t>(b, 0);
      if ((up > kMost || down < -kMost) && !found({o, k, a, b})) return;
    }
}

}  // namespace

std::vector<SaturablePair> saturable_pairs(const ByteProduct& product) {
  std::vector<SaturablePair> pairs;
  visit_pairs(product, [&](const SaturablePair& pair) {
    pairs.push_back(pair);
    return true;
  });
  return pairs;
}

bool can_saturate(const ByteProduct& product) {
  bool found = false;
  visit_pairs(product, [&](const SaturablePair&) { return !(found = true); });
  return found;
}

int64_t count_saturable_products(const Graph& graph) {
  return std::ranges::count_if(graph.order(), [&](NodeId id) {
    auto product = byte_product(graph, id);
    return product && can_saturate(*product);
  });
}

}  // namespace ponte::graph
