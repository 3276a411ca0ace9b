// Before   q, k, v = split(heads of conv(x, w)); y = v softmax(q^T k scale)^T, for all heads (and areas) at once
// After    q, k, v of each head by convolutions of their own, products of three axes per head, their concat
// Needs    a 1x1 convolution that nobody else reads, float32 constants, one picture; q, k, v are consecutive channels
//          of each head; the cells may be cut into equal areas
// Keeps    dtype, shape of y and of v; values within rounding. With channels last nothing is transposed. Of more heads
//          than kMostHeads q, k, v are one convolution each, and products have four axes: (areas, heads, …)

#include "passes/fuse/channels.h"
#include "passes/rule.h"

namespace ponte::passes::xnnpack_attention_per_head {

namespace {

/// XNNPACK joins up to five values.
constexpr int64_t kMostHeads = 4;
const Dims kAreasFirst{0, 3, 1, 2, 4};

struct Attention {
  const Node* conv;
  const Node* split;
  const Node* softmax;
  int64_t heads, key, value, areas, cells;  // cells of one area
  double scale;
};

bool swaps_last(const Node& transpose) {
  Dims perm = transpose.attrs.integers("perm");
  size_t rank = perm.size();
  if (rank < 2) return false;
  std::swap(perm[rank - 1], perm[rank - 2]);
  for (size_t i = 0; i < rank; ++i)
    if (perm[i] != static_cast<int64_t>(i)) return false;
  return true;
}

const Node* find_transposed(const Graph& graph, ValueId value) {
  const Node* node = producer_of(graph, value, "transpose");
  return node && swaps_last(*node) && has_one_use(graph, value) ? node : nullptr;
}

bool has_bias(const Graph& graph, const Node& conv) {
  const Tensor* bias = constant_input(graph, conv, 2);
  return bias && bias->dtype() == DType::f32;
}

/// The convolution behind the split, and how its channels and cells are dealt out.
bool find_source(const Graph& graph, Attention& found) {
  ValueId parted = found.split->inputs[0];
  const Node* areas = producer_of(graph, parted, "transpose");
  if (areas && areas->attrs.integers("perm") != kAreasFirst) return false;
  const Node* reshape = producer_of(graph, areas ? areas->inputs[0] : parted, "reshape");
  if (!reshape || !has_one_use(graph, parted) || !has_one_use(graph, reshape->outputs[0])) return false;
  found.conv = producer_of(graph, reshape->inputs[0], "conv");
  if (!found.conv || !has_one_use(graph, reshape->inputs[0])) return false;
  if (!is_pointwise(graph, *found.conv) || !has_bias(graph, *found.conv)) return false;
  auto shape = known_dims(graph.value(reshape->outputs[0]).fact.shape);
  auto map = known_dims(graph.value(reshape->inputs[0]).fact.shape);
  if (!shape || !map || map->size() != 4 || shape->size() != (areas ? 5u : 4u) || (*shape)[0] != 1 || (*map)[0] != 1)
    return false;
  found.heads = (*shape)[1];
  found.areas = areas ? (*shape)[3] : 1;
  found.cells = shape->back();
  const Dims& sizes = found.split->attrs.integers("sizes");
  found.key = sizes[0];
  found.value = sizes[2];
  return found.key > 0 && found.value > 0 && sizes[1] == found.key &&
         found.heads * (2 * found.key + found.value) == (*map)[1];
}

std::optional<Attention> find(const Graph& graph, const Node& product) {
  Attention found{};
  const Node* turned = find_transposed(graph, product.inputs[1]);
  found.split = producer_of(graph, product.inputs[0], "split");
  found.softmax = turned ? producer_of(graph, turned->inputs[0], "softmax") : nullptr;
  if (!found.split || !found.softmax || found.split->outputs.size() != 3 || !has_one_use(graph, turned->inputs[0]))
    return std::nullopt;
  auto rank = static_cast<int64_t>(graph.value(product.inputs[0]).fact.shape.size());
  if (found.split->attrs.integer("axis") != rank - 2 || found.softmax->attrs.integer("axis") != rank - 1)
    return std::nullopt;
  ValueId logits = found.softmax->inputs[0];
  found.scale = 1;
  if (const Node* scaled = producer_of(graph, logits, "mul")) {
    auto operand = constant_operand(graph, *scaled);
    auto scale = operand ? scalar_constant(graph, operand->constant) : std::nullopt;
    if (!scale || !has_one_use(graph, logits)) return std::nullopt;
    found.scale = *scale;
    logits = operand->other;
  }
  const Node* query_key = producer_of(graph, logits, "matmul");
  const Node* query = query_key && has_one_use(graph, logits) ? find_transposed(graph, query_key->inputs[0]) : nullptr;
  const std::vector<ValueId>& parts = found.split->outputs;
  if (!query || query->inputs[0] != parts[0] || query_key->inputs[1] != parts[1] || product.inputs[0] != parts[2])
    return std::nullopt;
  if (!has_one_use(graph, parts[0]) || !has_one_use(graph, parts[1]) || !find_source(graph, found)) return std::nullopt;
  return found;
}

bool match(const Graph& graph, NodeId id) { return find(graph, graph.node(id)).has_value(); }

/// Makes the new nodes.
class Rewriting {
 public:
  Rewriting(const Graph& graph, const Attention& found, const Node& product, Patch& patch)
      : a_(found),
        patch_(patch),
        name_(product.name),
        has_areas_(graph.value(product.outputs[0]).fact.shape.size() == 5),
        weight_(*constant_input(graph, *found.conv, 1)),
        bias_(*constant_input(graph, *found.conv, 2)),
        map_(*known_dims(graph.value(found.conv->outputs[0]).fact.shape)) {}

