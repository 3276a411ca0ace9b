#include <gtest/gtest.h>

#include "onnx/onnx_models.h"

namespace ponte::onnx::reader_test {

namespace {

std::string error_of(const Result<OnnxModel>& model) { return model ? "none" : model.error().message(); }

TEST(OnnxReader, NamesEveryUnknownOperatorInOneError) {
  TestModel model(17);
  model.input("x", {1})
      .node("Loop", {"x"}, {"a"})
      .node("Relu", {"a"}, {"b"})
      .node("FusedConv", {"b"}, {"c"}, {}, "com.microsoft");
  for (const char* name : {"d", "e", "f", "g"}) model.node("If", {"c"}, {name});
  Result<OnnxModel> read = model.output("g").read();
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, ErrorKind::unsupported);
  EXPECT_EQ(
      read.error().what,
      "3 operators are not supported: If (4 nodes: d, e, f, …), Loop (1 node: a), com.microsoft.FusedConv (1 node: c)");
}

TEST(OnnxReader, RefusesWhatIsNotOnnx) {
  std::string_view text = "PK\x03\x04 this is something else";
  std::vector<std::byte> bytes(as_bytes(text).begin(), as_bytes(text).end());
  Result<OnnxModel> read = TestModel::read_bytes(bytes);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, ErrorKind::corrupt);
  EXPECT_TRUE(read.error().what.starts_with("not an ONNX model: ")) << read.error().what;
  EXPECT_EQ(error_of(TestModel::read_bytes({})), "not an ONNX model: it has no graph");
}

TEST(OnnxReader, RefusesOpsetsItDoesNotKnow) {
  EXPECT_EQ(error_of(TestModel(6).read()), "opset 6 is not supported, 7 to 25 are");
  EXPECT_EQ(error_of(TestModel(99).read()), "opset 99 is not supported, 7 to 25 are");
}

TEST(OnnxReader, KeepsNamesOfNodesAndValues) {
  TestModel model(17);
  model.input("x", {Dim::named("batch"), 3}).node("Relu", {"x"}, {"hidden"}).node("Abs", {"hidden"}, {"y"}).output("y");
  Result<OnnxModel> read = model.read();
  ASSERT_TRUE(read) << error_of(read);
  const Graph& graph = read->graph;
  EXPECT_EQ(graph.value(graph.inputs()[0]).fact.shape, (Shape{Dim::named("batch"), 3}));
  EXPECT_EQ(graph.node(graph.order()[0]).name, "hidden");
  EXPECT_TRUE(graph.find_value("hidden"));
  EXPECT_EQ(graph.value(graph.outputs()[0]).name, "y");
}

TEST(OnnxReader, TakesAnInputWithAnInitializerForAConstant) {
  TestModel model(17);
  model.input("x", {2}).input("w", {2}).constant("w", Tensor::of<float>({1, 2}, {2}));
  Result<OnnxModel> read = model.node("Mul", {"x", "w"}, {"y"}).output("y").read();
  ASSERT_TRUE(read) << error_of(read);
  EXPECT_EQ(read->graph.inputs().size(), 1u);
  EXPECT_TRUE(read->graph.value(read->graph.find_value("w")).is_constant());
}

TEST(OnnxReader, LeavesNoConstantBehindThatBecameAnAttribute) {
  TestModel model(17);
  model.input("x", {2}).constant("axes", Tensor::ints({0}));
  Result<OnnxModel> read = model.node("Unsqueeze", {"x", "axes"}, {"y"}).output("y").read();
  ASSERT_TRUE(read) << error_of(read);
  EXPECT_FALSE(read->graph.find_value("axes"));
}

TEST(OnnxReader, RefusesBrokenReferences) {
  EXPECT_EQ(error_of(TestModel(17).node("Relu", {"x"}, {"y"}).output("y").read()),
            "y: the input x is used before anything makes it");
  EXPECT_EQ(error_of(TestModel(17).input("x", {1}).output("y").read()), "nothing makes the output y");
  EXPECT_EQ(
      error_of(TestModel(17).input("x", {1}).node("Abs", {"x"}, {"y"}).node("Neg", {"x"}, {"y"}).output("y").read()),
      "y: the value y is made twice");
  EXPECT_EQ(error_of(TestModel(17).input("x", {1}).node("Add", {"x", ""}, {"y"}).output("y").read()),
            "y: Add needs its input 1");
}

TEST(OnnxReader, RefusesAttributesItDoesNotKnow) {
  TestModel model(17);
  model.input("x", {1}).node("Relu", {"x"}, {"y"}, {{"alpha", 0.5}}).output("y");
  EXPECT_EQ(error_of(model.read()), "y: the attribute alpha of Relu is not known");
}

TEST(OnnxReader, RefusesAnOutputOfAnOperatorThatItDoesNotMake) {
  TestModel model(17);
  model.input("x", {1, 1, 4, 4}).node("MaxPool", {"x"}, {"y", "indices"}, {{"kernel_shape", Dims{2, 2}}});
  EXPECT_TRUE(TestModel(model).output("y").read());
  EXPECT_EQ(error_of(model.output("indices").read()), "y: output 1 of MaxPool is not supported");
}

}  // namespace

}  // namespace ponte::onnx::reader_test
