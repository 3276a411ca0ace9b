#include "tflite/tiny_tflite.h"

namespace ponte::tflite::weights_test {
namespace {

constexpr float kExact = 0.375f, kInexact = 0.1f;

struct Filter {
  int64_t inputs, outputs;
  float value;
};

/// A chain of 1x1 convolutions; channels last.
Graph chain(const std::vector<Filter>& filters) {
  Graph graph;
  GraphBuilder b(graph);
  ValueId x = graph.add_input("x", {DType::f32, {1, 2, 2, filters[0].inputs}, std::nullopt});
  Attrs attrs{{"strides", Dims{1, 1}},
              {"pads", Dims{0, 0, 0, 0}},
              {"dilations", Dims{1, 1}},
              {"groups", int64_t{1}},
              {"layout", "nhwc"}};
  for (const auto& [inputs, outputs, value] : filters) {
    std::vector<float> elements(static_cast<size_t>(inputs * outputs), value);
    ValueId weight = b.constant(Tensor::of(std::move(elements), {outputs, inputs, 1, 1}), "w");
    x = b.add("conv", {x, weight}, attrs, "conv");
  }
  EXPECT_TRUE(b.status());
  EXPECT_TRUE(graph.add_output(x, "y"));
  return graph;
}

/// What the first element of each filter is after writing in half precision and reading back.
std::vector<float> halved(const std::vector<Filter>& filters) {
  auto read = read_bytes(written(chain(filters), {.weights = Precision::fp16}));
  EXPECT_TRUE(read) << read.error().message();
  std::vector<float> values;
  if (!read) return values;
  for (NodeId id : read->graph.order()) {
    const Node& node = read->graph.node(id);
    if (node.is("conv")) values.push_back(read->graph.value(node.inputs[1]).constant->to_floats()[0]);
  }
  return values;
}

TEST(HalfWeights, OfUpTo4096NumbersStayAsTheyAre) {
  EXPECT_EQ(halved({{64, 64, kInexact}}), std::vector<float>{kInexact});
}

TEST(HalfWeights, LargerOnesAreRounded) {
  constexpr float kRounded = 0.0999755859375f;
  EXPECT_EQ(halved({{64, 65, kInexact}}), std::vector<float>{kRounded});
  EXPECT_EQ(halved({{64, 128, kInexact}, {128, 128, kExact}}), (std::vector<float>{kRounded, kExact}));
}

TEST(HalfWeights, AFewAmongExactOnesStayAsTheyAre) {
  EXPECT_EQ(halved({{64, 128, kInexact}, {128, 256, kExact}}), (std::vector<float>{kInexact, kExact}));
}

TEST(HalfWeights, ExactOnesTakeHalfTheBytes) {
  std::vector<Filter> filters{{64, 128, kExact}, {128, 64, kExact}};
  size_t halves = written(chain(filters), {.weights = Precision::fp16}).size(), floats = written(chain(filters)).size();
  constexpr size_t kWeights = 2 * 64 * 128;
  EXPECT_NEAR(static_cast<double>(floats - halves), 2.0 * kWeights, 1000);
}

}  // namespace
}  // namespace ponte::tflite::weights_test
