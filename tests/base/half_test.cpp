#include "base/half.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace ponte {
namespace {

TEST(Half, EveryNumberSurvivesWideningAndNarrowing) {
  for (uint32_t half = 0; half < 0x10000; ++half) {
    float wide = half_to_float(static_cast<uint16_t>(half));
    bool is_nan = (half & 0x7fff) > 0x7c00;
    EXPECT_EQ(std::isnan(wide), is_nan);
    EXPECT_EQ(is_nan ? half : float_to_half(wide), half);
  }
}

TEST(Half, RoundsToNearestTiesToEven) {
  EXPECT_EQ(float_to_half(1.0f + 0x1p-11f), 0x3c00);
  EXPECT_EQ(float_to_half(1.0f + 0x3p-11f), 0x3c02);
  EXPECT_EQ(float_to_half(65519.0f), 0x7bff);
  EXPECT_EQ(float_to_half(65520.0f), 0x7c00);
  EXPECT_EQ(float_to_half(0x1p-25f), 0x0000);
  EXPECT_EQ(float_to_half(0x1.8p-25f), 0x0001);
}

TEST(Half, WideningManyGivesTheSameAsOneByOne) {
  std::vector<uint16_t> halves(1000);
  for (size_t i = 0; i < halves.size(); ++i) halves[i] = static_cast<uint16_t>(i * 61);
  std::vector<float> floats(halves.size() - 1);
  widen_halves(halves.data() + 1, floats.data(), floats.size());  // an odd start and an odd count
  for (size_t i = 0; i < floats.size(); ++i) {
    float alone = half_to_float(halves[i + 1]);
    EXPECT_TRUE(floats[i] == alone || (std::isnan(floats[i]) && std::isnan(alone)));
  }
}

}  // namespace
}  // namespace ponte
