// Nested models, shared layers, tensors anywhere in a call, and the forms of Keras 2.

#include <gtest/gtest.h>

#include "keras/keras_models.h"

namespace ponte::keras::structure_test {
namespace {

std::string dense(std::string_view name, int units, std::string_view calls) {
  return layer_json("Dense", name, fmt::format(R"("units":{},"use_bias":false)", units), calls);
}

std::string of(std::string_view layer, int call = 0, int output = 0) {
  return call_json(tensor_json(layer, call, output));
}

TEST(Functional, BecomesNodesNamedAfterItsLayers) {
  auto model = read(functional_json({input_json("x", "[null,3]"), dense("first", 2, of("x")),
                                     layer_json("Activation", "act", R"("activation":"relu")", of("first"))},
                                    R"(["x",0,0])", R"(["act",0,0])"),
                    {counting_weight("layers/dense/vars/0", {3, 2})});
  EXPECT_EQ(nodes_text(model), "first = gemm(x, [0 1 2 3 4 5])\nact = relu(first)");
  ASSERT_TRUE(model);
  EXPECT_EQ(model->parameters, 6);
  EXPECT_EQ(model->trainable, 6);
  EXPECT_EQ(shape_text(model->graph.value(model->graph.inputs()[0]).fact.shape), "1,3");
}

TEST(Functional, TakesWeightsByClassAndOrderNotByName) {
  // The layer that is farther from the output is dense, whatever stands first in the file.
  auto model =
      read(functional_json({input_json("x", "[null,1]"), dense("near", 1, of("far")), dense("far", 1, of("x"))},
                           R"([["x",0,0]])", R"([["near",0,0]])"),
           {counting_weight("layers/dense/vars/0", {1, 1}, 5), counting_weight("layers/dense_1/vars/0", {1, 1}, 7)});
  EXPECT_EQ(nodes_text(model), "far = gemm(x, [5])\nnear = gemm(far, [7])");
}

TEST(Functional, FindsTensorsAnywhereInACall) {
  std::string nested = fmt::format("[[{},{}]]", tensor_json("a"), tensor_json("b"));
  auto model = read(functional_json(
      {input_json("a", "[null,2]"), input_json("b", "[null,2]"),
       layer_json("Add", "sum", "", call_json(nested.substr(1, nested.size() - 2))),
       layer_json("Multiply", "product", "",
                  call_json("", R"("inputs":)" + fmt::format("[{},{}]", tensor_json("sum"), tensor_json("a")))),
       layer_json("Maximum", "most", "", call_json(tensor_json("product"), R"("x2":)" + tensor_json("b")),
                  "keras.src.ops.numpy")},
      R"([["a",0,0],["b",0,0]])", R"([["most",0,0]])"));
  EXPECT_EQ(nodes_text(model), "sum = add(a, b)\nproduct = mul(sum, a)\nmost = max(product, b)");
  ASSERT_TRUE(model);
  std::vector<std::string> edges;
  for (const LayerCall& layer : model->layers)
    for (const LayerEdge& edge : layer.inputs) edges.push_back(layer.path + ":" + edge.where + "=" + edge.layer);
  EXPECT_EQ(edges,
            (std::vector<std::string>{"sum:args[0][0]=a", "sum:args[0][1]=b", "product:kwargs.inputs[0]=sum",
                                      "product:kwargs.inputs[1]=a", "most:args[0]=product", "most:kwargs.x2=b"}));
}

TEST(Functional, BringsConstantsIntoTheGraph) {
  std::string constant = R"({"class_name":"__numpy__","config":{"value":[[1.5,2.0]],"dtype":"float32"}})";
  auto model = read(one_layer("Multiply", "", "[null,2]", "keras.src.ops.numpy", tensor_json("x") + "," + constant));
  EXPECT_EQ(nodes_text(model), "y = mul(x, [1.5 2])");
  EXPECT_EQ(nodes_text(read(one_layer("Subtract", "", "[null,2]", "keras.src.ops.numpy", "1," + tensor_json("x")))),
            "y = sub(1, x)");
}

TEST(Functional, GivesOutputsTheKeysOfADict) {
  auto model = read(
      functional_json({input_json("x", "[null,2]"), layer_json("Activation", "a", R"("activation":"relu")", of("x")),
                       layer_json("Activation", "b", R"("activation":"tanh")", of("x"))},
                      R"({"picture":["x",0,0]})", R"({"scores":["b",0,0],"boxes":["a",0,0]})"));
  ASSERT_TRUE(model) << model.error().message();
  const Graph& graph = model->graph;
  EXPECT_EQ(graph.value(graph.outputs()[0]).name, "scores");
  EXPECT_EQ(graph.value(graph.outputs()[1]).name, "boxes");
  EXPECT_EQ(graph.value(graph.inputs()[0]).name, "x");
}

// inner(x) = dense(dense_of_inner)
std::string inner_model(std::string_view calls) {
  return nested_json("inner", {input_json("in", "[null,1]"), dense("dense", 1, of("in"))}, R"(["in",0,0])",
                     R"(["dense",0,0])", calls);
}

TEST(Nested, ModelsAreTakenApartAndShareTheirWeights) {
  // Called twice in a chain; in output_layers calls of a nested model count from 1, in arguments from 0.
  auto model = read(functional_json({input_json("x", "[null,1]"), inner_model(of("x") + "," + of("inner", 0))},
                                    R"(["x",0,0])", R"(["inner",2,0])"),
                    {counting_weight("layers/functional/layers/dense/vars/0", {1, 1}, 3)});
  EXPECT_EQ(nodes_text(model), "inner.dense = gemm(x, [3])\ninner.dense_1 = gemm(inner.dense, [3])");
  ASSERT_TRUE(model);
  EXPECT_EQ(model->parameters, 1);
  EXPECT_EQ(model->layers[2].path, "inner.dense");
  EXPECT_EQ(model->layers[2].call, 1);
  EXPECT_EQ(model->layers[2].nesting, std::vector<std::string>{"inner"});
}

TEST(Nested, CallsMayCountFromOneEverywhere) {
  auto model = read(functional_json({input_json("x", "[null,1]"), inner_model(of("x") + "," + of("inner", 1))},
                                    R"(["x",0,0])", R"(["inner",2,0])"),
                    {counting_weight("layers/functional/layers/dense/vars/0", {1, 1}, 3)});
  EXPECT_EQ(nodes_text(model), "inner.dense = gemm(x, [3])\ninner.dense_1 = gemm(inner.dense, [3])");
}

TEST(Nested, InputsGivenByNameGoToThatInput) {
  std::string inner =
      nested_json("inner",
                  {input_json("left", "[null,1]"), input_json("right", "[null,1]"),
                   layer_json("Subtract", "minus", "",
                              call_json(fmt::format("[{},{}]", tensor_json("left"), tensor_json("right"))))},
                  R"([["left",0,0],["right",0,0]])", R"([["minus",0,0]])",
                  call_json(fmt::format(R"({{"right":{},"left":{}}})", tensor_json("a"), tensor_json("b"))));
  auto model = read(functional_json({input_json("a", "[null,1]"), input_json("b", "[null,1]"), inner},
                                    R"([["a",0,0],["b",0,0]])", R"([["inner",1,0]])"));
  EXPECT_EQ(nodes_text(model), "inner.minus = sub(b, a)");
}

TEST(Nested, ALayerOfTwoModelsHasTheWeightsOfItsFirstPlace) {
  auto model =
      read(functional_json({input_json("x", "[null,1]"), inner_model(of("x")), dense("dense", 1, of("inner", 0))},
                           R"(["x",0,0])", R"(["dense",0,0])"),
           {counting_weight("layers/functional/layers/dense/vars/0", {1, 1}, 3)});
  EXPECT_EQ(nodes_text(model), "inner.dense = gemm(x, [3])\ndense = gemm(inner.dense, [3])");
  ASSERT_TRUE(model);
  EXPECT_EQ(model->parameters, 1);
}

TEST(Sequential, IsAChainAndNeedsNoInputLayer) {
  std::string config = R"({"module":"keras","class_name":"Sequential","config":{"name":"s","layers":[
    {"module":"keras.layers","class_name":"Dense","config":{"name":"d","units":1,"use_bias":false}},
    {"module":"keras.layers","class_name":"Dropout","config":{"name":"drop","rate":0.5}},
    {"module":"keras.layers","class_name":"Activation","config":{"name":"a","activation":"sigmoid"}}],
    "build_input_shape":[null,2]}})";
  auto model = read(config, {counting_weight("layers/dense/vars/0", {2, 1})});
  EXPECT_EQ(nodes_text(model), "d = gemm(d_input, [0 1])\na = sigmoid(d)");
}

