// The order of the weights of KerasCV's detector, which follows from the network that is rebuilt.

#include "formats/keras/config/kerascv.h"

#include <gtest/gtest.h>

#include "formats/keras/config/model_config.h"
#include "keras/keras_models.h"

namespace ponte::keras::kerascv_test {
namespace {

std::string detector_json(int fpn_depth) {
  return fmt::format(
      R"({{"module":"m","class_name":"YOLOV8Detector","registered_name":"keras_cv>YOLOV8Detector","config":{{"num_classes":5,
      "bounding_box_format":"xyxy","fpn_depth":{},"backbone":{{"class_name":"YOLOV8Backbone",
      "registered_name":"keras_cv>YOLOV8Backbone","config":{{"name":"b","include_rescaling":true,"input_shape":[64,64,3],
      "stackwise_channels":[32,64,128,256],"stackwise_depth":[1,2,2,1],"activation":"swish"}}}}}}}})",
      fpn_depth);
}

std::vector<std::string> convolutions(const ModelConfig& model) {
  std::vector<std::string> names;
  for (size_t index : model.layer_order)
    if (model.layers[index].class_name == "Conv2D") names.push_back(model.layers[index].name);
  return names;
}

TEST(KerasCv, DetectorHasItsWeightsInTheOrderOfTheFile) {
  ConfigValue config = parse_config(as_bytes(detector_json(1))).value();
  auto model = parse_model(config);
  ASSERT_TRUE(model) << model.error().message();
  std::vector<std::string> names = convolutions(**model);
  // As the groups conv2d, conv2d_1, … of a saved file have it: the neck, then the head by its depth, classes before
  // boxes.
  std::vector<std::string> neck{
      "pa_fpn_p4p5_pre_conv",       "pa_fpn_p4p5_pre_0_1_conv",  "pa_fpn_p4p5_pre_0_2_conv",
      "pa_fpn_p4p5_output_conv",    "pa_fpn_p3p4p5_pre_conv",    "pa_fpn_p3p4p5_pre_0_1_conv",
      "pa_fpn_p3p4p5_pre_0_2_conv", "pa_fpn_p3p4p5_output_conv", "pa_fpn_p3p4p5_downsample1_conv"};
  ASSERT_EQ(names.size(), 40u);
  EXPECT_EQ(std::vector<std::string>(names.begin(), names.begin() + 9), neck);
  std::vector<std::string> head;
  for (const char* part : {"class_1", "box_1", "class_2", "box_2", "class_3", "box_3"})
    for (int level = 1; level <= 3; ++level) head.push_back(fmt::format("yolo_v8_head_{}_{}_conv", level, part));
  EXPECT_EQ(std::vector<std::string>(names.end() - 18, names.end()), head);
}

TEST(KerasCv, BackboneIsANestedModelWithCountersOfItsOwn) {
  ConfigValue config = parse_config(as_bytes(detector_json(1))).value();
  auto model = parse_model(config);
  ASSERT_TRUE(model) << model.error().message();
  const LayerConfig& backbone = (*model)->layers[1];
  ASSERT_TRUE(backbone.model);
  std::vector<std::string> names = convolutions(*backbone.model);
  ASSERT_EQ(names.size(), 27u);
  EXPECT_EQ(names[0], "stem_1_conv");
  EXPECT_EQ(names[5], "stack1_c2f_output_conv");
  EXPECT_EQ(names[26], "stack4_spp_fast_output_conv");
}

TEST(KerasCv, DamagedConfigurationsAreRefused) {
  auto error = [](std::string json, std::string_view from, std::string_view to) {
    json.replace(json.find(from), from.size(), to);
    auto model = read(json);
    return model ? "read" : model.error().message();
  };
  std::string good = detector_json(1);
  EXPECT_EQ(error(good, "\"fpn_depth\":1", "\"fpn_depth\":100000"), "config.json: a neck of depth 100000");
  EXPECT_EQ(error(good, "[32,64,128,256]", "[32,64]"), "config.json: 2 stacks of channels, 4 depths");
  EXPECT_EQ(error(good, "keras_cv>YOLOV8Backbone", "keras_cv>ResNetBackbone"),
            "config.json: a YOLOV8Detector with the backbone keras_cv>ResNetBackbone is not supported");
  EXPECT_EQ(error(good, "keras_cv>YOLOV8Detector", "keras_cv>RetinaNet"),
            "config.json: a model of class keras_cv>RetinaNet is not supported: its file does not hold its layers");
}

}  // namespace
}  // namespace ponte::keras::kerascv_test
