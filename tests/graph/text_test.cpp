// The text form of graphs.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "graph/builder.h"
#include "graph/compare.h"
#include "graph/op_probe.h"
#include "graph/verify.h"

namespace ponte::graph::text_test {

namespace {

constexpr std::string_view kExample = R"(graph "small net" (images: f32[batch,3,8,8], "a b": i64[?]) -> (y, top.0)
  model.0.conv.weight = const f32[4,3,1,1] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0.1}
  model.0.conv: f32[batch,4,8,8] = conv(images, model.0.conv.weight) {strides=[1,1] pads=[0,0,0,0]}
  y: f32[batch,4,8,8] = silu(model.0.conv) @ "model.0.act" fuse_silu
  k = const i64[1] {2}
  top.0: f32[batch,4,8,2], top.1: i64[batch,4,8,2] = topk(y, k) {axis=3 largest=false} @ lower_sort merge_topk
  other: f16[?] = cast("a b") {to=f16}
)";

TEST(Text, PrintsWhatItReads) {
  auto graph = parse(kExample);
  ASSERT_TRUE(graph) << graph.error().message();
  EXPECT_EQ(print(*graph), kExample);
  EXPECT_TRUE(verify(*graph));
  const Node& silu = *graph->producer(graph->find_value("y"));
  EXPECT_EQ(silu.name, "model.0.act");
  EXPECT_EQ(silu.origin, Texts{"fuse_silu"});
  EXPECT_EQ(graph->producer(graph->find_value("top.1"))->name, "top");
}

TEST(Text, LeavesOutWhatIsNotWanted) {
  Graph graph = *parse("graph \"\" (x: f32[2]) -> (y)\ny = relu(x) @ fuse\n");
  EXPECT_EQ(print(graph, {.facts = false, .origins = false}), "graph \"\" (x: f32[2]) -> (y)\n  y = relu(x)\n");
}

TEST(Text, QuotesNamesThatAreNotPlain) {
  Graph graph;
  graph.add_input("_", {DType::f32, {Dim(2)}, {}});
  graph.add_input("a\"b\\c\nd", {DType::f32, {Dim::named("2 * h"), Dim::named("7")}, {}});
  graph.add_input("ends:", {DType::f32, {}, {}});
  graph.add_input("a->b", {DType::f32, {}, {}});
  graph.add_input("größe", {DType::f32, {}, {}});
  std::string text = print(graph);
  EXPECT_EQ(text,
            "graph \"\" (\"_\": f32[2], \"a\\\"b\\\\c\\x0ad\": f32[\"2 * h\",\"7\"], \"ends:\": f32[], "
            "\"a->b\": f32[], \"größe\": f32[]) -> ()\n");
  EXPECT_EQ(print(*parse(text)), text);
}

TEST(Text, KeepsEveryConstantExactly) {
  const Texts constants = {"f32[4] {0.1, 1e-45, -0, 3.4028235e+38}",
                           "f64[2] {0.1, -inf}",
                           "f16[2] {0.099975586, nan}",
                           "bf16[1] {1.0078125}",
                           "u64[1] {18446744073709551615}",
                           "i64[1] {-9223372036854775808}",
                           "i4[3] {-8, 7, 0}",
                           "bool[2] {1, 0}",
                           "i64[0] {}",
                           "f32[] {1}"};
  for (const std::string& constant : constants) EXPECT_EQ(evaluated("identity", {constant}), constant);
}

TEST(Text, NamesLargeConstantsByTheirContent) {
  Graph graph = *parse("graph \"\" () -> ()\nw = const f32[5,4] random 7\nv = const f32[5,4] random 8\n");
  Tensor w = *graph.value(graph.find_value("w")).constant, v = *graph.value(graph.find_value("v")).constant;
  std::string text = print(graph);
  EXPECT_NE(text.find("const f32[5,4] #" + content_hash(w)), std::string::npos);
  auto source = [&](std::string_view hash) { return std::optional(hash == content_hash(w) ? w : v); };
  Graph again = *parse(text, source);
  EXPECT_EQ(*again.value(again.find_value("w")).constant, w);
  EXPECT_EQ(*again.value(again.find_value("v")).constant, v);
  EXPECT_FALSE(parse(text));
}

TEST(Text, FillsConstants) {
  Graph graph = *parse(
      "graph \"\" () -> ()\na = const f16[2] fill 1.5\nb = const i8[3] random 1\n"
      "c = const f32[3] random 1\n");
  EXPECT_EQ(print(graph), R"(graph "" () -> ()
  a = const f16[2] {1.5, 1.5}
  b = const i8[3] {108, -126, -91}
  c = const f32[3] {-0.15358174, 0.018814802, 0.29671872}
)");
}

struct BadText {
  std::string_view text, error;
};