TEST(Shapes, OpenSizesAreNumbersOrNames) {
  std::string config = one_layer("Activation", R"("activation":"relu")", "[null,null,null,3]");
  auto shape_of = [&](const ReadOptions& options) {
    auto model = read(config, {}, options);
    return model ? shape_text(model->graph.value(model->graph.inputs()[0]).fact.shape) : model.error().message();
  };
  EXPECT_EQ(shape_of({}), "1,height,width,3");
  EXPECT_EQ(shape_of({.batch = 0}), "batch,height,width,3");
  EXPECT_EQ(shape_of({.batch = 2, .height = 64, .width = 32}), "2,64,32,3");
}

// ---- Keras 2

std::string legacy_layer(std::string_view class_name, std::string_view name, std::string_view config,
                         std::string_view nodes) {
  return fmt::format(
      R"({{"class_name":"{}","name":"{}","config":{{"name":"{}","trainable":true{}{}}},"inbound_nodes":{}}})",
      class_name, name, name, config.empty() ? "" : ",", config, nodes);
}

std::string legacy_model(const std::vector<std::string>& layers, std::string_view inputs, std::string_view outputs) {
  return fmt::format(R"({{"class_name":"Functional","config":{}}})", functional_config("m", layers, inputs, outputs));
}

std::string legacy_input(std::string_view name) {
  return legacy_layer("InputLayer", name, R"("batch_input_shape":[null,2],"dtype":"float32","sparse":false)", "[]");
}

