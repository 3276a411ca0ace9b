// Before   y = conv(pad(x, pads, 0), w, b){pads}
// After    y = conv(x, w, b){pads + pads}
// Needs    the pad is of zeros, along spatial axes only, and takes nothing away; it has one consumer and is no output
//          of the graph
// Keeps    name, dtype, shape and values of y

#include <algorithm>

#include "passes/match.h"
#include "passes/rule.h"

namespace ponte::passes::fuse_fuse_pad_conv {

namespace {

// More than any picture is wide; sums of such pads stay in range.
constexpr int64_t kMaxPad = 1 << 24;

// The pads of the spatial axes, begins before ends, when the node is a pad that a convolution can do.
std::optional<Dims> spatial_pads(const Graph& graph, const Node& pad) {
  const Tensor* constant = constant_input(graph, pad, 1);
  if (!constant || pad.attrs.text("mode") != "constant") return std::nullopt;
  bool has_value = pad.inputs.size() > 2 && pad.inputs[2];
  if (has_value && scalar_constant(graph, pad.inputs[2]) != 0.0) return std::nullopt;
  Dims pads = constant->to_ints();
  size_t rank = pads.size() / 2;
  if (rank < 3 || std::ranges::min(pads) < 0 || std::ranges::max(pads) > kMaxPad) return std::nullopt;
  if (pads[0] != 0 || pads[1] != 0 || pads[rank] != 0 || pads[rank + 1] != 0) return std::nullopt;
  Dims spatial(pads.begin() + 2, pads.begin() + static_cast<ptrdiff_t>(rank));
  spatial.insert(spatial.end(), pads.begin() + static_cast<ptrdiff_t>(rank) + 2, pads.end());
  return spatial;
}

bool match(const Graph& graph, NodeId id) {
  const Node& conv = graph.node(id);
  const Node* pad = producer_of(graph, conv.inputs[0], "pad");
  return pad && has_one_use(graph, conv.inputs[0]) && spatial_pads(graph, *pad);
}

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& conv = graph.node(id);
  const Node& pad = *graph.producer(conv.inputs[0]);
  Dims pads = conv.attrs.integers("pads"), more = *spatial_pads(graph, pad);
  for (size_t i = 0; i < pads.size(); ++i) pads[i] += more[i];
  Attrs attrs = conv.attrs;
  attrs.set("pads", std::move(pads));
  std::vector<ValueId> inputs = conv.inputs;
  inputs[0] = pad.inputs[0];
  patch.replace(conv.outputs[0], patch.add("conv", std::move(inputs), std::move(attrs), conv.name));
  return {};
}

}  // namespace

constinit extern const Rule rule_fuse_pad_conv{"fuse_pad_conv", "conv", match, rewrite};

}  // namespace ponte::passes::fuse_fuse_pad_conv