TEST(Text, TellsWhereItIsWrong) {
  const BadText cases[] = {
      {"", "line 1, column 1: 'graph' is expected"},
      {"graph \"g\" (x) -> ()", "line 1, column 12: the input x needs a dtype and shape"},
      {"graph \"g\" (x: f31[1]) -> ()", "line 1, column 15: there is no dtype f31"},
      {"graph \"g\" (x: f32[-1]) -> ()", "line 1, column 21: -1 is no size"},
      {"graph \"g\" () -> (y)", "line 1, column 18: the output y is not the result of a node"},
      {"graph \"g\" (x: f32[1]) -> (x)", "line 1, column 27: the output x is not the result of a node"},
      {"graph \"g\" (x: f32[1]) -> ()\n y = frelu(x)", "line 2, column 6: there is no operator frelu"},
      {"graph \"g\" (x: f32[1]) -> ()\n y = relu(z)", "line 2, column 11: there is no value z yet"},
      {"graph \"g\" (x: f32[1]) -> ()\n x = relu(x)", "line 2, column 4: the name x is taken"},
      {"graph \"g\" (x: f32[1]) -> ()\n y = relu(x) relu", "line 2, column 14: the line should end here"},
      {"graph \"g\" (x: f32[1]) -> ()\n y: f32[2] = relu(x)", "line 2, column 2: y is f32[1], not f32[2]"},
      {"graph \"g\" (x: f32[1]) -> ()\n y = softmax(x)", "line 2, column 6: operator softmax needs the attribute axis"},
      {"graph \"g\" (x: f32[1]) -> ()\n y = softmax(x) {axes=1}", "line 2, column 18: softmax has no attribute axes"},
      {"graph \"g\" (x: f32[1]) -> ()\n y = softmax(x) {axis=1.5}", "line 2, column 23: 1.5 is no such number"},
      {"graph \"g\" (x: f32[1]) -> ()\n y = relu(x, x)", "line 2, column 6: relu takes 1 to 1 inputs, it is given 2"},
      {"graph \"g\" () -> ()\n c = const f32[?] {1}", "line 2, column 12: a constant needs a known shape, not [?]"},
      {"graph \"g\" () -> ()\n c = const f32[2] {1}", "line 2, column 19: 1 elements are listed for [2]"},
      {"graph \"g\" () -> ()\n c = const f32[2] #12ab", "line 2, column 20: there is no data for #12ab"},
      {"graph \"g\" () -> ()\n c = const f32[99999999999] fill 1",
       "line 2, column 12: the shape [99999999999] is too large"},
      {"graph \"g\" () -> ()\n c = const f32[4611686018427387904,4] random 1",
       "line 2, column 12: the shape [4611686018427387904,4] is too large"},
      {"graph \"g", "line 1, column 9: the string does not end"},
  };
  for (const BadText& bad : cases) {
    auto graph = parse(bad.text);
    ASSERT_FALSE(graph) << bad.text;
    EXPECT_EQ(graph.error().message(), bad.error) << bad.text;
    EXPECT_EQ(graph.error().kind, ErrorKind::corrupt);
  }
}

// A graph of random elementwise operators, concats and splits over values of one shape, with random names.
Graph random_graph() {
  Graph graph;
  graph.name = *rc::gen::arbitrary<std::string>();
  auto rank = static_cast<size_t>(*rc::gen::inRange(0, 4));
  auto shape = *rc::gen::container<std::vector<int>>(rank, rc::gen::inRange(1, 4));
  Shape dims(shape.begin(), shape.end());
  dims.push_back(Dim::named("n"));
  dims.push_back(Dim(2));
  int64_t last = static_cast<int64_t>(dims.size()) - 1;
  std::vector<ValueId> values{graph.add_input(*rc::gen::arbitrary<std::string>(), {DType::f32, dims, {}})};
  auto any = [&] { return values[static_cast<size_t>(*rc::gen::inRange(0, static_cast<int>(values.size())))]; };
  auto add = [&](std::string_view op, std::vector<ValueId> inputs, Attrs attrs, size_t outputs) {
    NodeSpec spec{.op = find_op(op),
                  .name = *rc::gen::arbitrary<std::string>(),
                  .inputs = std::move(inputs),
                  .attrs = std::move(attrs),
                  .outputs = outputs};
    if (*rc::gen::arbitrary<bool>()) spec.origin.push_back("some_rule");
    auto node = graph.add_node(std::move(spec));
    if (!node) RC_FAIL(node.error().message());
    return graph.node(*node).outputs;
  };
  for (int i = *rc::gen::inRange(1, 12); i > 0; --i) {
    switch (*rc::gen::inRange(0, 4)) {
      case 0: values.push_back(add("relu", {any()}, {}, 1)[0]); break;
      case 1: values.push_back(add("leaky_relu", {any()}, {{"alpha", *rc::gen::arbitrary<double>()}}, 1)[0]); break;
      case 2:
        values.push_back(
            add("mul", {any(), graph.add_constant("c", Tensor::scalar(*rc::gen::arbitrary<float>()))}, {}, 1)[0]);
        break;
      default: {
        auto parts = add("split", {any()}, {{"axis", last}, {"sizes", Dims{1, 1}}}, 2);
        values.push_back(add("concat", {parts[1], parts[0]}, {{"axis", last}}, 1)[0]);
      }
    }
  }
  RC_ASSERT(graph.add_output(values.back(), *rc::gen::arbitrary<std::string>()).has_value());
  return graph;
}

RC_GTEST_PROP(Text, ReadsBackAnyGraph, ()) {
  Graph graph = random_graph();
  std::string text = print(graph);
  auto again = parse(text);
  if (!again) RC_FAIL(again.error().message() + "\n" + text);
  RC_ASSERT(print(*again) == text);
  RC_ASSERT(isomorphic(graph, *again));
  RC_ASSERT(verify(*again).has_value());
}

RC_GTEST_PROP(Text, NeverCrashesOnDamage, ()) {
  std::string text(kExample);
  size_t at = *rc::gen::inRange<size_t>(0, text.size());
  text.replace(at, *rc::gen::inRange<size_t>(0, 9),
               *rc::gen::element<std::string>("", "(", "[", "\"", "9", "-", "{", "\n"));
  auto graph = parse(text);
  if (graph) RC_ASSERT(verify(*graph).has_value());
}

}  // namespace

}  // namespace ponte::graph::text_test
