#include "graph/affine.h"

#include <gtest/gtest.h>

#include <limits>

namespace ponte::graph::affine_test {

namespace {

TEST(Affine, RoundsHalvesToTheEvenNeighbour) {
  IntegerRange bytes = integer_range(DType::i8);
  EXPECT_EQ(quantize(0.25f, 0.5f, 0, bytes), 0);
  EXPECT_EQ(quantize(0.75f, 0.5f, 0, bytes), 2);
  EXPECT_EQ(quantize(-0.75f, 0.5f, 3, bytes), 1);
}

TEST(Affine, SaturatesAtTheLimitsOfTheType) {
  EXPECT_EQ(quantize(1e9f, 1, 0, integer_range(DType::i8)), 127);
  EXPECT_EQ(quantize(-1e9f, 1, 0, integer_range(DType::u8)), 0);
  EXPECT_EQ(quantize(1e9f, 1, 0, integer_range(DType::i16)), 32767);
  EXPECT_EQ(quantize(std::numeric_limits<float>::infinity(), 1, 5, integer_range(DType::u8)), 255);
}

TEST(Affine, NoNumberIsTheZeroPoint) {
  EXPECT_EQ(quantize(std::numeric_limits<float>::quiet_NaN(), 1, 7, integer_range(DType::u8)), 7);
}

TEST(Affine, AScaleHoldsTheLargestNumber) {
  EXPECT_FLOAT_EQ(symmetric_scale(254, 127), 2);
  EXPECT_EQ(symmetric_scale(0, 127), 1);
}

}  // namespace

}  // namespace ponte::graph::affine_test
