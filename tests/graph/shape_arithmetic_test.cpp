// Sizes are followed through the arithmetic that exporters do on them.

#include <gtest/gtest.h>

#include "graph/op_probe.h"

namespace ponte::graph::shape_arithmetic_test {

namespace {

class Follows : public testing::TestWithParam<OpCase> {};

TEST_P(Follows, Elements) {
  const OpCase& row = GetParam();
  EXPECT_EQ(inferred(row.op, row.inputs, row.attrs, row.outputs), row.expected);
}

const OpCase kArithmetic[] = {
    {"add", {"const i64[2] {1, 2}", "const i64[] {3}"}, "", "i64[2] {4,5}"},
    {"sub", {"const i64[2] {1, 2}", "const i64[2] {3, 0}"}, "", "i64[2] {-2,2}"},
    {"mul", {"const i64[1] {-9223372036854775807}", "const i64[1] {2}"}, "", "i64[1] {?}"},
    {"div", {"const i64[3] {7, -7, 1}", "const i64[3] {2, 2, 0}"}, "", "i64[3] {3,-3,?}"},
    {"mod", {"const i64[2] {7, -7}", "const i64[] {3}"}, "", "i64[2] {1,2}"},
    {"max", {"const i32[2] {1, 5}", "const i32[1] {3}"}, "", "i32[2] {3,5}"},
    {"add", {"const i64[2,1] {1, 2}", "const i64[2] {1, 2}"}, "", "i64[2,2]"},
    {"where", {"const bool[2] {1, 0}", "const i64[2] {1, 2}", "const i64[] {9}"}, "", "i64[2] {1,9}"},
    {"equal", {"const i64[2] {1, -1}", "const i64[] {-1}"}, "", "bool[2] {0,1}"},
    {"concat", {"const i64[1] {4}", "i64[2]"}, "{axis=0}", "i64[3] {4,?,?}"},
    {"gather", {"const i64[3] {4, 5, 6}", "const i64[] {-1}"}, "", "i64[] {6}"},
    {"gather", {"const i64[3] {4, 5, 6}", "const i64[] {3}"}, "", "error: index 3 does not fit size 3"},
    {"slice",
     {"const i64[4] {4, 5, 6, 7}", "const i64[1] {-1}", "const i64[1] {0}", "_", "const i64[1] {-2}"},
     "",
     "i64[2] {7,5}"},
    {"split", {"const i64[3] {4, 5, 6}"}, "{axis=0 sizes=[1,2]}", "i64[1] {4}; i64[2] {5,6}", 2},
    {"squeeze", {"const i64[1] {4}"}, "{axes=[0]}", "i64[] {4}"},
    {"reduce_prod", {"const i64[3] {4, 5, 6}"}, "{keep_dims=false}", "i64[] {120}"},
    {"cast", {"const i64[1] {4}"}, "{to=i32}", "i32[1] {4}"},
    {"cast", {"const i64[1] {4}"}, "{to=f32}", "f32[1]"},
};
INSTANTIATE_TEST_SUITE_P(Arithmetic, Follows, testing::ValuesIn(kArithmetic));

// The fact of the last line of a text.
std::string last_fact(std::string_view inputs, std::string_view body) {
  auto graph = parse(fmt::format("graph \"\" ({}) -> ()\n{}", inputs, body));
  if (!graph) return graph.error().message();
  const Fact& fact = graph->value(graph->node(graph->order().back()).outputs[0]).fact;
  return fmt::format("{}[{}]", dtype_name(fact.dtype), shape_text(fact.shape));
}

constexpr std::string_view kSizes = R"(
zero = const i64[] {0}
two = const i64[] {2}
three = const i64[] {3}
s = shape(x)
n = gather(s, zero)
h = gather(s, two)
w = gather(s, three)
)";

TEST(ShapeArithmetic, FlattensTheAnchorsOfADynamicBatch) {
  EXPECT_EQ(last_fact("x: f32[batch,144,80,80]", fmt::format("{}{}", kSizes, R"(
n1 = unsqueeze(n) {axes=[0]}
c = const i64[2] {144, -1}
target = concat(n1, c) {axis=0}
y = reshape(x, target)
)")),
            "f32[batch,144,6400]");
}

TEST(ShapeArithmetic, MakesGridsOfANamedSize) {
  std::string body = fmt::format("{}{}", kSizes, R"(
one = const i64[] {1}
columns = range(zero, w, one)
rows = range(zero, h, one)
wide = unsqueeze(columns) {axes=[0]}
high = unsqueeze(rows) {axes=[1]}
grid = add(wide, high)
)");
  EXPECT_EQ(last_fact("x: f32[1,64,height,width]", body), "i64[height,width]");
  EXPECT_EQ(last_fact("x: f32[1,64,20,10]", body), "i64[20,10]");
}

TEST(ShapeArithmetic, ExpandsAsPyTorchExportsIt) {
  // where(equal(shape, -1), ones, shape) stands for "keep this size".
  EXPECT_EQ(last_fact("x: f32[batch,3,1,1]", fmt::format("{}{}", kSizes, R"(
n1 = unsqueeze(n) {axes=[0]}
rest = const i64[3] {-1, 4, 5}
wanted = concat(n1, rest) {axis=0}
four = const i64[1] {4}
ones = constant_of_shape(four) {value=1 to=i64}
minus = const i64[] {-1}
negative = mul(ones, minus)
keep = equal(wanted, negative)
target = where(keep, ones, wanted)
y = expand(x, target)
)")),
            "f32[batch,3,4,5]");
}

TEST(ShapeArithmetic, SplitsChannelsByHalvingTheirNumber) {
  EXPECT_EQ(last_fact("x: f32[batch,144,80,80]", fmt::format("{}{}", kSizes, R"(
one = const i64[1] {1}
c = gather(s, one)
more = add(c, one)
half = div(more, two)
start = mul(half, zero)
y = slice(x, start, half, one)
)")),
            "f32[batch,72,80,80]");
}

}  // namespace

}  // namespace ponte::graph::shape_arithmetic_test
