#include "measure/row_parity.h"

#include <gtest/gtest.h>

#include <limits>

namespace ponte::measure::row_parity_test {

namespace {

// x1 y1 x2 y2 score class
using Row = std::vector<float>;

Tensor rows(const std::vector<Row>& rows) {
  std::vector<float> values;
  for (const Row& row : rows) values.insert(values.end(), row.begin(), row.end());
  return Tensor::of(std::move(values), {1, static_cast<int64_t>(rows.size()), static_cast<int64_t>(rows[0].size())});
}

const Row kCat = {10, 10, 50, 50, 0.9f, 1};
const Row kDog = {60, 60, 100, 100, 0.8f, 2};
const Row kNothing = {0, 0, 0, 0, 0.01f, 0};

TEST(RowParity, DoesNotMindTheOrder) {
  auto parity = compare_rows("y", rows({kCat, kDog, kNothing}), rows({kDog, kNothing, kCat}));
  ASSERT_TRUE(parity);
  EXPECT_EQ(parity->boxes.max_abs, 0);
  EXPECT_EQ(parity->scores.max_abs, 0);
  EXPECT_EQ(parity->unmatched, 0);
  EXPECT_EQ(parity->boxes.dims, (Dims{2, 4}));
}

TEST(RowParity, MeasuresBoxesAndScores) {
  Row cat = {10, 12, 50, 50, 0.85f, 1};
  auto parity = compare_rows("y", rows({kCat, kNothing}), rows({cat, kNothing}));
  EXPECT_EQ(parity->boxes.max_abs, 2);
  EXPECT_NEAR(parity->scores.max_abs, 0.05, 1e-6);
}

TEST(RowParity, PairsWithTheNearestOfTheClass) {
  Row other_cat = {200, 200, 240, 240, 0.9f, 1};
  auto parity = compare_rows("y", rows({kCat, other_cat, kNothing}), rows({other_cat, kCat, kNothing}));
  EXPECT_EQ(parity->boxes.max_abs, 0);
}

TEST(RowParity, CountsRowsOfAClassThatIsNotThere) {
  Row wrong_class = {10, 10, 50, 50, 0.9f, 3};
  auto parity = compare_rows("y", rows({kCat, kDog, kNothing}), rows({wrong_class, kDog, kNothing}));
  EXPECT_EQ(parity->unmatched, 1);
}

TEST(RowParity, ForgivesAnotherChoiceAmongEqualsAtTheCut) {
  Row tied = {60, 60, 100, 100, 0.7f, 2}, also_tied = {5, 5, 9, 9, 0.7f, 2};
  auto parity = compare_rows("y", rows({kCat, tied}), rows({kCat, also_tied}));
  EXPECT_EQ(parity->replaced, 1);
  EXPECT_EQ(parity->boxes.max_abs, 0);
}

TEST(RowParity, ForgivesNothingWhenThereIsRoomForMore) {
  Row dog_elsewhere = {5, 5, 9, 9, 0.8f, 2};
  auto parity = compare_rows("y", rows({kCat, kDog, kNothing}), rows({kCat, dog_elsewhere, kNothing}));
  EXPECT_EQ(parity->replaced, 0);
  EXPECT_EQ(parity->boxes.max_abs, 91);
}

TEST(RowParity, ForgivesAnotherChoiceAnywhereWhenAsked) {
  Row dog_elsewhere = {5, 5, 9, 9, 0.8f, 2}, cat_of_a_class = {10, 10, 50, 50, 0.9f, 3};
  auto parity = compare_rows("y", rows({kCat, kDog, kNothing}), rows({cat_of_a_class, dog_elsewhere, kNothing}),
                             {.anywhere = true});
  EXPECT_EQ(parity->replaced, 2);
  EXPECT_EQ(parity->unmatched, 0);
  EXPECT_EQ(parity->boxes.dims, (Dims{0, 4}));
}

TEST(RowParity, TellsRowsApartByWhatFollowsTheClassWhenAsked) {
  Row a = {10, 10, 50, 50, 0.9f, 1, 3}, b = {10, 10, 50, 50, 0.9f, 1, -3}, none(7);
  auto parity = compare_rows("y", rows({a, b, none}), rows({b, a, none}), {.anywhere = true});
  EXPECT_EQ(parity->extra.max_abs, 0);
  EXPECT_EQ(parity->replaced, 0);
}

TEST(RowParity, ComparesWhatFollowsTheClass) {
  Row a = {10, 10, 50, 50, 0.9f, 1, 3, 4}, b = {10, 10, 50, 50, 0.9f, 1, 3, 4.5f}, none(8);
  auto parity = compare_rows("y", rows({a, none}), rows({b, none}));
  EXPECT_EQ(parity->extra.max_abs, 0.5);
  EXPECT_EQ(parity->extra.max_reference, 4);
}

TEST(RowParity, SeesScoresThatAreNotNumbers) {
  Row nan = kCat;
  nan[4] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_GT(compare_rows("y", rows({kCat, kDog, kNothing}), rows({nan, kDog, kNothing}))->scores.max_abs, 1e9);
  EXPECT_GT(compare_rows("y", rows({nan, kDog, kNothing}), rows({kCat, kDog, kNothing}))->scores.max_abs, 1e9);
}

TEST(RowParity, IsEmptyForRowsWithoutDetections) {
  auto parity = compare_rows("y", rows({kNothing}), rows({kNothing}));
  EXPECT_EQ(parity->boxes.dims, (Dims{0, 4}));
  EXPECT_EQ(parity->boxes.max_abs, 0);
}

}  // namespace

}  // namespace ponte::measure::row_parity_test
