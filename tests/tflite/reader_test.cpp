// What the writer writes comes back; what files say in other words means the same.

#include "tflite/tiny_tflite.h"

namespace ponte::tflite::reader_test {
namespace {

size_t count_of(const Graph& graph, std::string_view op) {
  size_t count = 0;
  for (NodeId id : graph.order()) count += graph.node(id).is(op) ? 1 : 0;
  return count;
}

TEST(TfliteReader, NamesShapesAndWeightsComeBack) {
  auto read = read_bytes(written(tiny_graph(), {.metadata = {{"task", "detect"}, {"names", "{0: 'a', 1: \"it's\"}"}}}));
  ASSERT_TRUE(read) << read.error().message();
  const Graph& graph = read->graph;
  EXPECT_EQ(graph.value(graph.inputs()[0]).name, "images");
  EXPECT_EQ(graph.value(graph.outputs()[0]).name, "output0");
  EXPECT_EQ(shape_text(graph.value(graph.outputs()[0]).fact.shape), "1,16,8");
  Card card = card_from_metadata(read->metadata);
  EXPECT_EQ(card.task, Task::detect);
  EXPECT_EQ(card.names.at(1), "it's");
  Graph original = tiny_graph();
  auto kernel = [](const Graph& from) {
    for (NodeId id : from.order())
      if (from.node(id).is("conv")) return *from.value(from.node(id).inputs[1]).constant;
    return Tensor();
  };
  EXPECT_EQ(kernel(graph), kernel(original));
}

TEST(TfliteReader, WeightsOf8BitsStayQuantized) {
  auto read = read_bytes(written(two_convolutions(), {.weights = Precision::int8_weights}));
  ASSERT_TRUE(read) << read.error().message();
  EXPECT_EQ(count_of(read->graph, "dequantize_linear"), 1u) << "the last convolution stays float32";
  EXPECT_EQ(read->dynamic, 0);
}

TEST(TfliteReader, WeightsOf16BitsAreWidened) {
  auto read = read_bytes(written(tiny_graph(), {.weights = Precision::fp16}));
  ASSERT_TRUE(read) << read.error().message();
  EXPECT_EQ(count_of(read->graph, "cast") + count_of(read->graph, "dequantize_linear"), 0u);
}

TEST(TfliteReader, TheSameFileGivesTheSameGraph) {
  std::vector<std::byte> file = written(tiny_graph());
  EXPECT_EQ(file, written(tiny_graph()));
  auto first = read_bytes(file), second = read_bytes(file);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(written(std::move(first->graph)), written(std::move(second->graph)));
}

TEST(TfliteReader, OtherFilesAreNoModels) {
  auto read = read_bytes({as_bytes("0000TFL2 0000").begin(), as_bytes("0000TFL2 0000").end()});
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, ErrorKind::corrupt);
}

}  // namespace
}  // namespace ponte::tflite::reader_test
