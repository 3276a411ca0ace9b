#include "passes/fuse/channels.h"

#include <algorithm>
#include <cmath>

namespace ponte::passes {

namespace {

// A weight as rows of one output channel each: all of a filter for conv [out, in / groups, …], one kernel for
// conv_transpose [in, out / groups, …].
class Rows {
 public:
  Rows(const Node& conv, const Dims& dims)
      : transposed_(conv.is("conv_transpose")),
        columns_(dims[1]),
        inputs_per_group_(dims[0] / conv.attrs.integer("groups")),
        count_(transposed_ ? dims[0] * dims[1] : dims[0]) {}

  int64_t count() const { return count_; }
  size_t channel(int64_t row) const {
    if (!transposed_) return static_cast<size_t>(row);
    return static_cast<size_t>(row / columns_ / inputs_per_group_ * columns_ + row % columns_);
  }

 private:
  bool transposed_;
  int64_t columns_, inputs_per_group_, count_;
};

template <class T>
Tensor scaled_rows(std::vector<T> elements, const Dims& dims, const Rows& rows, const std::vector<double>& scale) {
  size_t length = elements.size() / static_cast<size_t>(rows.count());
  T* element = elements.data();
  for (int64_t row = 0; row < rows.count(); ++row) {
    double factor = scale[rows.channel(row)];
    for (size_t i = 0; i < length; ++i, ++element) *element = static_cast<T>(*element * factor);
  }
  return Tensor::of<T>(std::move(elements), dims);
}

Tensor scaled_weight(const Node& conv, const Tensor& weight, const std::vector<double>& scale) {
  if (weight.count() == 0) return weight;
  Rows rows(conv, weight.dims());
  if (weight.dtype() == DType::f64) return scaled_rows(weight.to_doubles(), weight.dims(), rows, scale);
  Tensor scaled = scaled_rows(weight.to_floats(), weight.dims(), rows, scale);
  return weight.dtype() == DType::f32 ? scaled : *cast_tensor(scaled, weight.dtype());
}

bool is_float_constant(const Graph& graph, ValueId value) {
  const Value& seen = graph.value(value);
  return seen.constant && is_float(seen.fact.dtype);
}

// "conv.bias" beside "conv.weight".
std::string bias_name(const std::string& weight_name, const std::string& conv_name) {
  constexpr std::string_view kWeight = "weight";
  if (!weight_name.ends_with(kWeight)) return conv_name + ".bias";
  return weight_name.substr(0, weight_name.size() - kWeight.size()) + "bias";
}

}  // namespace

std::optional<std::vector<double>> per_channel(const Tensor& constant, const Shape& shape) {
  if (shape.size() < 2 || !shape[1].known() || constant.dims().size() > shape.size()) return std::nullopt;
  size_t channels = static_cast<size_t>(shape[1].size);
  if (constant.count() == 1) return std::vector<double>(channels, constant.to_doubles()[0]);
  size_t offset = shape.size() - constant.dims().size();
  for (size_t i = 0; i < constant.dims().size(); ++i)
    if (constant.dims()[i] != 1 && (i + offset != 1 || constant.dims()[i] != shape[1].size)) return std::nullopt;
  return constant.to_doubles();
}

const Node* absorbing_conv(const Graph& graph, ValueId value) {
  const Node* node = graph.producer(value);
  if (!node || !(node->is("conv") || node->is("conv_transpose")) || !has_one_use(graph, value)) return nullptr;
  bool has_bias = node->inputs.size() > 2 && node->inputs[2];
  if (!is_float_constant(graph, node->inputs[1]) || (has_bias && !is_float_constant(graph, node->inputs[2])))
    return nullptr;
  return node;
}

bool is_pointwise(const Graph& graph, const Node& node) {
  if (!node.is("conv")) return false;
  const Tensor* weight = constant_input(graph, node, 1);
  return weight && weight->dtype() == DType::f32 && weight->dims().size() == 4 && weight->dims()[2] == 1 &&
         weight->dims()[3] == 1 && node.attrs.integer("groups") == 1 && node.attrs.integers("strides") == Dims{1, 1} &&
         node.attrs.integers("pads") == Dims{0, 0, 0, 0} && node.attrs.text("layout") == "nchw";
}

std::vector<double> bias_of(const Graph& graph, const Node& conv) {
  const Tensor* bias = constant_input(graph, conv, 2);
  return bias ? bias->to_doubles() : std::vector<double>();
}

ValueId absorb(const Graph& graph, const Node& conv, const ChannelAffine& affine, Patch& patch) {
  const Tensor& weight = *graph.value(conv.inputs[1]).constant;
  std::vector<double> bias = bias_of(graph, conv);
  for (size_t i = 0; i < bias.size() && !affine.scale.empty(); ++i) bias[i] *= affine.scale[i];
  bias.resize(std::max(bias.size(), affine.offset.size()));
  for (size_t i = 0; i < affine.offset.size(); ++i) bias[i] += affine.offset[i];
  std::optional<Tensor> scaled;
  if (!affine.scale.empty()) scaled = scaled_weight(conv, weight, affine.scale);
  return with_parameters(graph, conv, std::move(scaled), bias, patch);
}

ValueId with_parameters(const Graph& graph, const Node& conv, std::optional<Tensor> weight,
                        const std::vector<double>& bias, Patch& patch) {
  const Value& old_weight = graph.value(conv.inputs[1]);
  std::vector<ValueId> inputs{conv.inputs[0], conv.inputs[1]};
  if (weight) inputs[1] = patch.constant(std::move(*weight), old_weight.name);
  if (!bias.empty()) {
    bool had_bias = conv.inputs.size() > 2 && conv.inputs[2];
    std::string name = had_bias ? graph.value(conv.inputs[2]).name : bias_name(old_weight.name, conv.name);
    Tensor tensor = tensor_from_doubles(bias, old_weight.fact.dtype, {static_cast<int64_t>(bias.size())});
    inputs.push_back(patch.constant(std::move(tensor), std::move(name)));
  }
  return patch.add(conv.op->name, std::move(inputs), conv.attrs, conv.name);
}

std::optional<ChannelAffine> batch_norm_affine(const Graph& graph, const Node& node) {
  std::vector<double> parameters[4];
  for (size_t i = 0; i < 4; ++i) {
    const Tensor* constant = constant_input(graph, node, i + 1);
    if (!constant || !is_float(constant->dtype())) return std::nullopt;
    parameters[i] = constant->to_doubles();
  }
  const auto& [scale, bias, mean, variance] = parameters;
  if (bias.size() != scale.size() || mean.size() != scale.size() || variance.size() != scale.size())
    return std::nullopt;
  ChannelAffine affine;
  for (size_t i = 0; i < scale.size(); ++i) {
    affine.scale.push_back(scale[i] / std::sqrt(variance[i] + node.attrs.number("epsilon")));
    affine.offset.push_back(bias[i] - mean[i] * affine.scale[i]);
  }
  return affine;
}

}  // namespace ponte::passes
