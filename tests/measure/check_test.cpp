#include "measure/check.h"

#include <gtest/gtest.h>

#include "measure/fake_session.h"
#include "measure/output_parity.h"

namespace ponte::measure::check_test {

namespace {

Card end_to_end() {
  Card card;
  card.layout = HeadLayout::end_to_end;
  card.names = {{0, "a"}};
  return card;
}

Tensor rows(float score, float x) { return Tensor::of<float>({x, 1, 20, 20, score, 0, 0, 0, 0, 0, 0, 0}, {1, 2, 6}); }

TEST(CompareOutput, LooksAtWeakRowsWhereThereAreNoBetter) {
  auto parts = compare_output("output0", rows(0.01f, 10), rows(0.01f, 14), end_to_end());
  ASSERT_TRUE(parts) << parts.error().message();
  EXPECT_EQ(parts->at(0).dims, (Dims{1, 4}));
  EXPECT_EQ(parts->at(0).max_abs, 4);
}

TEST(CompareOutput, ComparesNumbersWhereThereAreNoRowsAtAll) {
  auto parts = compare_output("output0", rows(0, 10), rows(0, 14), end_to_end());
  ASSERT_TRUE(parts) << parts.error().message();
  ASSERT_EQ(parts->size(), 1u);
  EXPECT_EQ(parts->at(0).name, "output0");
  EXPECT_EQ(parts->at(0).max_abs, 4);
}

/// Gives one of its answers after the other.
test::FakeSession answering(std::vector<Tensor> answers) {
  std::vector<Port> ports{test::port("output0", DType::f32, {1, 2, 6})};
  auto run = [answers = std::move(answers), next = size_t{0}](const auto&) mutable {
    return std::vector{answers[next++]};
  };
  return {ports, ports, std::move(run)};
}

TEST(MeasureDifferences, KeepsARowWithoutPartnerOfALaterInput) {
  Tensor input = rows(0, 0), found = rows(0.9f, 10);
  std::vector<float> other = found.to_floats();
  other[5] = other[11] = 1;  // of another class
  ReferenceRun reference{.cases = {{{input}, {found}}, {{input}, {found}}}, .outputs = {"output0"}};
  auto worst = measure_differences(reference, answering({found, Tensor::of(other, {1, 2, 6})}), end_to_end());
  ASSERT_TRUE(worst) << worst.error().message();
  EXPECT_EQ(worst->back().name, "output0 unmatched");
  EXPECT_FALSE(check_differences({.path = "x", .differences = *worst}, Precision::fp32));
}

TEST(MeasureDifferences, KnowsWhereChannelsAreWhenAllSizesAreEqual) {
  Tensor first = Tensor::of<float>({0, 1, 2, 3, 4, 5, 6, 7}, {1, 2, 2, 2});
  PortOrders last{.inputs = {{0, 2, 3, 1}}, .outputs = {{0, 2, 3, 1}}};
  std::vector<Port> ports{test::port("map", DType::f32, {1, 2, 2, 2})};
  std::vector<Tensor> seen;
  test::FakeSession written(ports, ports, [&](const std::vector<Tensor>& inputs) { return seen = inputs; });
  ReferenceRun reference{.cases = {{{first}, {first}}}, .outputs = {"map"}};
  auto same = measure_differences(reference, written, {}, {}, last);
  ASSERT_TRUE(same) << same.error().message();
  EXPECT_EQ(same->at(0).max_abs, 0);
  EXPECT_EQ(seen.at(0).to_ints(), (Dims{0, 4, 1, 5, 2, 6, 3, 7}));
}

OutputDifference difference(double max_abs, double cosine) {
  return {.name = "output0", .dims = {1, 2}, .max_abs = max_abs, .largest = 100, .cosine = cosine};
}

TEST(CheckDifferences, ThatTheNetworkHasByItselfAreAWarning) {
  WrittenFile written{.path = "x", .differences = {difference(50, 0.99)}};
  EXPECT_FALSE(check_differences(written, Precision::fp32));
  EXPECT_FALSE(check_differences(written, Precision::fp32, {difference(1, 0.998)}));
  EXPECT_FALSE(check_differences(written, Precision::fp32, {difference(10, 0.9999)}));
  auto unsure = check_differences(written, Precision::fp32, {difference(10, 0.998)});
  ASSERT_TRUE(unsure) << unsure.error().message();
  EXPECT_EQ(unsure->size(), 1u);
}

TEST(CheckDifferences, NothingThatWasComparedIsNoParity) {
  WrittenFile written{.path = "x", .differences = {{.name = "output0", .dims = {0, 4}}}};
  EXPECT_FALSE(check_differences(written, Precision::fp32));
}

}  // namespace

}  // namespace ponte::measure::check_test
