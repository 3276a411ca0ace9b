#include "api/object_rows.h"

#include <gtest/gtest.h>

namespace ponte {
namespace {

/// A model with suppression inside, of which only the names of its outputs matter.
class Objects final : public Session {
 public:
  Objects() {
    for (const char* name : {"boxes", "scores", "classes"})
      ports_.push_back({.name = name, .dtype = DType::f32, .shape = {}, .quantized = std::nullopt});
  }
  const std::vector<Port>& inputs() const override { return ports_; }
  const std::vector<Port>& outputs() const override { return ports_; }
  std::string engine() const override { return "none"; }
  Result<std::vector<Tensor>> run(const std::vector<Tensor>&) const override { return internal("not to be run"); }

 private:
  std::vector<Port> ports_;
};

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
  auto parts = compare_objects(Objects(), found({0.9f, 0.5f}), found({0.9f, 0.5f, 0.4f}));
  ASSERT_TRUE(parts) << parts.error().message();
  EXPECT_EQ(parts->at(0).dims, (Dims{2, 4}));
  EXPECT_EQ(parts->at(0).max_abs, 0);
}

TEST(ObjectRows, MayBeNone) {
  auto parts = compare_objects(Objects(), found({}), found({}));
  ASSERT_TRUE(parts) << parts.error().message();
  EXPECT_EQ(parts->at(0).dims, (Dims{0, 4}));
}

}  // namespace
}  // namespace ponte
