#include "passes/interpreter.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "graph/evaluate/evaluate_matmul.h"
#include "graph/evaluate/evaluate_move.h"
#include "graph/layout.h"

namespace ponte::passes::test {

namespace {

using Numbers = std::vector<double>;

struct Image {
  int64_t n, c, h, w;
  explicit Image(const Dims& dims) : n(dims[0]), c(dims[1]), h(dims[2]), w(dims[3]) {}
  int64_t at(int64_t i, int64_t j, int64_t y, int64_t x) const { return ((i * c + j) * h + y) * w + x; }
};

double bias_at(const Numbers& bias, int64_t channel) { return bias.empty() ? 0 : bias[static_cast<size_t>(channel)]; }

// Calls visit(output index, input index, weight index) for every product of a convolution (or of its transpose, where
// the roles of input and output are swapped).
template <class Visit>
void for_each_product(const Node& node, const Image& large, const Image& small, const Image& weight, Visit visit) {
  const Dims &strides = node.attrs.integers("strides"), &pads = node.attrs.integers("pads");
  const Dims& dilations = node.attrs.integers("dilations");
  int64_t groups = node.attrs.integer("groups"), per_group = small.c / groups;
  for (int64_t n = 0; n < small.n; ++n)
    for (int64_t c = 0; c < small.c; ++c)
      for (int64_t y = 0; y < small.h; ++y)
        for (int64_t x = 0; x < small.w; ++x)
          for (int64_t k = 0; k < weight.c; ++k)
            for (int64_t i = 0; i < weight.h; ++i)
              for (int64_t j = 0; j < weight.w; ++j) {
                int64_t ly = y * strides[0] + i * dilations[0] - pads[0];
                int64_t lx = x * strides[1] + j * dilations[1] - pads[1];
                if (ly < 0 || lx < 0 || ly >= large.h || lx >= large.w) continue;
                visit(large.at(n, c / per_group * weight.c + k, ly, lx), small.at(n, c, y, x), weight.at(c, k, i, j));
              }
}

Numbers convolve(const Node& node, const std::vector<Tensor>& in, const Dims& out_dims) {
  Numbers x = in[0].to_doubles(), w = in[1].to_doubles(), bias;
  if (in.size() > 2) bias = in[2].to_doubles();
  Image out(out_dims), image(in[0].dims()), weight(in[1].dims());
  Numbers y(static_cast<size_t>(out.n * out.c * out.h * out.w));
  for (size_t i = 0; i < y.size(); ++i) y[i] = bias_at(bias, static_cast<int64_t>(i) / (out.h * out.w) % out.c);
  if (!node.is("conv_transpose"))
    for_each_product(node, image, out, weight, [&](int64_t from, int64_t to, int64_t k) { y[to] += x[from] * w[k]; });
  else
    for_each_product(node, out, image, weight, [&](int64_t to, int64_t from, int64_t k) { y[to] += x[from] * w[k]; });
  return y;
}

// Inputs of products of integers by what they are; those that a node lacks are 0 or 1.
struct Integers {
  const std::vector<std::optional<Tensor>>& inputs;

