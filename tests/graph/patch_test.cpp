// How patches change a graph.

#include "graph/patch.h"

#include <gtest/gtest.h>

#include "graph/text/text.h"
#include "graph/verify.h"

namespace ponte::graph::patch_test {

namespace {

class PatchTest : public testing::Test {
 protected:
  void read(std::string_view text) { graph_ = *parse(text); }
  ValueId value(std::string_view name) const { return graph_.find_value(name); }

  // The text of the graph afterwards, or the error.
  std::string applied(Patch patch) {
    auto change = std::move(patch).apply(graph_, "rule");
    if (!change) return change.error().message();
    EXPECT_TRUE(graph_.sort());
    auto verified = verify(graph_);
    return verified ? print(graph_) : verified.error().message();
  }

  Graph graph_;
};

TEST_F(PatchTest, ReplacesANodeUnderItsName) {
  read("graph \"\" (x: f32[2]) -> (y)\na = sigmoid(x)\nb = mul(a, x) @ \"block.act\" recognise\ny = exp(b)\n");
  Patch patch(graph_);
  patch.replace(value("b"), patch.add("silu", {value("x")}, {}, "block.act"));
  EXPECT_EQ(applied(std::move(patch)), R"(graph "" (x: f32[2]) -> (y)
  b: f32[2] = silu(x) @ "block.act" recognise rule
  y: f32[2] = exp(b)
)");
}

TEST_F(PatchTest, GivesAnOutputsNameToItsReplacement) {
  read("graph \"\" (x: f32[2]) -> (y)\nb = relu(x)\ny = identity(b)\n");
  Patch patch(graph_);
  patch.replace(value("y"), value("b"));
  EXPECT_EQ(applied(std::move(patch)), R"(graph "" (x: f32[2]) -> (y)
  y: f32[2] = relu(x) @ "b"
)");
}

TEST_F(PatchTest, RemovesConstantsThatNobodyNeeds) {
  read("graph \"\" (x: f32[2]) -> (y)\nc = const f32[] {1}\nd = const f32[] {2}\na = mul(x, c)\ny = mul(a, d)\n");
  Patch patch(graph_);
  ValueId factor = patch.constant(Tensor::scalar(3.f), "c");
  patch.constant(Tensor::scalar(4.f), "kept by nobody");
  patch.add("relu", {value("x")}, {}, "kept by nobody");
  patch.replace(value("y"), patch.add("mul", {value("x"), factor}, {}, "y"));
  EXPECT_EQ(applied(std::move(patch)), R"(graph "" (x: f32[2]) -> (y)
  c = const f32[] {3}
  y: f32[2] = mul(x, c) @ rule
)");
}

TEST_F(PatchTest, ReplacesAConstantByAnother) {
  read("graph \"\" (x: f32[2]) -> (y)\nc = const f32[] {1}\ny = mul(x, c)\n");
  Patch patch(graph_);
  patch.replace(value("c"), patch.constant(Tensor::scalar(3.f), "c"));
  EXPECT_EQ(applied(std::move(patch)), R"(graph "" (x: f32[2]) -> (y)
  c = const f32[] {3}
  y: f32[2] = mul(x, c)
)");
}

TEST_F(PatchTest, PutsNodesBehindAValue) {
  read("graph \"\" (x: f32[2]) -> (y)\na = relu(x)\ny = add(a, a)\n");
  Patch patch(graph_);
  patch.replace(value("a"), patch.add("exp", {value("a")}, {}, "more"));
  EXPECT_EQ(applied(std::move(patch)), R"(graph "" (x: f32[2]) -> (y)
  a: f32[2] = relu(x)
  more: f32[2] = exp(a) @ rule
  y: f32[2] = add(more, more)
)");
}

TEST_F(PatchTest, MergesBranchesThatStandApart) {
  read("graph \"\" (x: f32[1,2]) -> (y)\na = relu(x)\nb = exp(a)\nc = relu(x)\ny = add(b, c)\n");
  Patch patch(graph_);
  ValueId both = patch.add("concat", {value("x"), value("x")}, {{"axis", int64_t{0}}}, "both");
  ValueId act = patch.add("relu", {both}, {}, "act");
  auto parts = patch.add_multi("split", {act}, {{"axis", int64_t{0}}, {"sizes", Dims{1, 1}}}, "parts", 2);
  patch.replace(value("a"), parts[0]);
  patch.replace(value("c"), parts[1]);
  EXPECT_EQ(applied(std::move(patch)), R"(graph "" (x: f32[1,2]) -> (y)
  both: f32[2,2] = concat(x, x) {axis=0} @ rule
  act: f32[2,2] = relu(both) @ rule
  a: f32[1,2], c: f32[1,2] = split(act) {axis=0 sizes=[1,1]} @ "parts" rule
  b: f32[1,2] = exp(a)
  y: f32[1,2] = add(b, c)
)");
}

TEST_F(PatchTest, CarriesBetterKnowledgeDownstream) {
  read("graph \"\" (x: f32[?]) -> (y)\na = relu(x)\ns = shape(a)\ny = constant_of_shape(s)\n");
  Patch patch(graph_);
  patch.replace(value("a"), patch.constant(Tensor::of<float>({1, 2}, {2}), "a"));
  EXPECT_EQ(applied(std::move(patch)), R"(graph "" (x: f32[?]) -> (y)
  a = const f32[2] {1, 2}
  s: i64[1] = shape(a)
  y: f32[2] = constant_of_shape(s)
)");
}

TEST_F(PatchTest, RefusesAnotherType) {
  read("graph \"\" (x: f32[2,3]) -> (y)\ny = relu(x)\n");
  Patch shape(graph_), dtype(graph_);
  shape.replace(value("y"), shape.add("transpose", {value("x")}, {{"perm", Dims{1, 0}}}));
  dtype.replace(value("y"), dtype.add("cast", {value("x")}, {{"to", DType::f16}}));
  auto refused = std::move(shape).apply(graph_, "rule");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message(), "y is f32[2,3], its replacement f32[3,2]");
  EXPECT_EQ(refused.error().kind, ErrorKind::internal);
  EXPECT_FALSE(std::move(dtype).apply(graph_, "rule")) << "the graph has changed since the patch was made";
}

TEST_F(PatchTest, RefusesOperatorsThatDoNotFit) {
  read("graph \"\" (x: f32[2,3]) -> (y)\ny = relu(x)\n");
  Patch patch(graph_);
  patch.replace(value("y"), patch.add("transpose", {value("x")}, {{"perm", Dims{0, 2}}}));
  EXPECT_EQ(applied(std::move(patch)), "axis 2 does not fit rank 2");
}

}  // namespace

}  // namespace ponte::graph::patch_test
