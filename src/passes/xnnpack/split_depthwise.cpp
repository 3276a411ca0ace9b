// Before   y = conv(x, w, b) with one 7x7 kernel per channel
// After    y = conv(x, rows 0 3 6) + conv(x, rows 1 5) + conv(x, rows 2 4), dilated by 3, 4 and 2 rows
// Needs    float32 constants; stride and dilation 1; the output as large as the input
// Keeps    name, dtype, shape of y; values within rounding. XNNPACK has kernels for up to 25 taps, and is seven times
//          slower beyond

#include "passes/match.h"
#include "passes/rule.h"

namespace ponte::passes::xnnpack_split_depthwise {

namespace {

constexpr int64_t kSize = 7;

bool match(const Graph& graph, NodeId id) {
  const Node& conv = graph.node(id);
  const Tensor* weight = constant_input(graph, conv, 1);
  if (!weight || weight->dtype() != DType::f32 || weight->dims().size() != 4) return false;
  int64_t channels = weight->dims()[0];
  return weight->dims() == Dims{channels, 1, kSize, kSize} && channels > 1 &&
         conv.attrs.integer("groups") == channels && conv.attrs.integers("strides") == Dims{1, 1} &&
         conv.attrs.integers("dilations") == Dims{1, 1} && conv.attrs.integers("pads") == Dims(4, kSize / 2);
}

Tensor some_rows(const Tensor& weight, const Dims& rows) {
  std::vector<float> all = weight.to_floats(), taken;
  for (int64_t channel = 0; channel < weight.dims()[0]; ++channel)
    for (int64_t row : rows) {
      auto begin = all.begin() + (channel * kSize + row) * kSize;
      taken.insert(taken.end(), begin, begin + kSize);
    }
  return Tensor::of(std::move(taken), {weight.dims()[0], 1, static_cast<int64_t>(rows.size()), kSize});
}

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& conv = graph.node(id);
  const Tensor& weight = *constant_input(graph, conv, 1);
  ValueId sum;
  for (const Dims& rows : {Dims{0, 3, 6}, Dims{1, 5}, Dims{2, 4}}) {
    std::string name = fmt::format("{}.rows.{}", conv.name, rows[0]);
    int64_t reach = kSize / 2 - rows[0];
    Attrs attrs = conv.attrs;
    attrs.set("pads", Dims{reach, kSize / 2, reach, kSize / 2});
    attrs.set("dilations", Dims{rows[1] - rows[0], 1});
    std::vector<ValueId> inputs{conv.inputs[0], patch.constant(some_rows(weight, rows), name + ".weight")};
    if (!sum && conv.inputs.size() > 2) inputs.push_back(conv.inputs[2]);
    ValueId part = patch.add("conv", std::move(inputs), std::move(attrs), name);
    sum = sum ? patch.add("add", {sum, part}, {}, fmt::format("{}.sum.{}", conv.name, rows[0])) : part;
  }
  patch.replace(conv.outputs[0], sum);
  return {};
}

}  // namespace

constinit extern const Rule rule_split_depthwise{"split_depthwise", "conv", match, rewrite};

}  // namespace ponte::passes::xnnpack_split_depthwise