  Numbers of(size_t i, double otherwise) const {
    return i < inputs.size() && inputs[i] ? inputs[i]->to_doubles() : Numbers{otherwise};
  }
  // The tensor at `i` without its zero point at `zero`, which there is one of, or one for each row or column.
  Tensor centred(size_t i, size_t zero, bool by_column) const {
    Numbers numbers = inputs[i]->to_doubles(), zeros = of(zero, 0);
    size_t run = by_column ? 1 : numbers.size() / zeros.size();
    for (size_t k = 0; k < numbers.size(); ++k) numbers[k] -= zeros[k / run % zeros.size()];
    return tensor_from_doubles(numbers, DType::f64, inputs[i]->dims());
  }
};

// round(sum * scales / y_scale) + y_zero, where `run` sums in a row have one scale.
Numbers requantized(Numbers sums, const Integers& in, size_t run) {
  double x_scale = in.of(1, 1)[0], y_scale = in.of(6, 1)[0], y_zero = in.of(7, 0)[0];
  Numbers scales = in.of(4, 1);
  for (size_t i = 0; i < sums.size(); ++i)
    sums[i] = std::nearbyint(sums[i] * x_scale * scales[i / run % scales.size()] / y_scale) + y_zero;
  return sums;
}

Result<Numbers> integer_product(const Node& node, const Integers& in, const Dims& out_dims) {
  if (node.is("qlinear_conv")) {
    std::vector<Tensor> operands{in.centred(0, 2, false), in.centred(3, 5, false)};
    if (in.inputs.size() > 8) operands.push_back(*in.inputs[8]);
    return requantized(convolve(node, operands, out_dims), in, static_cast<size_t>(out_dims[2] * out_dims[3]));
  }
  bool plain = node.is("matmul_integer");
  TRY_ASSIGN(Tensor sums, matrix_product(in.centred(0, 2, false), in.centred(plain ? 1 : 3, plain ? 3 : 5, true)));
  return plain ? sums.to_doubles() : requantized(sums.to_doubles(), in, 1);
}

Numbers batch_norm(const Node& node, const std::vector<Tensor>& in) {
  Numbers y = in[0].to_doubles(), p[4];
  for (size_t i = 0; i < 4; ++i) p[i] = in[i + 1].to_doubles();
  int64_t channels = in[0].dims()[1], inner = in[0].count() / (in[0].dims()[0] * channels);
  for (size_t i = 0; i < y.size(); ++i) {
    size_t c = i / static_cast<size_t>(inner) % static_cast<size_t>(channels);
    y[i] = (y[i] - p[2][c]) / std::sqrt(p[3][c] + node.attrs.number("epsilon")) * p[0][c] + p[1][c];
  }
  return y;
}

Numbers layer_norm(const Node& node, const std::vector<Tensor>& in) {
  Numbers y = in[0].to_doubles(), scale = in[1].to_doubles(), bias;
  if (in.size() > 2) bias = in[2].to_doubles();
  size_t length = 1;
  for (size_t i = static_cast<size_t>(node.attrs.integer("axis")); i < in[0].dims().size(); ++i)
    length *= static_cast<size_t>(in[0].dims()[i]);
  for (size_t first = 0; first < y.size(); first += length) {
    double mean = 0, variance = 0;
    for (size_t i = 0; i < length; ++i) mean += y[first + i] / static_cast<double>(length);
    for (size_t i = 0; i < length; ++i) variance += std::pow(y[first + i] - mean, 2) / static_cast<double>(length);
    for (size_t i = 0; i < length; ++i)
      y[first + i] =
          (y[first + i] - mean) / std::sqrt(variance + node.attrs.number("epsilon")) * scale[i % scale.size()] +
          (bias.empty() ? 0 : bias[i % bias.size()]);
  }
  return y;
}

// The nearest element before each place. Where elements are repeated a whole number of times all ways of counting, but
// for that of the corners, take the same.
Numbers enlarge(const Tensor& tensor, const Dims& out_dims) {
  Numbers x = tensor.to_doubles(), y;
  Image from(tensor.dims()), to(out_dims);
  for (int64_t n = 0; n < to.n; ++n)
    for (int64_t c = 0; c < to.c; ++c)
      for (int64_t row = 0; row < to.h; ++row)
        for (int64_t column = 0; column < to.w; ++column)
          y.push_back(x[static_cast<size_t>(from.at(n, c, row * from.h / to.h, column * from.w / to.w))]);
  return y;
}

Result<std::vector<Tensor>> run_node(const Node& node, const std::vector<std::optional<Tensor>>& inputs);

// As the same node with channels first.
Result<std::vector<Tensor>> run_channels_last(Node node, std::vector<std::optional<Tensor>> inputs) {
  node.attrs.set("layout", std::string("nchw"));
  inputs[0] = transpose(*inputs[0], to_nchw(inputs[0]->dims().size()));
  TRY_ASSIGN(std::vector<Tensor> results, run_node(node, inputs));
  return std::vector<Tensor>{transpose(results[0], to_nhwc(results[0].dims().size()))};
}

Result<std::vector<Tensor>> run_node(const Node& node, const std::vector<std::optional<Tensor>>& inputs) {
  if (node.attrs.has("layout") && node.attrs.text("layout") == "nhwc") return run_channels_last(node, inputs);
  std::vector<Fact> facts(inputs.size());
  std::vector<OpContext::Input> seen(inputs.size());
  std::vector<Tensor> present;
  for (size_t i = 0; i < inputs.size(); ++i) {
    if (!inputs[i]) continue;
    facts[i] = {inputs[i]->dtype(), to_shape(inputs[i]->dims()), std::nullopt};
    seen[i] = {&facts[i], &*inputs[i]};
    present.push_back(*inputs[i]);
  }
  OpContext context(node.attrs, std::move(seen), node.outputs.size());
  if (node.op->evaluate) return node.op->evaluate(context);
  TRY_ASSIGN(std::vector<Fact> out, node.op->infer(context));
  Dims dims = *known_dims(out[0].shape);
  Numbers y;
  if (node.is("conv") || node.is("conv_transpose"))
    y = convolve(node, present, dims);
  else if (node.is("batch_norm"))
    y = batch_norm(node, present);
  else if (node.is("layer_norm"))
    y = layer_norm(node, present);
  else if (node.is("resize") && node.attrs.text("mode") == "nearest")
    y = enlarge(present[0], dims);
  else if (node.is("qlinear_conv") || node.is("qlinear_matmul") || node.is("matmul_integer")) {
    TRY_ASSIGN(y, integer_product(node, {inputs}, dims));
  } else
    return unsupported("the test's interpreter does not run {}", node.op->name);
  return std::vector<Tensor>{tensor_from_doubles(y, out[0].dtype, dims)};
}

}  // namespace

Result<std::vector<Tensor>> interpret(const Graph& graph, const Inputs& inputs) {
  std::vector<std::optional<Tensor>> values(graph.value_count());
  for (uint32_t i = 0; i < graph.value_count(); ++i) values[i] = graph.value({i}).constant;
  for (ValueId id : graph.inputs()) values[id.index] = inputs.at(graph.value(id).name);
  for (NodeId id : graph.order()) {
    const Node& node = graph.node(id);
    std::vector<std::optional<Tensor>> arguments;
    for (ValueId input : node.inputs) arguments.push_back(input ? values[input.index] : std::nullopt);
    TRY_ASSIGN(std::vector<Tensor> results, in_context(run_node(node, arguments), node.name));
    for (size_t i = 0; i < node.outputs.size(); ++i) values[node.outputs[i].index] = std::move(results[i]);
  }
  std::vector<Tensor> outputs;
  for (ValueId id : graph.outputs()) outputs.push_back(*values[id.index]);
  return outputs;
}

Inputs random_inputs(const Graph& graph, uint64_t seed) {
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<double> uniform(-1, 1);
  Inputs inputs;
  for (ValueId id : graph.inputs()) {
    const Value& input = graph.value(id);
    Dims dims;
    for (const Dim& dim : input.fact.shape) dims.push_back(dim.known() ? dim.size : dim.symbol.empty() ? 3 : 2);
    Numbers numbers(static_cast<size_t>(*element_count(dims)));
    for (double& number : numbers)
      number = is_float(input.fact.dtype) ? uniform(random) : static_cast<double>(random() % 2);
    inputs[input.name] = tensor_from_doubles(numbers, input.fact.dtype, dims);
  }
  return inputs;
}

TEST(Interpreter, ConvolvesAsByHand) {
  Graph graph;
  ValueId x = graph.add_input("x", {DType::f32, {1, 1, 2, 2}, std::nullopt});
  ValueId w = graph.add_constant("w", Tensor::of<float>({1, 2, 3, 4}, {1, 1, 2, 2}));
  Attrs attrs{{"strides", Dims{1, 1}}, {"pads", Dims{1, 1, 0, 0}}, {"dilations", Dims{1, 1}}, {"groups", int64_t{1}}};
  NodeId id = *graph.add_node({.op = find_op("conv"), .inputs = {x, w}, .attrs = attrs});
  ASSERT_TRUE(graph.add_output(graph.node(id).outputs[0], "y"));
  auto outputs = interpret(graph, {{"x", Tensor::of<float>({1, 10, 100, 1000}, {1, 1, 2, 2})}});
  ASSERT_TRUE(outputs);
  EXPECT_EQ((*outputs)[0].to_floats(), (std::vector<float>{4, 43, 402, 4321}));
}

}  // namespace ponte::passes::test
