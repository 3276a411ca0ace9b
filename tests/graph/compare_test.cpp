// When two graphs are the same.

#include "graph/compare.h"

#include <gtest/gtest.h>

#include "graph/text/text.h"

namespace ponte::graph::compare_test {

namespace {

std::string difference_of(std::string_view a, std::string_view b) {
  constexpr std::string_view kHeader = "graph \"\" (x: f32[2], z: f32[2]) -> (y)\n";
  return difference(*parse(std::string(kHeader) + std::string(a)), *parse(std::string(kHeader) + std::string(b)))
      .value_or("");
}

TEST(Compare, IgnoresNamesOrderAndOrigins) {
  EXPECT_EQ(difference_of("a = relu(x)\nb = exp(z)\ny = add(a, b)", "q = exp(z)\np = relu(x)\ny = add(p, q) @ rule"),
            "");
}

TEST(Compare, TakesEqualConstantsForOne) {
  EXPECT_EQ(difference_of("c = const f32[] {1}\na = add(x, c)\ny = mul(a, c)",
                          "c = const f32[] {1}\nd = const f32[] {1}\na = add(x, c)\ny = mul(a, d)"),
            "");
}

TEST(Compare, SeesWhatDiffers) {
  EXPECT_EQ(difference_of("y = relu(x)", "y = relu(z)"), "x and z do not stand in the same place");
  EXPECT_EQ(difference_of("y = relu(x)", "y = exp(x)"), "y is relu, y is exp");
  EXPECT_EQ(difference_of("y = elu(x)", "y = elu(x) {alpha=2}"), "y and y (elu) differ in attributes");
  EXPECT_EQ(difference_of("c = const f32[] {1}\ny = add(x, c)", "c = const f32[] {2}\ny = add(x, c)"),
            "c and c are not the same constant");
  EXPECT_EQ(difference_of("a = relu(x)\ny = add(a, a)", "a = relu(x)\nb = relu(x)\ny = add(a, b)"),
            "a and b do not stand in the same place");
  EXPECT_EQ(difference_of("c = const f32[] {1}\ny = clip(x, c)", "c = const f32[] {1}\ny = clip(x, _, c)"),
            "y and y (clip) differ in inputs or outputs");
}

}  // namespace

}  // namespace ponte::graph::compare_test
