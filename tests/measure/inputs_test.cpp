#include "measure/inputs.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace ponte::measure::inputs_test {

namespace {

TEST(Inputs, AreTheSameForTheSameSeed) {
  EXPECT_EQ(noise_input({2, 3}, 1), noise_input({2, 3}, 1));
  EXPECT_FALSE(noise_input({2, 3}, 1) == noise_input({2, 3}, 2));
  EXPECT_EQ(picture_input({1, 3, 16, 16}, 1), picture_input({1, 3, 16, 16}, 1));
}

TEST(Inputs, NoiseIsUniform) {
  std::vector<float> values = noise_input({10000}, 7).to_floats();
  EXPECT_GE(*std::ranges::min_element(values), 0);
  EXPECT_LT(*std::ranges::max_element(values), 1);
  double sum = 0;
  for (float value : values) sum += value;
  EXPECT_NEAR(sum / 10000, 0.5, 0.01);
}

TEST(Inputs, PictureHasContrastAndIsSmooth) {
  std::vector<float> values = picture_input({1, 3, 64, 64}, 7).to_floats();
  auto [low, high] = std::ranges::minmax(values);
  EXPECT_GT(high - low, 0.3f);
  float largest_step = 0;
  for (size_t i = 1; i < 64; ++i) largest_step = std::max(largest_step, std::abs(values[i] - values[i - 1]));
  EXPECT_LT(largest_step, 0.9f);
}

TEST(Inputs, PicturesOfABatchDiffer) {
  std::vector<float> values = picture_input({2, 1, 8, 8}, 7).to_floats();
  EXPECT_FALSE(std::equal(values.begin(), values.begin() + 64, values.begin() + 64));
}

}  // namespace

}  // namespace ponte::measure::inputs_test
