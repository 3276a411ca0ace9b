#include "graph/patch.h"

#include <gtest/gtest.h>

#include "graph/text/text.h"
#include "graph/verify.h"

namespace ponte::passes::test::patch_test {

namespace {

TEST(Patch, GivesTheNamesOfWhatItReplacesBack) {
  Graph graph = *parse(R"(graph "g" (x: f32[1,1,2,2]) -> (y)
  conv.weight = const f32[1,1,1,1] {2}
  conv = conv(x, conv.weight) {strides=[1,1] pads=[0,0,0,0]}
  y = relu(conv)
)");
  const Node& conv = graph.node(graph.order()[0]);
  Patch patch(graph);
  ValueId weight = patch.constant(Tensor::of<float>({3}, {1, 1, 1, 1}), "conv.weight");
  patch.replace(conv.outputs[0], patch.add("conv", {conv.inputs[0], weight}, conv.attrs, "conv"));
  ASSERT_TRUE(std::move(patch).apply(graph, "test"));
  EXPECT_TRUE(verify(graph));
  EXPECT_EQ(print(graph, {.facts = false, .origins = true}), R"(graph "g" (x: f32[1,1,2,2]) -> (y)
  conv.weight = const f32[1,1,1,1] {3}
  conv = conv(x, conv.weight) {strides=[1,1] pads=[0,0,0,0]} @ test
  y = relu(conv)
)");
}

TEST(Patch, KeepsTheNameOfAValueUnderAnotherNode) {
  Graph graph = *parse("graph \"g\" (x: f32[2]) -> (y)\n  a = silu(x)\n  y = relu(a)\n");
  Patch patch(graph);
  ValueId gate = patch.add("sigmoid", {graph.inputs()[0]}, {}, "a.sigmoid");
  patch.replace(graph.find_value("a"), patch.add("mul", {graph.inputs()[0], gate}, {}, "a.mul"));
  ASSERT_TRUE(std::move(patch).apply(graph, "test"));
  EXPECT_EQ(graph.producer(graph.find_value("a"))->name, "a.mul");
}

TEST(Patch, BringsFactsDownstreamUpToDate) {
  Graph graph = *parse(R"(graph "g" (x: f32[6], s: i64[2]) -> (y)
  t = identity(s)
  a = reshape(x, t)
  y = relu(a)
)");
  EXPECT_EQ(shape_text(graph.value(graph.find_value("y")).fact.shape), "?,?");
  Patch patch(graph);
  patch.replace(graph.find_value("t"), patch.constant(Tensor::ints({2, -1}), "t"));
  ASSERT_TRUE(std::move(patch).apply(graph, "test"));
  EXPECT_EQ(shape_text(graph.value(graph.find_value("y")).fact.shape), "2,3");
  EXPECT_TRUE(verify(graph));
}

TEST(Patch, RefusesAnotherShape) {
  Graph graph = *parse("graph \"g\" (x: f32[2,3]) -> (y)\n  a = relu(x)\n  y = relu(a)\n");
  Patch patch(graph);
  patch.replace(graph.find_value("a"), patch.add("transpose", {graph.inputs()[0]}, {{"perm", Dims{1, 0}}}));
  auto done = std::move(patch).apply(graph, "test");
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, ErrorKind::internal);
}

TEST(Patch, FreesReplacedConstantsAtOnce) {
  auto weight = std::make_shared<std::vector<std::byte>>(4);
  std::weak_ptr<std::vector<std::byte>> watched = weight;
  Graph graph;
  ValueId x = graph.add_input("x", {DType::f32, {1}, std::nullopt});
  ValueId w = graph.add_constant("w", *Tensor::view(DType::f32, {1}, {Bytes(*weight), std::move(weight)}));
  NodeId mul = *graph.add_node({.op = find_op("mul"), .inputs = {x, w}});
  ASSERT_TRUE(graph.add_output(graph.node(mul).outputs[0], "y"));
  Patch patch(graph);
  patch.replace(graph.outputs()[0], patch.add("relu", {x}));
  ASSERT_TRUE(std::move(patch).apply(graph, "test"));
  EXPECT_TRUE(watched.expired());
}

}  // namespace

}  // namespace ponte::passes::test::patch_test
