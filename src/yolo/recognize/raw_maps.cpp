#include "yolo/recognize/raw_maps.h"

#include <algorithm>
#include <set>

#include "yolo/recognize/channel_trace.h"

namespace ponte::yolo {

namespace {

bool is_convolution(const Node& node) { return node.is("conv") || node.is("conv_integer") || node.is("qlinear_conv"); }

/// softmax, then moves: what comes out of it are likelihoods of bins.
bool weighs_bins(const Graph& graph, const Node& conv) {
  ValueId value = conv.inputs[0];
  while (const Node* node = graph.producer(value)) {
    if (node->is("softmax")) return true;
    bool passes_on = only_moves(node->op->name) || node->is("quantize_linear") || node->is("dequantize_linear") ||
                     node->is("dynamic_quantize_linear");
    if (!passes_on) return false;
    value = node->inputs[0];
  }
  return false;
}

/// An integer convolution's result is scaled and given its bias by the nodes after it.
ValueId finished_map(const Graph& graph, ValueId value) {
  while (true) {
    const Value& map = graph.value(value);
    if (map.consumers.size() != 1 || graph.is_output(value)) return value;
    const Node& next = graph.node(map.consumers[0]);
    if (!next.is("cast") && !next.is("mul") && !next.is("add")) return value;
    value = next.outputs[0];
  }
}

/// Sizes and quantization parameters depend on a map, but carry none of its numbers.
bool carries_no_numbers(const Node& node, uint32_t slot) {
  return node.is("shape") || node.is("size") || node.is("ones_like") ||
         (node.is("dynamic_quantize_linear") && slot > 0);
}

std::optional<double> pooled_stride(const Node& node) {
  if (is_convolution(node) || node.is("max_pool") || node.is("average_pool"))
    return static_cast<double>(node.attrs.integers("strides")[0]);
  if (node.is("conv_transpose")) return 1.0 / static_cast<double>(node.attrs.integers("strides")[0]);
  return std::nullopt;
}

/// Pixels per cell of every value with four axes, followed from the input on.
std::vector<double> strides_of_values(const Graph& graph) {
  std::vector<double> strides(graph.value_count(), 0);
  strides[graph.inputs()[0].index] = 1;
  for (NodeId id : graph.order()) {
    const Node& node = graph.node(id);
    double stride = 0;
    for (ValueId input : node.inputs)
      if (input && stride == 0) stride = strides[input.index];
    if (stride == 0) continue;
    OpContext context = graph.context(node);
    if (auto factor = pooled_stride(node)) {
      stride *= *factor;
    } else if (node.is("resize")) {
      const Tensor* scales = context.constant(1);
      if (scales && scales->count() == 4) stride /= scales->to_doubles()[2];
    } else if (node.is("slice")) {
      auto axes = context.known_ints(3), steps = context.known_ints(4);
      if (axes && steps && axes->size() == 1 && (*axes)[0] == 2) stride *= static_cast<double>((*steps)[0]);
    }
    for (ValueId output : node.outputs)
      if (graph.value(output).fact.shape.size() == 4) strides[output.index] = stride;
  }
  return strides;
}

double stride_of(const Graph& graph, ValueId map, const std::vector<double>& followed) {
  const Shape& input = graph.value(graph.inputs()[0]).fact.shape;
  const Shape& shape = graph.value(map).fact.shape;
  if (input.size() == 4 && shape.size() == 4 && input[2].known() && shape[2].known() && shape[2].size > 0)
    return static_cast<double>(input[2].size) / static_cast<double>(shape[2].size);
  return followed[map.index];
}

}  // namespace

Result<std::vector<RawMap>> find_raw_maps(const Graph& graph, const std::vector<ValueId>& outputs) {
  std::vector<ValueId> waiting = outputs;
  std::set<ValueId> seen;
  std::set<std::pair<size_t, ValueId>> found;  // by running order
  std::vector<size_t> position(graph.value_count());
  for (size_t i = 0; i < graph.order().size(); ++i)
    for (ValueId value : graph.node(graph.order()[i]).outputs) position[value.index] = i;
  while (!waiting.empty()) {
    ValueId value = waiting.back();
    waiting.pop_back();
    if (!value || !seen.insert(value).second) continue;
    const Node* node = graph.producer(value);
    if (!node || carries_no_numbers(*node, graph.value(value).slot)) continue;
    if (is_convolution(*node) && !weighs_bins(graph, *node)) {
      ValueId map = node->is("conv_integer") ? finished_map(graph, value) : value;
      found.emplace(position[value.index], map);
      continue;
    }
    waiting.insert(waiting.end(), node->inputs.begin(), node->inputs.end());
  }
  std::vector<double> followed = strides_of_values(graph);
  std::vector<RawMap> maps;
  for (const auto& [place, map] : found) {
    double stride = stride_of(graph, map, followed);
    if (!(stride >= 1)) return unsupported("the stride of {} cannot be determined", graph.value(map).name);
    maps.push_back({map, stride});
  }
  return maps;
}

}  // namespace ponte::yolo
