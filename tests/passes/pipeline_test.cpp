#include "passes/pipeline.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "graph/text/text.h"
#include "passes/rules.h"

namespace ponte::passes::test::pipeline_test {

namespace {

// RepConv as a checkpoint has it, the activations as an exporter writes them, shapes computed from shapes.
constexpr std::string_view kModel = R"(graph "g" (images: f32[batch,4,6,6]) -> (output0)
  w1 = const f16[4,4,3,3] random 1
  w2 = const f16[4,4,1,1] random 2
  p = const f32[4] {0.5, 1, 1.5, 2}
  q = const f32[4] random 3
  w1f = cast(w1) {to=f32}
  w2f = cast(w2) {to=f32}
  rep.conv1 = conv(images, w1f) {strides=[1,1] pads=[1,1,1,1]}
  rep.conv2 = conv(images, w2f) {strides=[1,1] pads=[0,0,0,0]}
  rep.bn1 = batch_norm(rep.conv1, p, q, q, p)
  rep.bn2 = batch_norm(rep.conv2, q, p, q, p)
  rep.bn = batch_norm(images, p, p, q, p)
  rep.a = add(rep.bn1, rep.bn2)
  rep.b = add(rep.a, rep.bn)
  act.sigmoid = sigmoid(rep.b)
  act.mul = mul(rep.b, act.sigmoid)
  head.weight = const f32[4,4,1,1] random 4
  head = conv(act.mul, head.weight) {strides=[1,1] pads=[0,0,0,0]}
  three = const f32[] {3}
  zero = const f32[] {0}
  six = const f32[] {6}
  gate.add = add(head, three)
  gate.clip = clip(gate.add, zero, six)
  gate.div = div(gate.clip, six)
  same = identity(gate.div)
  shape = shape(same)
  first = const i64[1] {0}
  batch = gather(shape, first) {axis=0}
  rest = const i64[2] {4, -1}
  flat = concat(batch, rest) {axis=0}
  output0 = reshape(same, flat)
)";

std::vector<std::string_view> ops(const Graph& graph) {
  std::vector<std::string_view> names;
  for (NodeId id : graph.order()) names.push_back(graph.node(id).op->name);
  return names;
}

TEST(Pipeline, MakesOneOperatorOfMany) {
  Graph graph = *parse(kModel);
  auto report = optimize(graph);
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_EQ(fmt::format("{}", fmt::join(ops(graph), " ")), "conv silu conv hard_sigmoid shape gather concat reshape");
  EXPECT_EQ(report->applied.at("merge_parallel_convs"), 2);
}

// Inside a group the order of rules does not matter.
TEST(Pipeline, GivesTheSameInAnyOrderOfRules) {
  Graph wanted = *parse(kModel);
  ASSERT_TRUE(optimize(wanted));
  std::mt19937 random(1);
  for (int round = 0; round < 20; ++round) {
    Graph graph = *parse(kModel);
    Report report;
    for (Group& group : optimize_groups()) {
      std::shuffle(group.rules.begin(), group.rules.end(), random);
      auto done = run_group(group, graph, {}, report);
      ASSERT_TRUE(done) << done.error().message();
    }
    EXPECT_EQ(ops(graph), ops(wanted));
  }
}

TEST(Pipeline, GivesTheSameBytesTwice) {
  Graph first = *parse(kModel), second = *parse(kModel);
  ASSERT_TRUE(optimize(first) && optimize(second));
  EXPECT_EQ(print(first), print(second));
}

TEST(Pipeline, RecognisesWhatItLowered) {
  std::string text = "graph \"g\" (x: f32[2,3]) -> (z)\n";
  std::string last = "x";
  for (std::string_view op : {"silu", "mish", "hard_swish", "gelu"}) {
    text += fmt::format("  model.{} = {}({})\n", op, op, last);
    last = fmt::format("model.{}", op);
  }
  text += fmt::format("  model.tanh_gelu = gelu({}) {{approximate=\"tanh\"}}\n  z = relu(model.tanh_gelu)\n", last);
  Graph graph = *parse(text);
  std::string before = print(graph, {.facts = true, .origins = false});
  auto can_write = [](const OpInfo& op) { return op.name == "relu"; };
  ASSERT_TRUE(lower(graph, can_write));
  for (std::string_view op : {"silu", "mish", "hard_swish", "gelu"}) EXPECT_FALSE(std::ranges::count(ops(graph), op));
  ASSERT_TRUE(optimize(graph));
  EXPECT_EQ(print(graph, {.facts = true, .origins = false}), before);
}

TEST(Pipeline, LowersOnlyWhatTheFormatCannotHold) {
  Graph graph = *parse("graph \"g\" (x: f32[2]) -> (y)\n  a = mish(x)\n  y = silu(a)\n");
  auto report = lower(graph, [](const OpInfo& op) { return op.name != "silu"; });
  ASSERT_TRUE(report);
  EXPECT_EQ(ops(graph), (std::vector<std::string_view>{"mish", "sigmoid", "mul"}));
}

TEST(Pipeline, LowersAllEvenWhenItIsToStop) {
  Graph graph = *parse("graph \"g\" (x: f32[2]) -> (y)\n  a = silu(x)\n  y = silu(a)\n");
  ASSERT_TRUE(lower(graph, [](const OpInfo&) { return false; }, {.stop_after = 0}));
  EXPECT_EQ(ops(graph).size(), 4u);
}

TEST(Pipeline, RefusesUnknownNames) {
  Graph graph = *parse(kModel);
  auto report = optimize(graph, {.disabled_rules = {"fuse_silo"}});
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().hint, "did you mean fuse_silu?");
}

}  // namespace

}  // namespace ponte::passes::test::pipeline_test
