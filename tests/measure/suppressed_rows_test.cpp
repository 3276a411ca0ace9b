#include "measure/suppressed_rows.h"

#include <gtest/gtest.h>

namespace ponte::measure::suppressed_rows_test {

namespace {

using Row = std::array<float, 6>;  // x1 y1 x2 y2 score class

Tensor rows(const std::vector<Row>& rows) {
  std::vector<float> values;
  for (const Row& row : rows) values.insert(values.end(), row.begin(), row.end());
  return Tensor::of(std::move(values), {1, std::ssize(rows), 6});
}

/// Squares in a row that do not touch each other, weaker and weaker.
std::vector<Row> scene() {
  std::vector<Row> scene(25);
  for (size_t i = 0; i < 20; ++i) {
    float x = static_cast<float>(i) * 30;
    scene[i] = {x, 0, x + 20, 20, 0.9f - static_cast<float>(i) * 0.01f, 1};
  }
  return scene;
}

/// The names of what was measured.
std::vector<std::string> parts(const std::vector<Row>& a, const std::vector<Row>& b) {
  auto compared = compare_suppressed(rows(a), rows(b), {}, {});
  if (!compared) throw std::runtime_error(compared.error().message());
  std::vector<std::string> names;
  for (const OutputParity& part : *compared) names.push_back(part.name);
  return names;
}

const std::vector<std::string> kGood{"detections boxes", "detections scores"};
const std::vector<std::string> kBad{"detections boxes", "detections scores", "detections unmatched"};

TEST(SuppressedRows, MayBeInAnotherOrderAndAFewOthers) {
  std::vector<Row> other = scene();
  std::swap(other[3], other[4]);
  other[7] = {};
  EXPECT_EQ(parts(scene(), other), kGood);
}

TEST(SuppressedRows, MayNotBeMissingInNumber) {
  std::vector<Row> other = scene();
  for (size_t i = 4; i < 10; ++i) other[i] = {};
  EXPECT_EQ(parts(scene(), other), kBad);
}

TEST(SuppressedRows, MayNotLieElsewhere) {
  std::vector<Row> other = scene();
  for (Row& row : other) row[0] += 10;
  EXPECT_EQ(parts(scene(), other), kBad);
}

TEST(SuppressedRows, MayBeRivalsThatOverlapThemButNotForMost) {
  std::vector<Row> other = scene(), most = scene();
  for (size_t i = 0; i < 8; ++i) other[i][0] += 3;  // 17 of 20 pixels in common
  for (size_t i = 0; i < 15; ++i) most[i][0] += 3;
  EXPECT_EQ(parts(scene(), other), kGood);
  EXPECT_EQ(parts(scene(), most), kBad);
}

// Their angle tells rotated boxes apart, and who their rivals are.
TEST(SuppressedRows, MayBeRotated) {
  auto rotated = [](float step, float angle) {
    std::vector<float> values;
    for (float i = 0; i < 10; ++i) {
      bool moved = i < 4;
      for (float number : {i * 200 + (moved ? step : 0), 100.0f, 80.0f, 20.0f, 0.9f, 1.0f, moved ? angle : 0.0f})
        values.push_back(number);
    }
    return Tensor::of(std::move(values), {1, 10, 7});
  };
  Card card;
  card.task = Task::obb;
  auto count = [&](float step, float angle) {
    return compare_suppressed(rotated(0, 0), rotated(step, angle), card, {})->size();
  };
  EXPECT_EQ(count(4, 0), 3u);  // boxes, scores, angles
  EXPECT_EQ(count(0, 1.5f), 4u);
}

TEST(SuppressedRows, AreComparedByNumberWhereThereAreNone) {
  std::vector<Row> none(25);
  EXPECT_EQ(parts(none, none), std::vector<std::string>{"detections"});
}

TEST(SuppressedRows, AreCounted) {
  auto count = [](int64_t n) { return Tensor::of<int32_t>({static_cast<int32_t>(n)}, {1}); };
  EXPECT_TRUE(compare_counts(count(40), count(45), {})->empty());
  EXPECT_EQ(compare_counts(count(40), count(46), {})->size(), 1u);
}

}  // namespace

}  // namespace ponte::measure::suppressed_rows_test
