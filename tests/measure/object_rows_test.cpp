#include "measure/object_rows.h"

#include <gtest/gtest.h>

#include "measure/fake_session.h"

namespace ponte::measure::object_rows_test {

namespace {

/// A model with suppression inside, of which only the names of its outputs matter.
test::FakeSession objects() {
  std::vector<Port> ports{test::port("boxes"), test::port("scores"), test::port("classes")};
  return {{}, ports, [](const auto&) { return std::vector<Tensor>{}; }};
}

std::vector<Tensor> found(const std::vector<float>& scores) {
  auto count = static_cast<size_t>(std::ssize(scores));
  std::vector<float> boxes;
  for (size_t i = 0; i < count; ++i)
    for (float side : {0.0f, 0.0f, 10.0f, 10.0f}) boxes.push_back(side + 50 * static_cast<float>(i));
  int64_t n = std::ssize(scores);
  return {Tensor::of(std::move(boxes), {n, 4}), Tensor::of(std::vector<float>(scores), {n}),
          Tensor::of(std::vector<int64_t>(count), {n})};
}

TEST(ObjectRows, AreComparedAsSets) {
  auto parts = compare_objects(objects(), found({0.9f, 0.5f}), found({0.9f, 0.5f, 0.4f}));
  ASSERT_TRUE(parts) << parts.error().message();
  EXPECT_EQ(parts->at(0).dims, (Dims{2, 4}));
  EXPECT_EQ(parts->at(0).max_abs, 0);
}

TEST(ObjectRows, MayBeNone) {
  auto parts = compare_objects(objects(), found({}), found({}));
  ASSERT_TRUE(parts) << parts.error().message();
  EXPECT_EQ(parts->at(0).dims, (Dims{0, 4}));
}

}  // namespace

}  // namespace ponte::measure::object_rows_test
