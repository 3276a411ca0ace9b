#include "measure/parity.h"

#include <gtest/gtest.h>

#include <limits>

namespace ponte::measure::parity_test {

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInf = std::numeric_limits<float>::infinity();

Tensor floats(std::vector<float> values) {
  Dims dims{static_cast<int64_t>(values.size())};
  return Tensor::of(std::move(values), dims);
}

TEST(Parity, IsPerfectForEqualTensors) {
  auto parity = compare_tensors("y", floats({1, -2, 3}), floats({1, -2, 3}));
  ASSERT_TRUE(parity);
  EXPECT_EQ(parity->max_abs, 0);
  EXPECT_EQ(parity->max_reference, 3);
  EXPECT_DOUBLE_EQ(parity->cosine, 1);
}

TEST(Parity, MeasuresLargestAndMeanDifference) {
  auto parity = compare_tensors("y", floats({1, 2, 4, 0}), floats({1, 2.5, 3, 0}));
  EXPECT_EQ(parity->max_abs, 1);
  EXPECT_EQ(parity->mean_abs, 1.5 / 4);
  EXPECT_EQ(parity->relative(), 0.25);
}

TEST(Parity, ComparesAcrossElementTypes) {
  auto parity = compare_tensors("y", floats({1, 2}), tensor_from_doubles(std::vector<double>{1, 2}, DType::f16, {2}));
  EXPECT_EQ(parity->max_abs, 0);
}

TEST(Parity, TakesNanAsEqualToNanOnly) {
  EXPECT_EQ(compare_tensors("y", floats({kNan, kInf}), floats({kNan, kInf}))->max_abs, 0);
  EXPECT_EQ(compare_tensors("y", floats({1}), floats({kNan}))->max_abs, kInf);
  EXPECT_EQ(compare_tensors("y", floats({kNan}), floats({1}))->max_abs, kInf);
  EXPECT_EQ(compare_tensors("y", floats({kInf}), floats({-kInf}))->max_abs, kInf);
}

TEST(Parity, HasNoDirectionInCommonWithZero) {
  EXPECT_EQ(compare_tensors("y", floats({0, 0}), floats({0, 0}))->cosine, 1);
  EXPECT_EQ(compare_tensors("y", floats({1, 0}), floats({0, 0}))->cosine, 0);
  EXPECT_EQ(compare_tensors("y", floats({1, 0}), floats({-1, 0}))->cosine, -1);
}

TEST(Parity, FailsTheCheckWhenShapesDiffer) {
  auto parity = compare_tensors("y", floats({1, 2}), floats({1, 2, 3}));
  ASSERT_FALSE(parity);
  EXPECT_EQ(parity.error().kind, ErrorKind::check_failed);
  EXPECT_EQ(parity.error().what, "y: the shape is [3], the reference has [2]");
}

TEST(Parity, MeasuresSlicesByThemselves) {
  Tensor reference = Tensor::of<float>({100, 200, 0.5, 0.25, 300, 400, 0.75, 1}, {2, 2, 2});
  Tensor candidate = Tensor::of<float>({101, 200, 0.5, 0.25, 300, 400, 0.5, 1}, {2, 2, 2});
  auto parities = compare_slices(reference, candidate, 1, {{"boxes", 0, 1}, {"scores", 1, 2}});
  ASSERT_TRUE(parities);
  EXPECT_EQ(parities->at(0).max_abs, 1);
  EXPECT_EQ(parities->at(0).max_reference, 400);
  EXPECT_EQ(parities->at(1).max_abs, 0.25);
  EXPECT_EQ(parities->at(1).dims, (Dims{2, 1, 2}));
}

TEST(Parity, RefusesSlicesOutsideTheAxis) {
  EXPECT_FALSE(compare_slices(floats({1, 2}), floats({1, 2}), 0, {{"beyond", 1, 3}}));
}

}  // namespace

}  // namespace ponte::measure::parity_test
