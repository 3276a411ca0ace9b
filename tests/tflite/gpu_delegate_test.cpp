#include "formats/tflite/gpu_delegate.h"

#include "tflite/tiny_tflite.h"

namespace ponte::tflite::gpu_delegate_test {
namespace {

GpuReport judged(Graph graph, const WriteOptions& options = {}) {
  auto owner = std::make_shared<std::vector<std::byte>>(written(std::move(graph), options));
  auto report = judge_for_gpu({Bytes(*owner), owner});
  EXPECT_TRUE(report) << report.error().message();
  return report ? std::move(*report) : GpuReport{};
}

/// relu of x, then what `middle` makes of it, then relu.
template <class Middle>
Graph between(Shape shape, const Middle& middle) {
  Graph graph;
  GraphBuilder b(graph);
  ValueId x = graph.add_input("x", {DType::f32, std::move(shape), std::nullopt});
  ValueId y = b.unary("relu", middle(b, b.unary("relu", x, "before")), "after");
  EXPECT_TRUE(b.status()) << b.status().error().message();
  EXPECT_TRUE(graph.add_output(y, "y"));
  return graph;
}

TEST(GpuDelegate, TakesAFloatModelWhole) {
  for (Precision form : {Precision::fp32, Precision::fp16}) {
    GpuReport report = judged(tiny_graph(), {.weights = form});
    EXPECT_EQ(report.on_gpu, report.operators);
    EXPECT_TRUE(report.on_cpu.empty());
    // 8 x 8 results of 8 filters of 3 x 3 over 4 channels.
    EXPECT_EQ(report.multiply_adds, 8 * 8 * 8 * 9 * 4);
    EXPECT_EQ(report.on_gpu_multiply_adds, report.multiply_adds);
  }
}

TEST(GpuDelegate, LeavesTheBestRowsToTheCpu) {
  auto best = [](GraphBuilder& b, ValueId x) {
    return b.add_multi("topk", {x, b.constant(Tensor::ints({3}), "k")}, {{"axis", int64_t{1}}}, 2, "best")[0];
  };
  GpuReport report = judged(between({1, 8}, best));
  ASSERT_EQ(report.operators, 3u);
  ASSERT_EQ(report.on_cpu.size(), 2u);
  EXPECT_EQ(report.on_cpu[0].name, "TOPK_V2");
  EXPECT_EQ(report.on_cpu[0].reason, "the delegate does not have the operator");
  EXPECT_EQ(report.parts, 2u);
  EXPECT_EQ(report.on_cpu[1].reason, "in a part of the model that is not the largest");
}

TEST(GpuDelegate, RefusesFiveAxes) {
  auto fold = [](GraphBuilder& b, ValueId x) {
    return b.reshape(b.reshape(x, {1, 2, 2, 2, 3}, "five"), {1, 4, 2, 3}, "four");
  };
  GpuReport report = judged(between({1, 4, 2, 3}, fold));
  ASSERT_GE(report.on_cpu.size(), 2u);
  EXPECT_EQ(report.on_cpu[0].name, "RESHAPE");
  EXPECT_EQ(report.on_cpu[0].reason, "5 axes, up to 4 are taken");
}

TEST(GpuDelegate, RefusesIntegersThatAreComputed) {
  Graph graph;
  GraphBuilder b(graph);
  ValueId x = graph.add_input("x", {DType::i32, {1, 4}, std::nullopt});
  ASSERT_TRUE(graph.add_output(b.add(x, x, "sum"), "y"));
  GpuReport report = judged(std::move(graph));
  ASSERT_EQ(report.on_cpu.size(), 1u);
  EXPECT_EQ(report.on_cpu[0].reason, "an input of the type INT32");
  EXPECT_EQ(report.on_gpu, 0u);
}

TEST(GpuDelegate, RefusesANewerVersionOfAnOperator) {
  GpuReport report = judged(two_convolutions(), {.weights = Precision::int8_weights});
  ASSERT_EQ(report.on_cpu.size(), 1u);
  EXPECT_EQ(report.on_cpu[0].name, "DEQUANTIZE");
  EXPECT_EQ(report.on_cpu[0].reason, "version 5, up to 3 is taken");
}

TEST(GpuDelegate, ReadsDamagedFilesAsFarAsTheyGo) {
  std::vector<std::byte> whole = written(tiny_graph());
  for (size_t size = 0; size < whole.size(); size += 37) {
    auto owner =
        std::make_shared<std::vector<std::byte>>(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    (void)judge_for_gpu({Bytes(*owner), owner});
  }
}

}  // namespace
}  // namespace ponte::tflite::gpu_delegate_test
