#include "formats/onnx/writer.h"

#include <gtest/gtest.h>

#include "graph/builder.h"
#include "graph/compare.h"
#include "onnx/onnx_models.h"

namespace ponte::onnx::writer_test {

namespace {

Graph small_network() {
  Graph graph;
  GraphBuilder b(graph);
  ValueId x = graph.add_input("images", {DType::f32, {Dim::named("batch"), 4, 8, 8}, std::nullopt});
  auto scope = b.scope("model");
  ValueId w = b.constant(Tensor::of<float>(std::vector<float>(8 * 4 * 9, 0.5f), {8, 4, 3, 3}), "weight");
  ValueId y = b.conv(x, w, {}, {.pads = {1, 1, 1, 1}});
  std::vector<ValueId> halves = b.chunk(b.add("leaky_relu", {y}, {{"alpha", 0.1}}), 2, 1);
  y = b.add("squeeze", {b.add("reduce_max", {b.add(halves[0], halves[1])}, {{"axes", Dims{2, 3}}})},
            {{"axes", Dims{2, 3}}});
  EXPECT_TRUE(b.status()) << b.status().error().message();
  EXPECT_TRUE(graph.add_output(y, "output0"));
  return graph;
}

std::string error_of(const Graph& graph, int opset) {
  auto bytes = onnx_bytes(graph, {}, {.opset = opset});
  return bytes ? "none" : bytes.error().message();
}

TEST(OnnxWriter, WhatWasWrittenReadsAsTheSameGraph) {
  for (int opset : {13, 17, 18, 25}) {
    Graph graph = small_network();
    auto bytes = onnx_bytes(graph, {}, {.opset = opset});
    ASSERT_TRUE(bytes) << bytes.error().message();
    Result<OnnxModel> read = TestModel::read_bytes(std::move(*bytes));
    ASSERT_TRUE(read) << read.error().message();
    EXPECT_EQ(difference(read->graph, graph), std::nullopt);
    EXPECT_EQ(read->opset, opset);
  }
}

TEST(OnnxWriter, TheSameGraphGivesTheSameBytes) {
  auto first = onnx_bytes(small_network(), {{"names", "{0: 'a'}"}}, {});
  auto second = onnx_bytes(small_network(), {{"names", "{0: 'a'}"}}, {});
  ASSERT_TRUE(first && second);
  EXPECT_EQ(*first, *second);
  auto again = onnx_bytes(TestModel::read_bytes(*first)->graph, {{"names", "{0: 'a'}"}}, {});
  ASSERT_TRUE(again);
  EXPECT_EQ(*first, *again);
}

TEST(OnnxWriter, KeepsMetadataInTheirOrder) {
  OnnxMetadata metadata{{"task", "detect"}, {"names", "{0: 'a'}"}, {"author", ""}};
  auto bytes = onnx_bytes(small_network(), metadata, {.producer_version = "1.2"});
  ASSERT_TRUE(bytes);
  Result<OnnxModel> read = TestModel::read_bytes(std::move(*bytes));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->metadata, metadata);
  EXPECT_EQ(read->producer_name, "ponte");
  EXPECT_EQ(read->producer_version, "1.2");
}

TEST(OnnxWriter, NamesEveryNodeThatTheOpsetCannotCarry) {
  Graph graph;
  GraphBuilder b(graph);
  ValueId x = graph.add_input("x", {DType::f32, {1}, std::nullopt});
  ValueId y = b.add("gelu", {b.add("mish", {b.add("mish", {x}, {}, "a")}, {}, "b")}, {}, "c");
  y = b.add("quantize_linear", {y, b.scalar(1)}, {{"to", DType::i8}}, "q");
  ASSERT_TRUE(b.status());
  ASSERT_TRUE(graph.add_output(y, "y"));
  EXPECT_EQ(
      error_of(graph, 17),
      "cannot be written as ONNX of opset 17: gelu needs opset 20 (1 node: c); mish needs opset 18 (2 nodes: a, b); "
      "quantize_linear to i8 without a zero point needs opset 21 (1 node: q)");
  EXPECT_EQ(error_of(graph, 24), "none");
  EXPECT_EQ(error_of(graph, 12), "ONNX opset 12 cannot be written, 13 to 25 can");
}

TEST(OnnxWriter, SaysWhatCanBeWritten) {
  EXPECT_TRUE(onnx_can_write(*find_op("conv"), 13));
  EXPECT_FALSE(onnx_can_write(*find_op("gelu"), 19));
  EXPECT_TRUE(onnx_can_write(*find_op("gelu"), 20));
}

TEST(OnnxWriter, EveryOperatorOfTheIrCanBeWrittenAtTheLastOpset) {
  for (const OpInfo* op : all_ops()) {
    // Written as what they are made of: runtimes have no kernel for Swish, and ONNX has no ones_like.
    bool is_lowered = op->name == "silu" || op->name == "ones_like";
    EXPECT_EQ(onnx_can_write(*op, 25), !is_lowered) << op->name;
  }
}

TEST(OnnxWriter, GivesConstantsOfItsOwnAFreeName) {
  Graph graph;
  GraphBuilder b(graph);
  ValueId x = graph.add_input("x", {DType::f32, {1, 1}, std::nullopt});
  ValueId y = b.add("squeeze", {b.mul(x, b.constant(Tensor::scalar(2.0f), "y.axes"))}, {{"axes", Dims{0}}}, "y");
  ASSERT_TRUE(graph.add_output(y, "y"));
  auto bytes = onnx_bytes(graph, {}, {});
  ASSERT_TRUE(bytes);
  EXPECT_EQ(graph_text(TestModel::read_bytes(std::move(*bytes)), {"axes"}),
            "mul = mul(x 2)\ny = squeeze(mul) axes=[0]");
}

TEST(ProtoWriter, DoesNotCopyWeights) {
  std::vector<std::byte> weights(100'000, std::byte{7});
  ProtoWriter tensor, graph;
  tensor.text(8, "w");
  tensor.bytes(9, {Bytes(weights), nullptr});
  graph.message(5, tensor);
  graph.text(2, "after");
  std::vector<Bytes> pieces = graph.pieces();
  ASSERT_EQ(pieces.size(), 3u);
  EXPECT_EQ(pieces[1].data(), weights.data());
  EXPECT_EQ(graph.size(), pieces[0].size() + weights.size() + pieces[2].size());
}

}  // namespace

}  // namespace ponte::onnx::writer_test
