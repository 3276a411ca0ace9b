#include "api/sensitivity.h"

#include <gtest/gtest.h>

namespace ponte {
namespace {

/// One picture in, `gain` times its distance from a half out.
class Amplifier final : public Session {
 public:
  Amplifier(DType dtype, double gain) : gain_(gain) {
    inputs_.push_back({.name = "x", .dtype = dtype, .shape = {1, 1, 2, 2}, .quantized = std::nullopt});
    outputs_.push_back({.name = "y", .dtype = DType::f32, .shape = {4}, .quantized = std::nullopt});
  }
  const std::vector<Port>& inputs() const override { return inputs_; }
  const std::vector<Port>& outputs() const override { return outputs_; }
  std::string engine() const override { return "none"; }
  Result<std::vector<Tensor>> run(const std::vector<Tensor>& inputs) const override {
    std::vector<double> values = inputs[0].to_doubles();
    for (double& value : values) value = gain_ * (value - 0.5);
    return std::vector{tensor_from_doubles(values, DType::f32, {4})};
  }

 private:
  double gain_;
  std::vector<Port> inputs_, outputs_;
};

double sensitivity(DType dtype, double gain, Precision precision) {
  Tensor picture = tensor_from_doubles(std::vector<double>{0.25, 0.5, 100, 200}, dtype, {1, 1, 2, 2});
  ReferenceRun reference{.cases = {{{picture}, {}}}, .outputs = {"y"}};
  auto own = measure_sensitivity(reference, Amplifier(dtype, gain), {}, {.precision = precision});
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
}  // namespace ponte
