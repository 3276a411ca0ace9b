// What single layers become. Their numbers are compared with Keras' own in tests/consumers.

#include <gtest/gtest.h>

#include "keras/keras_models.h"

namespace ponte::keras::layers_test {
namespace {

const Node* node_named(const Result<KerasModel>& model, std::string_view op) {
  if (!model) {
    ADD_FAILURE() << model.error().message();
    return nullptr;
  }
  for (NodeId id : model->graph.order())
    if (model->graph.node(id).is(op)) return &model->graph.node(id);
  ADD_FAILURE() << "no " << op;
  return nullptr;
}

Dims pads_of(std::string_view class_name, std::string_view config, std::string_view op, std::string_view shape,
             const std::vector<TestWeight>& weights = {}) {
  auto model = read(one_layer(class_name, config, shape), weights);
  const Node* node = node_named(model, op);
  return node ? node->attrs.integers("pads") : Dims{};
}

TEST(Windows, SamePaddingPutsTheOddOneAtTheEnd) {
  std::string conv = R"("filters":1,"kernel_size":[3,3],"padding":"same","use_bias":false,"strides":)";
  std::vector<TestWeight> kernel{counting_weight("layers/conv2d/vars/0", {3, 3, 1, 1})};
  EXPECT_EQ(pads_of("Conv2D", conv + "1", "conv", "[null,8,8,1]", kernel), (Dims{1, 1, 1, 1}));
  EXPECT_EQ(pads_of("Conv2D", conv + "2", "conv", "[null,8,8,1]", kernel), (Dims{0, 0, 1, 1}));
  EXPECT_EQ(pads_of("Conv2D", conv + "2", "conv", "[null,7,8,1]", kernel), (Dims{1, 0, 1, 1}));
  EXPECT_EQ(pads_of("MaxPooling2D", R"("pool_size":2,"padding":"same")", "max_pool", "[null,5,4,1]"),
            (Dims{0, 0, 1, 0}));
}

TEST(Windows, SamePaddingOfAnOpenSizeIsRefusedWithAHint) {
  auto model = read(one_layer("MaxPooling2D", R"("pool_size":2,"padding":"same")", "[null,null,null,1]"));
  EXPECT_EQ(error_text(model), "y: same padding with a stride over an axis of open size is not supported");
  ASSERT_FALSE(model);
  EXPECT_EQ(model.error().hint, "give the size with --imgsz");
}

TEST(Windows, CausalPaddingIsAllInFront) {
  std::string conv = R"("filters":1,"kernel_size":[3],"dilation_rate":2,"padding":"causal","use_bias":false)";
  EXPECT_EQ(pads_of("Conv1D", conv, "conv", "[null,8,1]", {counting_weight("layers/conv1d/vars/0", {3, 1, 1})}),
            (Dims{4, 0}));
}

TEST(Windows, TransposedConvolutionsGiveTheSizeThatKerasSays) {
  auto size = [](std::string_view config) {
    auto model =
        read(one_layer("Conv2DTranspose", fmt::format(R"("filters":1,"use_bias":false,{})", config), "[null,5,5,1]"),
             {counting_weight("layers/conv2d_transpose/vars/0", {3, 3, 1, 1})});
    const Node* node = node_named(model, "conv_transpose");
    return node ? model->graph.value(node->outputs[0]).fact.shape[1].size : 0;
  };
  EXPECT_EQ(size(R"("kernel_size":3,"strides":2)"), 11);
  EXPECT_EQ(size(R"("kernel_size":3,"strides":4)"), 20);
  EXPECT_EQ(size(R"("kernel_size":3,"strides":2,"padding":"same")"), 10);
  EXPECT_EQ(size(R"("kernel_size":3,"strides":2,"padding":"same","output_padding":1)"), 10);
  EXPECT_EQ(size(R"("kernel_size":3,"strides":2,"padding":"same","output_padding":0)"), 9);
}

TEST(Weights, KernelsAreTurned) {
  auto model = read(one_layer("Conv2D", R"("filters":2,"kernel_size":[1,2],"use_bias":false)", "[null,4,4,1]"),
                    {counting_weight("layers/conv2d/vars/0", {1, 2, 1, 2})});
  const Node* conv = node_named(model, "conv");
  ASSERT_TRUE(conv);
  const Tensor& weight = *model->graph.value(conv->inputs[1]).constant;
  EXPECT_EQ(weight.dims(), (Dims{2, 1, 1, 2}));
  EXPECT_EQ(weight.to_floats(), (std::vector<float>{0, 2, 1, 3}));
  EXPECT_EQ(conv->attrs.text("layout"), "nhwc");
}

TEST(Weights, DepthwiseKernelsHaveTheMultiplierInside) {
  auto model =
      read(one_layer("DepthwiseConv2D", R"("kernel_size":1,"depth_multiplier":2,"use_bias":false)", "[null,4,4,2]"),
           {counting_weight("layers/depthwise_conv2d/vars/0", {1, 1, 2, 2})});
  const Node* conv = node_named(model, "conv");
  ASSERT_TRUE(conv);
  EXPECT_EQ(model->graph.value(conv->inputs[1]).constant->dims(), (Dims{4, 1, 1, 1}));
  EXPECT_EQ(conv->attrs.integer("groups"), 2);
}

TEST(Weights, StatisticsAreNotTrained) {
  auto model = read(one_layer("BatchNormalization", "", "[null,4,4,3]"),
                    {counting_weight("layers/batch_normalization/vars/0", {3}),
                     counting_weight("layers/batch_normalization/vars/1", {3}),
                     counting_weight("layers/batch_normalization/vars/2", {3}),
                     counting_weight("layers/batch_normalization/vars/3", {3})});
  ASSERT_TRUE(model) << model.error().message();
  EXPECT_EQ(model->parameters, 12);
  EXPECT_EQ(model->trainable, 6);
}

TEST(Weights, ThatNobodyAsksForAreAnError) {
  std::string dense = one_layer("Dense", R"("units":1,"use_bias":false)", "[null,1]");
  EXPECT_EQ(error_text(read(
                dense, {counting_weight("layers/dense/vars/0", {1, 1}), counting_weight("layers/dense/vars/1", {1})})),
            "y: the weight layers/dense/vars/1 of Dense is not known");
  EXPECT_EQ(error_text(read(dense)), "y: the file has 0 weights for Dense, number 0 is needed");
  EXPECT_EQ(error_text(read(dense, {counting_weight("layers/dense/vars/0", {1, 2})})),
            "y: the kernel is [1,2], units 1");
}

TEST(Activations, AreNamesFunctionsOrLayers) {
  auto read_as = [](std::string_view activation) {
    return nodes_text(read(one_layer("Activation", fmt::format(R"("activation":{})", activation), "[null,2]")));
  };
  EXPECT_EQ(read_as(R"("swish")"), "y = silu(x)");
  EXPECT_EQ(read_as(R"("relu6")"), "y = clip(x, 0, 6)");
  EXPECT_EQ(read_as(R"({"class_name":"function","config":"mish","registered_name":"function"})"), "y = mish(x)");
  EXPECT_EQ(read_as(R"({"class_name":"LeakyReLU","config":{"negative_slope":0.1}})"), "y = leaky_relu(x)");
  EXPECT_EQ(read_as(R"("my_function")"), "y: the activation my_function is not supported");
}

TEST(Merging, GivesTensorsOfFewerAxesNewOnesBehindTheBatch) {
  auto model = read(functional_json(
      {input_json("a", "[null,4,4,2]"), input_json("b", "[null,2]"),
       layer_json("Multiply", "y", "", call_json(fmt::format("[{},{}]", tensor_json("a"), tensor_json("b"))))},
      R"([["a",0,0],["b",0,0]])", R"([["y",0,0]])"));
  EXPECT_EQ(nodes_text(model), "y.unsqueeze = unsqueeze(b)\ny = mul(a, y.unsqueeze)");
}

TEST(Training, OnlyLayersVanishAndCallsForTrainingAreRefused) {
  EXPECT_EQ(nodes_text(read(one_layer("Dropout", R"("rate":0.5)", "[null,2]"))), "y = identity(x)");
  EXPECT_EQ(
      error_text(read(one_layer("Dropout", R"("rate":0.5)", "[null,2]", "keras.layers", "", R"("training":true)"))),
      "y: Dropout that is called with training=True is not supported");
}

TEST(Items, AreIndicesSlicesAndNewAxes) {
  auto item = [](std::string_view key) {
    auto model =
        read(one_layer("GetItem", "", "[null,4,6]", "keras.src.ops.numpy", tensor_json("x") + "," + std::string(key)));
    return model ? shape_text(model->graph.value(model->graph.outputs()[0]).fact.shape) : model.error().message();
  };
  auto slice = [](std::string_view start, std::string_view stop, std::string_view step) {
    return fmt::format(R"({{"class_name":"__slice__","config":{{"start":{},"stop":{},"step":{}}}}})", start, stop,
                       step);
  };
  std::string whole = slice("null", "null", "null"), ellipsis = R"({"class_name":"__ellipsis__","config":{}})";
  EXPECT_EQ(item("[" + ellipsis + "," + slice("1", "3", "null") + "]"), "1,4,2");
  EXPECT_EQ(item("[" + whole + ",-1]"), "1,6");
  EXPECT_EQ(item("[" + whole + ",null,2]"), "1,1,6");
  EXPECT_EQ(item("[" + ellipsis + "," + slice("null", "null", "-2") + "]"), "1,4,3");
  EXPECT_EQ(item("[0,0,0,0]"), "y: 4 indices into 3 axes");
  EXPECT_EQ(item("[" + slice("null", "null", "0") + "]"), "y: a slice with steps of 0");
}

TEST(Refused, CustomLayersAreNamedAllAtOnceWithTheirPlaces) {
  auto custom = [](std::string_view name, std::string_view registered, std::string_view from) {
    return fmt::format(
        R"({{"module":null,"class_name":"Gate","registered_name":"{}","name":"{}","config":{{}},"inbound_nodes":[{}]}})",
        registered, name, call_json(tensor_json(from)));
  };
  std::string inner = nested_json("inner", {input_json("in", "[null,1]"), custom("gate", "my>Gate", "in")},
                                  R"(["in",0,0])", R"(["gate",0,0])", call_json(tensor_json("x")));
  auto model = read(functional_json({input_json("x", "[null,1]"), inner, custom("lock", "my>Lock", "inner"),
                                     layer_json("Lambda", "lambda", "", call_json(tensor_json("lock")))},
                                    R"([["x",0,0]])", R"([["lambda",0,0]])"));
  EXPECT_EQ(error_text(model),
            "3 classes of layers are not supported: Lambda (1 call: lambda), my>Gate (1 call: inner.gate), my>Lock (1 "
            "call: lock)");
  ASSERT_FALSE(model);
  EXPECT_EQ(model.error().kind, ErrorKind::unsupported);
  EXPECT_FALSE(model.error().hint.empty());
}

TEST(Refused, SettingsAndArgumentsThatAreNotKnown) {
  EXPECT_EQ(error_text(read(one_layer("Activation", R"("activation":"relu","new_thing":3)", "[null,2]"))),
            "y: the setting new_thing of Activation is not known");
  EXPECT_EQ(nodes_text(read(one_layer("Activation", R"("activation":"relu","new_thing":null)", "[null,2]"))),
            "y = relu(x)");
  EXPECT_EQ(error_text(read(one_layer("Flatten", "", "[null,2]", "keras.layers", "", R"("mask":)" + tensor_json("x")))),
            "y: Flatten that is called with mask is not supported");
}

TEST(Refused, MasksOfEmbeddings) {
  EXPECT_EQ(error_text(read(one_layer("Embedding", R"("input_dim":3,"output_dim":1,"mask_zero":true)", "[null,2]"))),
            "y: Embedding with mask_zero is not supported");
}

}  // namespace
}  // namespace ponte::keras::layers_test