TEST(Keras2, TensorsBehindTheFirstAreTriplesInKwargs) {
  auto model = read_keras(
      test::shared(keras_file(
          legacy_model(
              {legacy_input("a"), legacy_input("b"), legacy_layer("Add", "sum", "", R"([[["a",0,0,{}],["b",0,0,{}]]])"),
               legacy_layer("TFOpLambda", "tf.math.multiply", R"("function":"math.multiply")",
                            R"([["sum",0,0,{"y":["b",0,0],"name":null}]])"),
               legacy_layer("TFOpLambda", "tf.math.add", R"("function":"math.add")",
                            R"([["_CONSTANT_VALUE",-1,1.5,{"y":["tf.math.multiply",0,0]}]])"),
               legacy_layer("TFOpLambda", "tf.concat", R"("function":"concat")",
                            R"([[["tf.math.add",0,0,{"axis":-1}],["a",0,0,{"axis":-1}]]])"),
               legacy_layer(
                   "SlicingOpLambda", "item", R"("function":"__operators__.getitem")",
                   R"([["tf.concat",0,0,{"slice_spec":[{"start":null,"stop":null,"step":null},{"start":1,"stop":3,"step":null}]}]])")},
              R"([["a",0,0],["b",0,0]])", R"([["item",0,0]])"),
          {}, R"({"keras_version":"2.15.0"})")),
      {});
  EXPECT_EQ(nodes_text(model),
            "sum = add(a, b)\n"
            "tf.math.multiply = mul(sum, b)\n"
            "tf.math.add = add(1.5, tf.math.multiply)\n"
            "tf.concat = concat(tf.math.add, a)\n"
            "item = slice(tf.concat, [1], [3], [1])");
}

TEST(Keras2, HasAnotherHardSigmoid) {
  auto alpha = [](const std::string& version) {
    auto model =
        read_keras(test::shared(keras_file(one_layer("Activation", R"("activation":"hard_sigmoid")", "[null,2]"), {},
                                           R"({"keras_version":")" + version + R"("})")),
                   {});
    return model.value().graph.node(model->graph.order()[0]).attrs.number("alpha");
  };
  EXPECT_EQ(alpha("2.15.0"), 0.2);
  EXPECT_EQ(alpha("3.4.1"), 1.0 / 6);
}

TEST(Keras2, UnknownFunctionsOfTensorFlowAreNamed) {
  auto model = read_keras(
      test::shared(keras_file(
          legacy_model({legacy_input("a"),
                        legacy_layer("TFOpLambda", "tf.fft", R"("function":"signal.fft")", R"([["a",0,0,{}]])")},
                       R"([["a",0,0]])", R"([["tf.fft",0,0]])"),
          {})),
      {});
  EXPECT_EQ(error_text(model), "tf.fft: the TensorFlow function tf.signal.fft is not supported");
}

}  // namespace
}  // namespace ponte::keras::structure_test
