#include "passes/driver.h"

#include <gtest/gtest.h>

#include "graph/text/text.h"
#include "passes/rules.h"

namespace ponte::passes::test::driver_test {

namespace {

constexpr std::string_view kTwoActivations = R"(graph "g" (x: f32[2,3]) -> (y)
  a = sigmoid(x)
  b = mul(x, a)
  c = sigmoid(b)
  y = mul(b, c)
)";

// relu(x) and abs(x) for each other, for ever.
Result<> swap_ops(const Graph& graph, NodeId id, Patch& patch) {
  const Node& node = graph.node(id);
  patch.replace(node.outputs[0], patch.add(node.is("relu") ? "abs" : "relu", node.inputs));
  return {};
}
bool always(const Graph&, NodeId) { return true; }
Result<> do_nothing(const Graph&, NodeId, Patch&) { return {}; }

constexpr Rule kToAbs{"to_abs", "relu", always, swap_ops}, kToRelu{"to_relu", "abs", always, swap_ops};
constexpr Rule kLazy{"lazy", "relu", always, do_nothing};

Group group_of(std::initializer_list<const Rule*> rules) { return {.name = "test", .rules = rules, .applies = {}}; }

size_t count(const Graph& graph, std::string_view op) {
  size_t found = 0;
  for (NodeId id : graph.order()) found += graph.node(id).is(op);
  return found;
}

TEST(Driver, CountsPatchesAndRecordsOrigins) {
  Graph graph = *parse(kTwoActivations);
  Report report;
  ASSERT_TRUE(run_group(group_of({find_rule("fuse_silu")}), graph, {}, report));
  EXPECT_EQ(report.applied, (decltype(report.applied){{"fuse_silu", 2}}));
  EXPECT_EQ(graph.order().size(), 2u);
  EXPECT_EQ(graph.node(graph.order()[0]).origin, std::vector<std::string>{"fuse_silu"});
}

TEST(Driver, KeepsTheOriginsOfWhatItReplaces) {
  Graph graph = *parse("graph \"g\" (x: f32[2]) -> (y)\n  y = silu(x)\n");
  Report report;
  ASSERT_TRUE(run_group(group_of({find_rule("expand_silu")}), graph, {}, report));
  ASSERT_TRUE(run_group(group_of({find_rule("fuse_silu")}), graph, {}, report));
  EXPECT_EQ(graph.node(graph.order()[0]).origin, (std::vector<std::string>{"expand_silu", "fuse_silu"}));
}

TEST(Driver, StopsAfterSoManyPatches) {
  for (int64_t limit : {0, 1, 2}) {
    Graph graph = *parse(kTwoActivations);
    Report report;
    ASSERT_TRUE(run_group(group_of({find_rule("fuse_silu")}), graph, {.stop_after = limit}, report));
    EXPECT_EQ(count(graph, "silu"), static_cast<size_t>(limit));
  }
}

TEST(Driver, LeavesOutDisabledRules) {
  Graph graph = *parse(kTwoActivations);
  Report report;
  PassOptions options{.disabled_rules = {"fuse_silu"}};
  ASSERT_TRUE(run_group(group_of({find_rule("fuse_silu")}), graph, options, report));
  EXPECT_EQ(report.total(), 0);
}

TEST(Driver, DumpsAfterEachPatchOfARuleOrOnceAfterAGroup) {
  for (auto [name, times] : {std::pair{"fuse_silu", 2}, {"test", 1}, {"other", 0}}) {
    Graph graph = *parse(kTwoActivations);
    int dumped = 0;
    PassOptions options{.dump_after = name, .dump = [&](std::string_view, const Graph&) { ++dumped; }};
    Report report;
    ASSERT_TRUE(run_group(group_of({find_rule("fuse_silu")}), graph, options, report));
    EXPECT_EQ(dumped, times) << name;
  }
}

TEST(Driver, NamesTheRulesThatDoNotComeToRest) {
  Graph graph = *parse("graph \"g\" (x: f32[2]) -> (y)\n  a = relu(x)\n  y = exp(a)\n");
  Report report;
  auto done = run_group(group_of({&kToAbs, &kToRelu}), graph, {}, report);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, ErrorKind::internal);
  EXPECT_NE(done.error().message().find("to_abs, to_relu keep firing"), std::string::npos) << done.error().message();
}

TEST(Driver, RefusesARuleThatMatchesAndDoesNothing) {
  Graph graph = *parse("graph \"g\" (x: f32[2]) -> (y)\n  y = relu(x)\n");
  Report report;
  auto done = run_group(group_of({&kLazy}), graph, {}, report);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message(), "y: lazy: the rule matched and changed nothing");
}

TEST(Driver, AnchorsOnlyWhereTheGroupApplies) {
  Graph graph = *parse("graph \"g\" (x: f32[2]) -> (y)\n  a = silu(x)\n  y = silu(a)\n");
  Group group = group_of({find_rule("expand_silu")});
  group.applies = [](const Graph& g, NodeId id) { return g.node(id).name == "y"; };
  Report report;
  ASSERT_TRUE(run_group(group, graph, {}, report));
  EXPECT_EQ(count(graph, "silu"), 1u);
}

// Each line makes as many bytes as a rule may from nothing; together they would be hundreds of times the file.
TEST(Driver, BoundsWhatFoldingMakes) {
  std::string text = "graph \"g\" (x: f32[1]) -> (y)\n  c = const f32[1] {1}\n  s = const i64[2] {1024, 1024}\n";
  text += "  e0 = expand(c, s)\n";
  for (int i = 0; i < 20; ++i) text += fmt::format("  e{} = exp(e{})\n", i + 1, i);
  text += "  y = add(x, e20)\n";
  Graph graph = *parse(text);
  Report report;
  auto done = run_group(group_of({find_rule("fold_constants")}), graph, {}, report);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, ErrorKind::unsupported);
}

TEST(Driver, SuggestsTheNearestName) {
  std::vector<Group> groups{group_of({find_rule("fuse_silu"), find_rule("fuse_gelu")})};
  auto unknown = check_names({.disabled_rules = {"fuse_sliu"}}, groups);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().kind, ErrorKind::usage);
  EXPECT_EQ(unknown.error().message(), "there is no rule fuse_sliu");
  EXPECT_EQ(unknown.error().hint, "did you mean fuse_silu?");
  EXPECT_FALSE(check_names({.disabled_rules = {"test"}}, groups)) << "a group is no rule";
  EXPECT_TRUE(check_names({.dump_after = "test"}, groups));
}

}  // namespace

}  // namespace ponte::passes::test::driver_test