  /// `size` channels from `begin` of each of these heads, by a convolution of their own: (1, heads size, H, W).
  ValueId project(int64_t first_head, int64_t heads, int64_t begin, int64_t size, double factor,
                  const std::string& part) {
    std::vector<float> all = weight_.to_floats(), biases = bias_.to_floats(), rows, row_biases;
    int64_t inputs = weight_.dims()[1], stride = 2 * a_.key + a_.value;
    for (int64_t head = first_head; head < first_head + heads; ++head)
      for (int64_t row = head * stride + begin; row < head * stride + begin + size; ++row) {
        for (int64_t i = row * inputs; i < (row + 1) * inputs; ++i)
          rows.push_back(static_cast<float>(all[static_cast<size_t>(i)] * factor));
        row_biases.push_back(static_cast<float>(biases[static_cast<size_t>(row)] * factor));
      }
    std::string name = fmt::format("{}.{}", name_, part);
    ValueId weight = patch_.constant(Tensor::of(std::move(rows), {heads * size, inputs, 1, 1}), name + ".weight");
    ValueId bias = patch_.constant(Tensor::of(std::move(row_biases), {heads * size}), name + ".bias");
    return patch_.add("conv", {a_.conv->inputs[0], weight, bias}, a_.conv->attrs, name);
  }

  ValueId reshape(ValueId value, Dims shape, const std::string& part) {
    ValueId target = patch_.constant(Tensor::ints(std::move(shape)), fmt::format("{}.{}.shape", name_, part));
    return patch_.add("reshape", {value, target}, {}, fmt::format("{}.{}", name_, part));
  }
  ValueId transpose(ValueId value, Dims perm, const std::string& part) {
    return patch_.add("transpose", {value}, {{"perm", std::move(perm)}}, fmt::format("{}.{}", name_, part));
  }

  /// v softmax(q^T k)^T over the two last axes.
  ValueId mix(ValueId q, ValueId k, ValueId v, int64_t rank, const std::string& part) {
    Dims swap = rank == 3 ? Dims{0, 2, 1} : Dims{0, 1, 3, 2};
    auto named = [&](const char* step) { return fmt::format("{}{}", part, step); };
    ValueId turned = transpose(q, swap, named("q_transposed"));
    ValueId logits = patch_.add("matmul", {turned, k}, {}, name_ + "." + named("q_k"));
    ValueId weights = patch_.add("softmax", {logits}, {{"axis", rank - 1}}, name_ + "." + named("softmax"));
    ValueId by_key = transpose(weights, swap, named("weights_transposed"));
    return patch_.add("matmul", {v, by_key}, {}, name_ + "." + named("mixed"));
  }

