// YOLO12's area attention: the cells, row by row, are cut into `area` equal runs and attend within their run.
// Ultralytics' layout has qkv (head-major blocks q, k, v); the YOLOv12 authors' has qk (all of q, then all of k) and v.
#include <cmath>

#include "formats/torch/network.h"
#include "formats/torch/windows.h"

namespace ponte::torch::modules_a_attn {

static constexpr std::string_view kNames[] = {"AAttn"};

struct Areas {
  int64_t heads, channels, count;
};

/// (B, heads channels, H, W) to (B, areas, heads, channels, cells of one area).
static ValueId by_area(Network& net, ValueId map, const Areas& areas, std::string_view name) {
  auto scope = net.b.scope(name);
  ValueId runs = net.b.reshape(map, {0, areas.heads, areas.channels, areas.count, -1}, "runs");
  return net.b.transpose(runs, {0, 3, 1, 2, 4});
}

static ValueId from_areas(Network& net, ValueId runs, const Areas& areas, ValueId like, std::string_view name) {
  auto scope = net.b.scope(name);
  ValueId channels_first = net.b.transpose(runs, {0, 2, 3, 1, 4});
  return to_map(net, channels_first, areas.heads * areas.channels, like, "map");
}

static ValueId build(Network& net, const Module& m, ValueId x) {
  int64_t heads = net.get(m.integer("num_heads")), size = net.get(m.integer("head_dim"));
  int64_t areas = net.get(m.integer_or("area", 1));
  if (net.b.failed() || heads <= 0 || size <= 0 || areas <= 0) return {};
  Areas shape{heads, size, areas};
  Values qkv;
  ValueId position;
  if (m.has_module("qkv")) {
    ValueId all = by_area(net, net.call(m, "qkv", x), {heads, 3 * size, areas}, "qkv_areas");
    qkv = net.b.split(all, {size, size, size}, 3, "q_k_v");
    position = net.call(m, "pe", from_areas(net, qkv[2], shape, x, "v_map"));
  } else {
    Values qk = net.b.chunk(net.call(m, "qk", x), 2, 1);
    ValueId v = net.call(m, "v", x);
    qkv = {by_area(net, qk[0], shape, "q"), by_area(net, qk[1], shape, "k"), by_area(net, v, shape, "v_areas")};
    position = net.call(m, "pe", v);
  }
  auto scale = static_cast<float>(1.0 / std::sqrt(static_cast<double>(size)));
  ValueId product = net.b.matmul(net.b.transpose(qkv[0], {0, 1, 2, 4, 3}, "q_transposed"), qkv[1], "q_k");
  ValueId weights = net.b.softmax(net.b.mul(product, net.b.scalar(scale, "scale"), "scaled"), 4);
  ValueId mixed = net.b.matmul(qkv[2], net.b.transpose(weights, {0, 1, 2, 4, 3}, "weights_transposed"), "weighted");
  return net.call(m, "proj", net.b.add(from_areas(net, mixed, shape, x, "map"), position));
}

constinit extern const ModuleClass module_a_attn{.names = kNames, .build = build};

}  // namespace ponte::torch::modules_a_attn
