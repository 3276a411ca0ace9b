// Damaged and hostile files: an error, never a crash, and never for long.

#include <gtest/gtest.h>

#include "formats/keras/config/config_value.h"
#include "keras/keras_models.h"

namespace ponte::keras::hostile_test {
namespace {

bool is_fair(const Result<KerasModel>& model) {
  return model || model.error().kind == ErrorKind::corrupt || model.error().kind == ErrorKind::unsupported;
}

std::string of(std::string_view layer, int call = 0) { return call_json(tensor_json(layer, call)); }

std::string good_config() {
  return functional_json(
      {input_json("x", "[null,8,8,2]"),
       layer_json("Conv2D", "conv", R"("filters":2,"kernel_size":[3,3],"padding":"same","activation":"relu")", of("x")),
       layer_json("GlobalAveragePooling2D", "pool", "", of("conv")),
       layer_json("Dense", "dense", R"("units":2)", of("pool"))},
      R"([["x",0,0]])", R"({"scores":["dense",0,0]})");
}

std::string good_file() {
  return keras_file(
      good_config(),
      {counting_weight("layers/conv2d/vars/0", {3, 3, 2, 2}), counting_weight("layers/conv2d/vars/1", {2}),
       counting_weight("layers/dense/vars/0", {2, 2}), counting_weight("layers/dense/vars/1", {2})});
}

TEST(HostileKeras, TheGoodFileIsRead) {
  auto model = read_keras(test::shared(good_file()), {});
  EXPECT_TRUE(model) << model.error().message();
}

TEST(HostileKeras, CutFilesAreRefused) {
  std::string file = good_file();
  for (size_t size = 0; size < file.size(); size += 37)
    EXPECT_TRUE(is_fair(read_keras(test::shared(file.substr(0, size)), {})));
}

TEST(HostileKeras, FlippedBytesOfTheConfigurationDoNoHarm) {
  std::string config = good_config();
  std::vector<TestWeight> weights{
      counting_weight("layers/conv2d/vars/0", {3, 3, 2, 2}), counting_weight("layers/conv2d/vars/1", {2}),
      counting_weight("layers/dense/vars/0", {2, 2}), counting_weight("layers/dense/vars/1", {2})};
  uint32_t state = 1;
  for (int round = 0; round < 3000; ++round) {
    std::string damaged = config;
    for (int flips = 0; flips < 1 + round % 3; ++flips) {
      state = state * 1664525 + 1013904223;
      damaged[(state >> 8) % damaged.size()] = "0123456789-.,:[]{}\"ntx"[(state >> 4) % 22];
    }
    auto model = read(damaged, weights);
    EXPECT_TRUE(is_fair(model)) << model.error().message();
  }
}

TEST(HostileKeras, DeepNestingIsRefused) {
  std::string deep(100'000, '[');
  EXPECT_FALSE(parse_config(as_bytes(deep + std::string(100'000, ']'))));
  EXPECT_FALSE(parse_config(as_bytes(std::string(900, '[') + std::string(900, ']'))));
  // Models in models.
  std::string layers = input_json("x", "[null,1]");
  std::string model = nested_json("m", {layers}, R"(["x",0,0])", R"(["x",0,0])", of("x"));
  for (int i = 0; i < 40; ++i) model = nested_json("m", {layers, model}, R"(["x",0,0])", R"(["m",1,0])", of("x"));
  auto read_model = read(functional_json({layers, model}, R"(["x",0,0])", R"(["m",1,0])"));
  ASSERT_FALSE(read_model);
  EXPECT_NE(read_model.error().what.find("nested more than"), std::string::npos) << read_model.error().message();
}

// Each model calls the next one twice: 2^24 calls of one layer.
TEST(HostileKeras, ModelsThatMultiplyAreRefused) {
  std::string layers = input_json("x", "[null,1]"), twice = of("x") + "," + of("m", 0);
  std::string model = nested_json("m", {layers, layer_json("Activation", "a", R"("activation":"relu")", of("x"))},
                                  R"(["x",0,0])", R"(["a",0,0])", twice);
  for (int i = 0; i < 24; ++i) model = nested_json("m", {layers, model}, R"(["x",0,0])", R"(["m",2,0])", twice);
  EXPECT_FALSE(read(functional_json({layers, model}, R"(["x",0,0])", R"(["m",2,0])")));
  std::string empty = nested_json("m", {layers}, R"(["x",0,0])", R"(["x",0,0])", twice);
  for (int i = 0; i < 24; ++i) empty = nested_json("m", {layers, empty}, R"(["x",0,0])", R"(["m",2,0])", twice);
  EXPECT_FALSE(read(functional_json({layers, empty}, R"(["x",0,0])", R"(["m",2,0])")));
}

TEST(HostileKeras, CallsOfWhatIsNotThereAreRefused) {
  auto error = [](std::string_view calls) {
    return error_text(read(functional_json({input_json("x", "[null,1]"), layer_json("Flatten", "y", "", calls)},
                                           R"(["x",0,0])", R"(["y",0,0])")));
  };
  EXPECT_EQ(error(of("nobody")), "config.json: y: there is no layer nobody");
  EXPECT_EQ(error(of("x", 1)), "config.json: y: output 0 of call 1 of x is used, which is called 1 times");
  EXPECT_EQ(error(of("y")), "config.json: the layers form a cycle");
  EXPECT_EQ(error(call_json(tensor_json("x", 0, 3))), "config.json: x has 1 outputs, number 3 is used");
  EXPECT_EQ(error(call_json(tensor_json("x", 0, -1))),
            "config.json: y: output -1 of call 0 of x is used, which is called 1 times");
}

TEST(HostileKeras, HugeNumbersInSettingsAreRefused) {
  auto fails = [](std::string_view class_name, std::string_view config, std::string_view shape = "[null,8,8,2]",
                  std::string_view module = "keras.layers") {
    auto model =
        read(one_layer(class_name, config, shape, module), {counting_weight("layers/conv2d/vars/0", {1, 1, 2, 2})});
    return !model && is_fair(model);
  };
  std::string huge = std::to_string(int64_t{1} << 60);
  EXPECT_TRUE(fails("Conv2D", R"("filters":2,"use_bias":false,"kernel_size":)" + huge));
  EXPECT_TRUE(fails("Conv2D", R"("filters":2,"use_bias":false,"kernel_size":1,"strides":0)"));
  EXPECT_TRUE(fails("MaxPooling2D", R"("pool_size":)" + huge));
  EXPECT_TRUE(fails("ZeroPadding2D", R"("padding":)" + huge));
  EXPECT_TRUE(fails("Reshape", R"("target_shape":[)" + huge + "," + huge + "]"));
  EXPECT_TRUE(fails("Permute", R"("dims":[)" + huge + ",2,3]"));
  EXPECT_TRUE(fails("RepeatVector", R"("n":)" + huge, "[null,2]"));
  EXPECT_TRUE(fails("UpSampling2D", R"("size":)" + huge));
  EXPECT_TRUE(fails("Split", R"("axis":1,"indices_or_sections":)" + huge, "[null,8]", "keras.src.ops.numpy"));
  EXPECT_TRUE(fails("Repeat", R"("axis":1,"repeats":)" + huge, "[null,8]", "keras.src.ops.numpy"));
  EXPECT_TRUE(fails("TopK", R"("k":)" + huge, "[null,8]", "keras.src.ops.math"));
  EXPECT_TRUE(fails("GroupNormalization", R"("groups":)" + huge));
  EXPECT_TRUE(fails("Softmax", R"("axis":[1,1])"));
  EXPECT_TRUE(fails("Flatten", "", fmt::format("[null,{}]", huge)));
}

TEST(HostileKeras, ConstantsOfManyAxesOrUnevenRowsAreRefused) {
  auto constant = [](const std::string& value) {
    return parse_config(as_bytes(R"({"class_name":"__numpy__","config":{"dtype":"float32","value":)" + value + "}}"));
  };
  EXPECT_TRUE(constant("[[1,2],[3,4]]"));
  EXPECT_TRUE(constant("[Infinity,-Infinity]"));
  EXPECT_FALSE(constant("[[1,2],[3]]"));
  EXPECT_FALSE(constant("[[1,2],3]"));
  EXPECT_FALSE(constant("[1,[2]]"));
  EXPECT_FALSE(constant(R"(["a"])"));
  EXPECT_FALSE(constant(std::string(20, '[') + "1" + std::string(20, ']')));
}

TEST(HostileKeras, AChainAsLongAsTheFileIsReadWithoutRecursion) {
  std::vector<std::string> layers{input_json("x", "[null,1]")};
  std::string last = "x";
  for (int i = 0; i < 20'000; ++i) {
    std::string name = fmt::format("a{}", i);
    layers.push_back(layer_json("Activation", name, R"("activation":"relu")", of(last)));
    last = name;
  }
  auto model = read(functional_json(layers, R"(["x",0,0])", fmt::format(R"(["{}",0,0])", last)));
  ASSERT_TRUE(model) << model.error().message();
  EXPECT_EQ(model->graph.order().size(), 20'000u);
}

TEST(HostileKeras, FilesOfWeightsAloneSayWhatIsMissing) {
  auto model = read_keras(test::shared(hdf5_text({counting_weight("layers/dense/vars/0", {1})})), {});
  EXPECT_EQ(error_text(model), "the file holds weights without the model that they belong to");
}

}  // namespace
}  // namespace ponte::keras::hostile_test
