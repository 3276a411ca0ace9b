#include "measure/sensitivity.h"

#include <gtest/gtest.h>

#include "measure/fake_session.h"

namespace ponte::measure::sensitivity_test {

namespace {

/// One picture in, `gain` times its distance from a half out.
test::FakeSession amplifier(DType dtype, double gain) {
  auto run = [gain](const std::vector<Tensor>& inputs) {
    std::vector<double> values = inputs[0].to_doubles();
    for (double& value : values) value = gain * (value - 0.5);
    return std::vector{tensor_from_doubles(values, DType::f32, {4})};
  };
  return {{test::port("x", dtype, {1, 1, 2, 2})}, {test::port("y", DType::f32, {4})}, run};
}

double sensitivity(DType dtype, double gain, Precision precision) {
  Tensor picture = tensor_from_doubles(std::vector<double>{0.25, 0.5, 100, 200}, dtype, {1, 1, 2, 2});
  ReferenceRun reference{.cases = {{{picture}, {}}}, .outputs = {"y"}};
  auto own = measure_sensitivity(reference, amplifier(dtype, gain), {}, {.precision = precision});
  if (!own) throw std::runtime_error(own.error().message());
  return own->at(0).max_abs;
}

TEST(Sensitivity, IsWhatALastBitOfTheInputDoes) {
  EXPECT_NEAR(sensitivity(DType::f32, 1000, Precision::fp32), 1000 * 200 * 0x1p-23, 0.01);
  EXPECT_NEAR(sensitivity(DType::f32, 1, Precision::int8_weights), 200 * 0x1p-7, 0.01);
}

TEST(Sensitivity, OfBytesIsOnlyKnownWhereTheirBitsAreThoseOfThePrecision) {
  EXPECT_EQ(sensitivity(DType::u8, 1000, Precision::fp32), 0);
  EXPECT_EQ(sensitivity(DType::u8, 1, Precision::int8_weights), 2);
}

}  // namespace

}  // namespace ponte::measure::sensitivity_test
