#include "passes/layout/relayout.h"

#include <gtest/gtest.h>

#include "graph/evaluate/evaluate_move.h"
#include "graph/text/text.h"
#include "passes/interpreter.h"
#include "passes/layout/axis_groups.h"

namespace ponte::passes::test::relayout_test {

namespace {

int count(const Graph& graph, std::string_view op) {
  int total = 0;
  for (NodeId id : graph.order()) total += graph.node(id).is(op);
  return total;
}

/// Results of both graphs on the same numbers; pictures of the second have their channels last.
void expect_same_results(const Graph& first, const Graph& last, bool ports_changed) {
  Inputs inputs = random_inputs(first, 7), turned;
  for (const auto& [name, tensor] : inputs)
    turned[name] = ports_changed && tensor.dims().size() == 4 ? transpose(tensor, to_nhwc(4)) : tensor;
  auto expected = interpret(first, inputs), got = interpret(last, turned);
  ASSERT_TRUE(expected) << expected.error().message();
  ASSERT_TRUE(got) << got.error().message() << print(last);
  ASSERT_EQ(expected->size(), got->size());
  for (size_t i = 0; i < got->size(); ++i) {
    Tensor result = (*got)[i];
    bool turn = ports_changed && result.dims().size() == 4 && result.dims() != (*expected)[i].dims();
    if (turn) result = transpose(result, to_nchw(4));
    ASSERT_EQ(dims_text(result.dims()), dims_text((*expected)[i].dims()));
    std::vector<float> a = (*expected)[i].to_floats(), b = result.to_floats();
    for (size_t k = 0; k < a.size(); ++k) ASSERT_NEAR(a[k], b[k], 1e-5) << print(last);
  }
}

Graph to_channels_last(const Graph& graph, PortLayout ports = PortLayout::change) {
  auto result = relayout(graph, Layout::nhwc, ports);
  EXPECT_TRUE(result) << result.error().message();
  return std::move(result->graph);
}

constexpr std::string_view kBlock = R"(graph "g" (images: f32[2,3,4,6]) -> (output0)
  w = const f32[8,3,3,3] random 1
  b = const f32[8] random 2
  conv = conv(images, w, b) {strides=[1,1] pads=[1,1,1,1]}
  act = silu(conv)
  scale = const f32[8,1,1] random 3
  scaled = mul(act, scale)
  left, right = split(scaled) {axis=1 sizes=[3,5]}
  joined = concat(right, left, images) {axis=1}
  mean = reduce_mean(joined) {axes=[2,3]}
  gated = mul(joined, mean)
  axes = const i64[1] {3}
  from = const i64[1] {1}
  to = const i64[1] {5}
  output0 = slice(gated, from, to, axes)
)";

TEST(Relayout, NeedsNoTransposeBetweenConvolutions) {
  Graph graph = *parse(kBlock), last = to_channels_last(graph);
  EXPECT_EQ(count(last, "transpose"), 0);
  EXPECT_EQ(shape_text(last.value(last.inputs()[0]).fact.shape), "2,4,6,3");
  expect_same_results(graph, last, true);
}

TEST(Relayout, LeavesThePortsAloneWhenAsked) {
  Graph graph = *parse(kBlock), last = to_channels_last(graph, PortLayout::as_is);
  EXPECT_EQ(count(last, "transpose"), 2);
  expect_same_results(graph, last, false);
}

TEST(Relayout, ComesBackToWhereItBegan) {
  Graph graph = *parse(kBlock), last = to_channels_last(graph);
  auto first = relayout(last, Layout::nchw, PortLayout::change);
  ASSERT_TRUE(first) << first.error().message();
  EXPECT_EQ(count(first->graph, "transpose"), 0);
  expect_same_results(graph, first->graph, false);
}

// A head: maps are flattened and joined, and their channels, last anyway, are weighed.
TEST(Relayout, FlattensMapsWithoutMovingThem) {
  Graph graph = *parse(R"(graph "g" (images: f32[batch,3,4,4]) -> (boxes)
  w = const f32[8,3,1,1] random 1
  coarse = const f32[8,3,2,2] random 2
  one = conv(images, w) {strides=[1,1] pads=[0,0,0,0]}
  two = conv(images, coarse) {strides=[2,2] pads=[0,0,0,0]}
  flat = const i64[3] {0, 8, -1}
  a = reshape(one, flat)
  b = reshape(two, flat)
  all = concat(a, b) {axis=2}
  bins = const i64[4] {0, 2, 4, -1}
  split = reshape(all, bins)
  turned = transpose(split) {perm=[0,2,1,3]}
  likely = softmax(turned) {axis=1}
  centres = const f32[1,4,1,1] {0, 1, 2, 3}
  expected = conv(likely, centres) {strides=[1,1] pads=[0,0,0,0]}
  form = const i64[3] {0, 2, -1}
  distances = reshape(expected, form)
  boxes = transpose(distances) {perm=[0,2,1]}
)");
  Graph last = to_channels_last(graph);
  EXPECT_EQ(count(last, "transpose"), 0);
  expect_same_results(graph, last, true);
}

TEST(Relayout, TurnsOnlyWhatAttentionNeedsTurned) {
  Graph graph = *parse(R"(graph "g" (images: f32[2,8,3,4]) -> (output0)
  w = const f32[24,8,1,1] random 1
  qkv = conv(images, w) {strides=[1,1] pads=[0,0,0,0]}
  heads = const i64[4] {0, 2, 12, -1}
  parts = reshape(qkv, heads)
  q, k, v = split(parts) {axis=2 sizes=[4,4,4]}
  qt = transpose(q) {perm=[0,1,3,2]}
  qk = matmul(qt, k)
  weights = softmax(qk) {axis=3}
  wt = transpose(weights) {perm=[0,1,3,2]}
  mixed = matmul(v, wt)
  map = const i64[4] {0, 8, 3, 4}
  back = reshape(mixed, map)
  p = const f32[8,8,1,1] random 2
  output0 = conv(back, p) {strides=[1,1] pads=[0,0,0,0]}
)");
  Graph last = to_channels_last(graph);
  EXPECT_EQ(count(last, "transpose"), 4);
  expect_same_results(graph, last, true);
}

// Flattening all axes into one needs the old order: the numbers of a weight count in it.
TEST(Relayout, KeepsTheOrderOfWhatIsFlattenedWhole) {
  Graph graph = *parse(R"(graph "g" (images: f32[2,3,2,2]) -> (output0)
  w = const f32[4,3,1,1] random 1
  conv = conv(images, w) {strides=[1,1] pads=[0,0,0,0]}
  flat = flatten(conv)
  m = const f32[16,5] random 2
  output0 = matmul(flat, m)
)");
  expect_same_results(graph, to_channels_last(graph), true);
}

TEST(AxisGroups, AreTheSmallestThatHoldTheSameElements) {
  auto text = [](const Shape& before, const Shape& after) {
    auto groups = group_axes(before, after);
    std::string out;
    for (const AxisGroup& g : *groups) {
      for (size_t i = g.before_begin; i < g.before_end; ++i) out += shape_text({before[i]}) + " ";
      out += "->";
      for (size_t i = g.after_begin; i < g.after_end; ++i) out += " " + shape_text({after[i]});
      out += "; ";
    }
    return out;
  };
  Dim batch = Dim::named("batch");
  EXPECT_EQ(text({batch, 64, 8, 8}, {batch, 4, 16, 64}), "batch -> batch; 64 -> 4 16; 8 8 -> 64; ");
  EXPECT_EQ(text({batch, 64, Dim{}}, {batch, 4, 16, Dim{}}), "batch -> batch; 64 -> 4 16; ? -> ?; ");
  EXPECT_EQ(text({2, 3, 4}, {6, 4}), "2 3 -> 6; 4 -> 4; ");
  EXPECT_EQ(text({batch, 8, 1, 1}, {batch, 8}), "batch -> batch; 8 -> 8; 1 ->; 1 ->; ");
}

}  // namespace

}  // namespace ponte::passes::test::relayout_test
