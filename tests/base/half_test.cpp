#include "base/half.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace ponte::base::half_test {

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

TEST(Half, NarrowingManyGivesTheSameAsOneByOne) {
  std::vector<float> floats(1003);
  for (size_t i = 0; i < floats.size(); ++i)
    floats[i] = std::ldexp(1.0f + static_cast<float>(i) / 1003, static_cast<int>(i % 44) - 27);
  std::vector<uint16_t> halves(floats.size() - 1);
  narrow_floats(floats.data() + 1, halves.data(), halves.size());
  for (size_t i = 0; i < halves.size(); ++i) EXPECT_EQ(halves[i], float_to_half(floats[i + 1])) << floats[i + 1];
}

TEST(Half, OneNumberThatIsNoneIsFoundAtAnyPlace) {
  std::vector<float> floats(19, 0x1p-24f);
  EXPECT_TRUE(are_all_halves(floats.data(), floats.size()));
  for (size_t i = 0; i < floats.size(); ++i)
    for (float other : {0x1p-25f, 65520.0f, 1.0f + 0x1p-11f}) {
      std::vector<float> changed = floats;
      changed[i] = other;
      EXPECT_FALSE(are_all_halves(changed.data(), changed.size())) << i;
    }
}

}  // namespace

}  // namespace ponte::base::half_test
