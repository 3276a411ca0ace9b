// Broadcasting and element counts.

#include "graph/shape.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ponte::graph::shape_test {

namespace {

TEST(Shape, BroadcastsNamesAndUnknownSizes) {
  auto text = [](Shape a, Shape b) { return shape_text(*broadcast(a, b)); };
  EXPECT_EQ(text({Dim::named("n"), 1}, {1, 5}), "n,5");
  EXPECT_EQ(text({Dim{}}, {1}), "?");
  EXPECT_EQ(text({Dim{}}, {7}), "7");
  EXPECT_EQ(text({Dim::named("n")}, {Dim::named("m")}), "?");
  EXPECT_EQ(text({3}, {2, 3}), "2,3");
  EXPECT_FALSE(broadcast({2}, {3}));
}

Dims any_dims() {
  auto sizes = *rc::gen::container<std::vector<int>>(rc::gen::element(1, 1, 2, 3));
  return Dims(sizes.begin(), sizes.end());
}

RC_GTEST_PROP(Shape, BroadcastingIsSymmetricAndAssociative, ()) {
  Shape a = to_shape(any_dims()), b = to_shape(any_dims()), c = to_shape(any_dims());
  auto ab = broadcast(a, b), ba = broadcast(b, a), bc = broadcast(b, c);
  RC_ASSERT(ab.has_value() == ba.has_value());
  if (ab) RC_ASSERT(*ab == *ba);
  if (!ab || !bc) return;
  auto left = broadcast(*ab, c), right = broadcast(a, *bc);
  RC_ASSERT(left.has_value() == right.has_value());
  if (left) RC_ASSERT(*left == *right);
}

TEST(Shape, CountsElementsWithoutOverflow) {
  constexpr int64_t kBig = int64_t{1} << 40;
  EXPECT_EQ(*element_count({2, 3}), 6);
  EXPECT_EQ(*element_count({}), 1);
  EXPECT_EQ(*element_count({0, kBig}), 0);
  EXPECT_FALSE(element_count({kBig, kBig}));
  EXPECT_FALSE(element_count({0, kBig, kBig})) << "strides would overflow";
  EXPECT_FALSE(element_count({-1}));
}

}  // namespace

}  // namespace ponte::graph::shape_test
