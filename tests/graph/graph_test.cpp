// Building, sorting, naming and verifying graphs.

#include "graph/graph.h"

#include <gtest/gtest.h>

#include "graph/op_probe.h"
#include "graph/verify.h"

namespace ponte::graph::graph_test {

namespace {

NodeSpec node(std::string_view op, std::string name, std::vector<ValueId> inputs) {
  return {.op = find_op(op), .name = std::move(name), .inputs = std::move(inputs)};
}

TEST(Graph, MakesNamesUnique) {
  Graph graph;
  ValueId x = graph.add_input("x", {DType::f32, {Dim(2)}, {}});
  NodeId first = *graph.add_node(node("relu", "x", {x})), second = *graph.add_node(node("relu", "x", {x}));
  EXPECT_EQ(graph.node(first).name, "x");
  EXPECT_EQ(graph.node(second).name, "x_1");
  EXPECT_EQ(graph.value(graph.node(first).outputs[0]).name, "x_1");
  EXPECT_TRUE(verify(graph));
}

TEST(Graph, GivesAnOutputOfItsOwnToWhatIsNoResult) {
  Graph graph;
  ValueId x = graph.add_input("x", {DType::f32, {Dim(2)}, {}});
  ASSERT_TRUE(graph.add_output(x, "y"));
  ASSERT_TRUE(graph.add_output(graph.outputs()[0], "z"));
  EXPECT_EQ(print(graph), "graph \"\" (x: f32[2]) -> (y, z)\n  y: f32[2] = identity(x)\n  z: f32[2] = identity(y)\n");
  EXPECT_TRUE(verify(graph));
}

TEST(Graph, RemovesWhatNoOutputNeeds) {
  Graph graph = *parse("graph \"\" (x: f32[2]) -> (y)\nc = const f32[] {1}\na = add(x, c)\nb = exp(a)\ny = relu(x)\n");
  graph.remove_dead();
  EXPECT_EQ(print(graph), "graph \"\" (x: f32[2]) -> (y)\n  y: f32[2] = relu(x)\n");
  EXPECT_FALSE(graph.find_value("c"));
  EXPECT_TRUE(verify(graph));
}

TEST(Graph, SortingKeepsAnOrderThatIsRight) {
  Graph graph = *parse("graph \"\" (x: f32[2]) -> (y)\nb = exp(x)\na = relu(x)\ny = add(a, b)\n");
  std::string before = print(graph);
  ASSERT_TRUE(graph.sort());
  EXPECT_EQ(print(graph), before);
}

TEST(Graph, InfersAgainForOtherInputs) {
  Graph graph = *parse("graph \"\" (x: f32[2,3]) -> (y)\ns = shape(x)\na = exp(x)\ny = expand(a, s)\n");
  graph.set_input_fact(graph.inputs()[0], {DType::f32, {Dim::named("n"), Dim(5)}, {}});
  auto stale = verify(graph);
  ASSERT_FALSE(stale);
  EXPECT_EQ(stale.error().message(), "s: s is i64[2] {2,3}, inferred i64[2] {n,5}");
  EXPECT_EQ(stale.error().kind, ErrorKind::internal);
  ASSERT_TRUE(graph.infer_all());
  EXPECT_TRUE(verify(graph));
  EXPECT_EQ(shape_text(graph.value(graph.outputs()[0]).fact.shape), "n,5");
}

TEST(Graph, BoundsRanks) {
  std::string axes = "0";
  for (int i = 1; i < 70; ++i) axes += fmt::format(",{}", i);
  EXPECT_EQ(inferred("unsqueeze", {"f32[]"}, "{axes=[" + axes + "]}"),
            "error: unsqueeze would give 70 dimensions, at most 64 are possible");
}

TEST(Operators, StandInTheDocument) {
  for (const OpInfo* op : all_ops()) {
    EXPECT_NE(op->infer, nullptr) << op->name;
    for (const AttrSpec& spec : op->attrs)
      if (auto value = default_value(spec)) {
        EXPECT_EQ(attr_type(*value), spec.type) << op->name << " " << spec.name;
      }
  }
}

}  // namespace

}  // namespace ponte::graph::graph_test
