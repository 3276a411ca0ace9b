// Self-attention over the cells of a map. Channels are head-major: each head owns a contiguous block q, k, v of qkv.
// softmax((q^T k) scale) over the keys; proj(v weights^T + pe(v)).
#include "formats/torch/windows.h"

namespace ponte::torch::modules_attention {

static constexpr std::string_view kNames[] = {"Attention"};

static ValueId build(Network& net, const Module& m, ValueId x) {
  int64_t heads = net.get(m.integer("num_heads"));
  int64_t key = net.get(m.integer("key_dim")), value = net.get(m.integer("head_dim"));
  auto scale = static_cast<float>(net.get(m.real("scale")));
  if (net.b.failed() || heads <= 0 || key <= 0 || value <= 0) return {};
  ValueId qkv = net.b.reshape(net.call(m, "qkv", x), {0, heads, 2 * key + value, -1}, "heads");
  Values parts = net.b.split(qkv, {key, key, value}, 2, "q_k_v");
  ValueId product = net.b.matmul(net.b.transpose(parts[0], {0, 1, 3, 2}, "q_transposed"), parts[1], "q_k");
  ValueId weights = net.b.softmax(net.b.mul(product, net.b.scalar(scale, "scale"), "scaled"), 3);
  ValueId mixed = net.b.matmul(parts[2], net.b.transpose(weights, {0, 1, 3, 2}, "weights_transposed"), "weighted");
  ValueId values = to_map(net, parts[2], heads * value, x, "v_map");
  ValueId out = net.b.add(to_map(net, mixed, heads * value, x, "map"), net.call(m, "pe", values));
  return net.call(m, "proj", out);
}

constinit extern const ModuleClass module_attention{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_attention
