// Names of groups, and the order in which weights lie in a file.

#include <gtest/gtest.h>

#include "formats/keras/config/order.h"
#include "formats/keras/config/snake_case.h"

namespace ponte::keras::names_and_order_test {
namespace {

TEST(SnakeCase, IsThatOfKeras) {
  EXPECT_EQ(snake_case("Conv2D"), "conv2d");
  EXPECT_EQ(snake_case("Conv2DTranspose"), "conv2d_transpose");
  EXPECT_EQ(snake_case("BatchNormalization"), "batch_normalization");
  EXPECT_EQ(snake_case("ZeroPadding2D"), "zero_padding2d");
  EXPECT_EQ(snake_case("ReLU"), "re_lu");
  EXPECT_EQ(snake_case("PReLU"), "p_re_lu");
  EXPECT_EQ(snake_case("ELU"), "elu");
  EXPECT_EQ(snake_case("TFOpLambda"), "tf_op_lambda");
  EXPECT_EQ(snake_case("RMSNormalization"), "rms_normalization");
  EXPECT_EQ(snake_case("YOLOV8Backbone"), "yolov8_backbone");
}

std::vector<size_t> order(std::vector<OrderedCall> calls, std::vector<size_t> outputs,
                          std::vector<size_t> inputs = {}) {
  return functional_order(calls, outputs, inputs).value();
}

TEST(FunctionalOrder, IsByDistanceFromTheOutputs) {
  // 0 -> 1 -> 3, 0 -> 2 -> 3: the branch that is met first comes first.
  EXPECT_EQ(order({{0, {}}, {1, {0}}, {2, {0}}, {3, {2, 1}}}, {3}), (std::vector<size_t>{0, 2, 1, 3}));
  // A longer way counts.
  EXPECT_EQ(order({{0, {}}, {1, {0}}, {2, {0}}, {3, {2}}, {4, {1, 3}}}, {4}), (std::vector<size_t>{0, 2, 1, 3, 4}));
}

TEST(FunctionalOrder, OfALayerThatIsCalledTwiceIsThatOfItsFarthestCall) {
  // x -> a -> b -> a': operation 1 is called by calls 1 and 3.
  EXPECT_EQ(order({{0, {}}, {1, {0}}, {2, {1}}, {1, {2}}}, {3}), (std::vector<size_t>{0, 1, 2}));
}

TEST(FunctionalOrder, KeepsInputsThatNobodyUses) {
  EXPECT_EQ(order({{0, {}}, {1, {}}, {2, {0}}}, {2}, {0, 1}), (std::vector<size_t>{0, 1, 2}));
}

TEST(FunctionalOrder, RefusesCycles) {
  const OrderedCall calls[] = {{0, {1}}, {1, {0}}};
  const size_t outputs[] = {1};
  EXPECT_FALSE(functional_order(calls, outputs, {}));
}

TEST(FunctionalOrder, OfALongChainNeedsNoStack) {
  std::vector<OrderedCall> calls;
  for (size_t i = 0; i < 300'000; ++i) calls.push_back({i, i ? std::vector<size_t>{i - 1} : std::vector<size_t>{}});
  std::vector<size_t> found = order(calls, {calls.size() - 1});
  ASSERT_EQ(found.size(), calls.size());
  EXPECT_EQ(found.back(), calls.size() - 1);
}

}  // namespace
}  // namespace ponte::keras::names_and_order_test