  /// (1, size, H, W) to (areas, size, cells).
  ValueId head_rows(ValueId map, int64_t size, const std::string& part) {
    return transpose(reshape(map, {size, a_.areas, a_.cells}, part), {1, 0, 2}, part + ".areas");
  }
  /// (1, heads size, H, W) to (areas, heads, size, cells).
  ValueId all_rows(ValueId map, int64_t size, const std::string& part) {
    return transpose(reshape(map, {a_.heads, size, a_.areas, a_.cells}, part), {2, 0, 1, 3}, part + ".areas");
  }

  ValueId to_map(ValueId value, const std::string& part) {
    return reshape(value, {1, a_.heads * a_.value, map_[2], map_[3]}, part);
  }
  /// A map of all heads in the form in which the old graph has it.
  ValueId as_before(ValueId map, const std::string& part) {
    if (has_areas_) {
      ValueId runs = reshape(map, {1, a_.heads, a_.value, a_.areas, a_.cells}, part + ".runs");
      return transpose(runs, kAreasFirst, part);
    }
    return reshape(map, {1, a_.heads, a_.value, a_.cells}, part);
  }

 private:
  const Attention& a_;
  Patch& patch_;
  std::string name_;
  bool has_areas_;
  const Tensor &weight_, &bias_;
  Dims map_;
};

struct Mixed {
  ValueId map, values;  ///< (1, heads value, H, W)
};

Mixed per_head(const Attention& a, Rewriting& work, Patch& patch, const std::string& name) {
  std::vector<ValueId> mixed, values;
  for (int64_t head = 0; head < a.heads; ++head) {
    auto named = [&](const char* part) { return fmt::format("head.{}.{}", head, part); };
    ValueId q = work.project(head, 1, 0, a.key, a.scale, named("q"));
    ValueId k = work.project(head, 1, a.key, a.key, 1, named("k"));
    ValueId v = work.project(head, 1, 2 * a.key, a.value, 1, named("v"));
    values.push_back(v);
    mixed.push_back(work.mix(work.head_rows(q, a.key, named("q_rows")), work.head_rows(k, a.key, named("k_rows")),
                             work.head_rows(v, a.value, named("v_rows")), 3, fmt::format("head.{}.", head)));
  }
  ValueId joined = patch.add("concat", mixed, {{"axis", int64_t{1}}}, name + ".joined");
  return {work.to_map(work.transpose(joined, {1, 0, 2}, "cells"), "map"),
          patch.add("concat", values, {{"axis", int64_t{1}}}, name + ".values")};
}

Mixed all_heads(const Attention& a, Rewriting& work) {
  ValueId q = work.project(0, a.heads, 0, a.key, a.scale, "q");
  ValueId k = work.project(0, a.heads, a.key, a.key, 1, "k");
  ValueId v = work.project(0, a.heads, 2 * a.key, a.value, 1, "v");
  ValueId mixed = work.mix(work.all_rows(q, a.key, "q_rows"), work.all_rows(k, a.key, "k_rows"),
                           work.all_rows(v, a.value, "v_rows"), 4, "");
  return {work.to_map(work.transpose(mixed, {1, 2, 0, 3}, "cells"), "map"), v};
}

Result<> rewrite(const Graph& graph, NodeId id, Patch& patch) {
  const Node& product = graph.node(id);
  const Attention found = *find(graph, product);
  Rewriting work(graph, found, product, patch);
  Mixed mixed = found.heads <= kMostHeads ? per_head(found, work, patch, product.name) : all_heads(found, work);
  patch.replace(found.split->outputs[2], work.as_before(mixed.values, "values_before"));
  patch.replace(product.outputs[0], work.as_before(mixed.map, "product"));
  return {};
}

}  // namespace

constinit extern const Rule rule_attention_per_head{"attention_per_head", "matmul", match, rewrite};

}  // namespace ponte::passes::xnnpack_attention_per_head
