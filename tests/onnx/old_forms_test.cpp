// What operators of old opsets become: each model is one node over x, and the text is the graph that is read.

#include <gtest/gtest.h>

#include "onnx/onnx_models.h"

namespace ponte::onnx::old_forms_test {

namespace {

// One node over x [2,4,6,6] (and what `more` adds) that makes y.
struct One {
  int opset;
  std::string op;
  std::vector<TestAttr> attrs;
  std::vector<std::pair<std::string, Tensor>> constants = {};
  std::vector<std::string> outputs = {"y"};
  Shape shape = {2, 4, 6, 6};

  std::string reads_as(const std::vector<std::string>& attr_names = {}) const {
    TestModel model(opset);
    model.input("x", shape);
    std::vector<std::string> inputs{"x"};
    for (const auto& [name, tensor] : constants) {
      inputs.push_back(name);
      if (!name.empty()) model.constant(name, tensor);
    }
    return graph_text(model.node(op, inputs, outputs, attrs).output(outputs[0]).read(), attr_names);
  }
};

Tensor floats(std::vector<float> values) {
  Dims dims{static_cast<int64_t>(values.size())};
  return Tensor::of<float>(std::move(values), std::move(dims));
}

TEST(OldForms, Slice1HasAttributes) {
  EXPECT_EQ((One{9, "Slice", {{"starts", Dims{0, 1}}, {"ends", Dims{2, -1}}, {"axes", Dims{1, 3}}}}.reads_as()),
            "y = slice(x [0 1] [2 -1] [1 3])");
  EXPECT_EQ((One{10, "Slice", {}, {{"s", Tensor::ints({1})}, {"e", Tensor::ints({9})}}}.reads_as()),
            "y = slice(x [1] [9])");
}

TEST(OldForms, PadHasAttributesThenInputsThenAxes) {
  EXPECT_EQ((One{10, "Pad", {{"pads", Dims{0, 0, 1, 1, 0, 0, 1, 1}}}}.reads_as()), "y = pad(x [0 0 1 1 0 0 1 1])");
  EXPECT_EQ((One{10, "Pad", {{"pads", Dims{0, 0, 1, 1, 0, 0, 1, 1}}, {"value", 2.0}}}.reads_as()),
            "y = pad(x [0 0 1 1 0 0 1 1] 2)");
  One some{18, "Pad", {}, {{"p", Tensor::ints({1, 2})}, {"", {}}, {"a", Tensor::ints({-1})}}};
  EXPECT_EQ(some.reads_as(), "y = pad(x [0 0 0 1 0 0 0 2])");
}

TEST(OldForms, Clip6HasAttributesAndTheLargestFloatMeansNone) {
  EXPECT_EQ((One{6 + 1, "Clip", {{"min", 0.0}, {"max", 6.0}}}.reads_as()), "y = clip(x 0 6)");
  EXPECT_EQ((One{10, "Clip", {{"max", 6.0}}}.reads_as()), "y = clip(x - 6)");
  EXPECT_EQ((One{10, "Clip", {{"min", 0.0}, {"max", 3.4028234663852886e38}}}.reads_as()), "y = clip(x 0)");
  EXPECT_EQ((One{11, "Clip", {}, {{"", {}}, {"b", Tensor::scalar(6.0f)}}}.reads_as()), "y = clip(x - 6)");
}

TEST(OldForms, UpsampleIsResize) {
  std::vector<std::string> names{"mode", "coordinates", "nearest_mode"};
  std::string enlarged = "y = resize(x [1 1 2 2]) mode=nearest coordinates=asymmetric nearest_mode=floor";
  EXPECT_EQ((One{7, "Upsample", {{"scales", std::vector<double>{1, 1, 2, 2}}}}.reads_as(names)), enlarged);
  EXPECT_EQ((One{9, "Upsample", {}, {{"s", floats({1, 1, 2, 2})}}}.reads_as(names)), enlarged);
  EXPECT_EQ((One{10, "Resize", {}, {{"s", floats({1, 1, 2, 2})}}}.reads_as(names)), enlarged);
  EXPECT_EQ((One{10, "Resize", {{"mode", "linear"}}, {{"s", floats({1, 1, 2, 2})}}}.reads_as(names)),
            "y = resize(x [1 1 2 2]) mode=linear coordinates=asymmetric nearest_mode=floor");
}

TEST(OldForms, Resize10RoundsUpWhenItShrinks) {
  EXPECT_EQ((One{10, "Resize", {}, {{"s", floats({1, 1, 0.5f, 0.5f})}}}.reads_as({"nearest_mode"})),
            "y = resize(x [1 1 0.5 0.5]) nearest_mode=ceil");
}

TEST(OldForms, ResizeTakesScalesOrSizesOfAllAxesOrOfSome) {
  One eleven{11, "Resize", {}, {{"roi", floats({})}, {"scales", floats({})}, {"sizes", Tensor::ints({2, 4, 3, 3})}}};
  EXPECT_EQ(eleven.reads_as(), "y = resize(x - [2 4 3 3])");
  One thirteen{13, "Resize", {}, {{"", {}}, {"s", floats({1, 1, 2, 2})}}};
  EXPECT_EQ(thirteen.reads_as(), "y = resize(x [1 1 2 2])");
  One some{19, "Resize", {{"axes", Dims{2, 3}}}, {{"", {}}, {"", {}}, {"s", Tensor::ints({3, 12})}}};
  EXPECT_EQ(some.reads_as(), "y = resize(x - [2 4 3 12])");
  some = {19, "Resize", {{"axes", Dims{-1}}}, {{"", {}}, {"s", floats({2})}}};
  EXPECT_EQ(some.reads_as(), "y = resize(x [1 1 1 2])");
}

TEST(OldForms, AxesAreAttributesOrInputs) {
  EXPECT_EQ((One{11, "Unsqueeze", {{"axes", Dims{-1, 0}}}}.reads_as({"axes"})), "y = unsqueeze(x) axes=[0 5]");
  EXPECT_EQ((One{13, "Unsqueeze", {}, {{"a", Tensor::ints({-1, 0})}}}.reads_as({"axes"})),
            "y = unsqueeze(x) axes=[0 5]");
  EXPECT_EQ((One{13, "Squeeze", {}, {}, {"y"}, {1, 4, 1}}.reads_as({"axes"})), "y = squeeze(x) axes=[0 2]");
  EXPECT_EQ((One{11, "ReduceSum", {{"axes", Dims{-2}}, {"keepdims", 0}}}.reads_as({"axes", "keep_dims"})),
            "y = reduce_sum(x) axes=[2] keep_dims=no");
  EXPECT_EQ((One{18, "ReduceMax", {}, {{"a", Tensor::ints({1})}}}.reads_as({"axes"})), "y = reduce_max(x) axes=[1]");
  EXPECT_EQ((One{18, "ReduceMax", {{"noop_with_empty_axes", 1}}}.reads_as()), "y = identity(x)");
  EXPECT_EQ((One{18, "ReduceMax", {}}.reads_as({"axes"})), "y = reduce_max(x) axes=[]");
}

TEST(OldForms, SoftmaxOfOldSeesAMatrix) {
  EXPECT_EQ((One{11, "Softmax", {{"axis", 3}}}.reads_as({"axis"})), "y = softmax(x) axis=3");
  EXPECT_EQ((One{11, "Softmax", {{"axis", 1}}, {}, {"y"}, {2, 5, 1, 1}}.reads_as({"axis"})), "y = softmax(x) axis=1");
  EXPECT_EQ(
      (One{11, "Softmax", {}}.reads_as({"axis"})),
      "y.shape = shape(x)\ny.flat = flatten(x) axis=1\ny.rows = softmax(y.flat) axis=1\ny = reshape(y.rows y.shape)");
  EXPECT_EQ((One{13, "Softmax", {}}.reads_as({"axis"})), "y = softmax(x) axis=3");
}

TEST(OldForms, SplitGetsItsSizesFromWhereverTheyAre) {
  std::vector<std::string> two{"y", "z"};
  EXPECT_EQ((One{11, "Split", {{"axis", 1}, {"split", Dims{1, 3}}}, {}, two}.reads_as({"sizes"})),
            "y z = split(x) sizes=[1 3]");
  EXPECT_EQ((One{13, "Split", {{"axis", 1}}, {{"s", Tensor::ints({1, 3})}}, two}.reads_as({"sizes"})),
            "y z = split(x) sizes=[1 3]");
  EXPECT_EQ((One{11, "Split", {}, {}, two}.reads_as({"axis", "sizes"})), "y z = split(x) axis=0 sizes=[1 1]");
  std::vector<std::string> three{"y", "z", "w"};
  EXPECT_EQ((One{18, "Split", {{"axis", 1}, {"num_outputs", 3}}, {}, three}.reads_as({"sizes"})),
            "y z w = split(x) sizes=[2 2 0]");
}

TEST(OldForms, TopK1HasItsCountAsAnAttribute) {
  EXPECT_EQ((One{9, "TopK", {{"k", 3}}, {}, {"y", "i"}}.reads_as({"axis"})), "y i = topk(x [3]) axis=3");
}

TEST(OldForms, AutoPadBecomesPads) {
  auto pool = [](std::vector<TestAttr> attrs) {
    attrs.emplace_back("kernel_shape", Dims{3, 3});
    return One{11, "MaxPool", std::move(attrs)}.reads_as({"pads"});
  };
  EXPECT_EQ(pool({{"auto_pad", "SAME_UPPER"}}), "y = max_pool(x) pads=[1 1 1 1]");
  EXPECT_EQ(pool({{"auto_pad", "SAME_UPPER"}, {"strides", Dims{2, 2}}}), "y = max_pool(x) pads=[0 0 1 1]");
  EXPECT_EQ(pool({{"auto_pad", "SAME_LOWER"}, {"strides", Dims{2, 2}}}), "y = max_pool(x) pads=[1 1 0 0]");
  EXPECT_EQ(pool({{"auto_pad", "VALID"}}), "y = max_pool(x) pads=[0 0 0 0]");
}

TEST(OldForms, DropoutDoesNothing) {
  EXPECT_EQ((One{11, "Dropout", {{"ratio", 0.5}}, {}, {"y", "mask"}}.reads_as()), "y = identity(x)");
  EXPECT_EQ((One{13, "Dropout", {}, {{"r", Tensor::scalar(0.5f)}}}.reads_as()), "y = identity(x)");
}

TEST(OldForms, ManyInputsBecomePairs) {
  std::vector<std::pair<std::string, Tensor>> more{{"a", floats({1})}, {"b", floats({2})}};
  EXPECT_EQ((One{8, "Max", {}, more}.reads_as()), "y.1 = max(x [1])\ny = max(y.1 [2])");
  EXPECT_EQ((One{8, "Sum", {}, more}.reads_as()), "y.1 = add(x [1])\ny = add(y.1 [2])");
  EXPECT_EQ((One{8, "Mean", {}, more}.reads_as()), "y.1 = add(x [1])\ny.2 = add(y.1 [2])\ny = div(y.2 3)");
  EXPECT_EQ((One{8, "Min", {}}.reads_as()), "y = identity(x)");
}

TEST(OldForms, EveryFormOfConstantIsAConstant) {
  auto form = [](const TestAttr& attr) {
    TestModel model(13);
    model.input("x", {2}, DType::f32).node("Constant", {}, {"c"}, {attr}).node("Mul", {"x", "c"}, {"y"}).output("y");
    return graph_text(model.read(), {});
  };
  EXPECT_EQ(form({"value", Tensor::of<float>({1, 2}, {2})}), "y = mul(x [1 2])");
  EXPECT_EQ(form({"value_float", 0.5}), "y = mul(x 0.5)");
  EXPECT_EQ(form({"value_floats", std::vector<double>{0.5, 1}}), "y = mul(x [0.5 1])");
}

TEST(OldForms, NumbersComeBackAsTheyWereWritten) {
  TestModel model(13);
  model.input("x", {2}).node("LeakyRelu", {"x"}, {"y"}, {{"alpha", 0.1}}).output("y");
  Result<OnnxModel> read = model.read();
  ASSERT_TRUE(read);
  EXPECT_EQ(read->graph.node(read->graph.order()[0]).attrs.number("alpha"), 0.1);
}

}  // namespace

}  // namespace ponte::onnx::old_forms_test
