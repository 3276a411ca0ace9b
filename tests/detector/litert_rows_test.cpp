#include "detector/litert_rows.h"

#include <gtest/gtest.h>

namespace ponte::detector::native_rows_test {

namespace {

constexpr RowPlaces kColumns{.anchors_last = true, .behind = 5}, kRows{.anchors_last = false, .behind = 6};

TEST(NativeRows, FractionsAreToldFromPixels) {
  EXPECT_TRUE(
      has_fractions(Tensor::of<float>({0.1f, 0.98f, 0.5f, 0.5f, 0.1f, 0.1f, 0.2f, 0.2f, 0, 1}, {1, 5, 2}), kColumns));
  EXPECT_FALSE(has_fractions(Tensor::of<float>({4, 60, 5, 5, 1, 1, 2, 2, 0, 1}, {1, 5, 2}), kColumns));
  EXPECT_TRUE(has_fractions(Tensor::of<float>({0.9f, 0.5f, 1, 1, 1, 40}, {1, 1, 6}), kRows));
  EXPECT_FALSE(has_fractions(Tensor::of<float>({0, 0, 60, 50, 1, 40}, {1, 1, 6}), kRows));
}

TEST(NativeRows, BoxesAndKeypointsBecomePixelsAndScoresDoNot) {
  // One anchor: a box, one class, one keypoint with a visibility.
  Tensor output = Tensor::of<float>({0.5f, 0.25f, 0.1f, 0.2f, 0.9f, 0.5f, 0.5f, 0.7f}, {1, 8, 1});
  Tensor pixels = in_pixels(output, kColumns, 3, 100, 200);
  EXPECT_EQ(pixels, Tensor::of<float>({100, 25, 20, 20, 0.9f, 100, 50, 0.7f}, {1, 8, 1}));
}

TEST(NativeRows, OutputsWithoutTheLastTransposeAreTheSame) {
  JointRows rows{.classes = 1, .anchors = 2};
  auto a = split_rows(Tensor::of<float>({10, 30, 10, 30, 4, 8, 2, 6, 0.5f, 0.25f}, {1, 5, 2}), rows);
  auto b = split_rows(Tensor::of<float>({10, 10, 4, 2, 0.5f, 30, 30, 8, 6, 0.25f}, {1, 2, 5}), rows);
  ASSERT_TRUE(a && b);
  EXPECT_EQ(a->at(0).tensor, b->at(0).tensor);
  EXPECT_EQ(a->at(1).tensor, b->at(1).tensor);
}

TEST(NativeRows, JointOutputIsSplit) {
  Tensor output = Tensor::of<float>({10, 30, 10, 30, 4, 8, 2, 6, 0.5f, 0.25f, 7, 9, 1, 2}, {1, 7, 2});
  JointRows rows{.classes = 1, .extra = Extra::keypoints, .keypoint_numbers = 2};
  auto parts = split_rows(output, rows);
  ASSERT_TRUE(parts) << parts.error().message();
  ASSERT_EQ(parts->size(), 3u);
  EXPECT_EQ(parts->at(0).tensor, Tensor::of<float>({8, 9, 12, 11, 26, 27, 34, 33}, {1, 2, 4}));
  EXPECT_EQ(parts->at(1).tensor, Tensor::of<float>({0.5f, 0.25f}, {1, 2, 1}));
  EXPECT_EQ(parts->at(2).name, "keypoints");
  EXPECT_EQ(parts->at(2).tensor, Tensor::of<float>({7, 1, 9, 2}, {1, 2, 1, 2}));
}

/// A level of 9 x 1 cells and two anchors, whose centres are in their cells; the score is the number of the row.
Tensor anchored(bool by_cell) {
  std::vector<float> numbers;
  for (int row = 0; row < 18; ++row) {
    int cell = by_cell ? row / 2 : row % 9, anchor = by_cell ? row % 2 : row / 9;
    float score = static_cast<float>(anchor * 9 + cell);
    for (float number : {8.0f * static_cast<float>(cell) + 4, 4.0f, 2.0f, 2.0f, 0.5f, score}) numbers.push_back(number);
  }
  return Tensor::of(std::move(numbers), {1, 18, 6});
}

TEST(NativeRows, AnchorsAreBroughtToTheOrderOfTheHead) {
  JointRows rows{.kind = HeadKind::anchor_based, .classes = 1, .anchors = 18, .grids = {{2, 1, 9, 8}}};
  auto a = split_rows(anchored(false), rows), b = split_rows(anchored(true), rows);
  ASSERT_TRUE(a && b);
  EXPECT_EQ(a->at(0).tensor, b->at(0).tensor);
  EXPECT_EQ(a->at(1).tensor, b->at(1).tensor);
  EXPECT_EQ(a->at(1).tensor.to_floats()[17], 17 * 0.5f);
}

TEST(NativeRows, OtherSizesAreRefused) {
  JointRows rows{.kind = HeadKind::anchor_based, .classes = 1, .anchors = 27, .grids = {{3, 1, 9, 8}}};
  EXPECT_FALSE(split_rows(anchored(true), rows));
  EXPECT_FALSE(split_rows(Tensor::of<float>({1, 2, 3, 4}, {1, 4, 1}), JointRows{.classes = 1}));
}

}  // namespace

}  // namespace ponte::detector::native_rows_test
