// Damaged models: an error, never a crash, and never for long.

#include <gtest/gtest.h>

#include <fstream>

#include "onnx/onnx_models.h"

namespace ponte::onnx::hostile_test {

namespace {

std::vector<std::byte> content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(file)), {});
  return {as_bytes(text).begin(), as_bytes(text).end()};
}

std::vector<std::vector<std::byte>> originals() {
  TestModel model(11);
  model.input("x", {1, 4, 8, 8}).constant("w", Tensor::of<float>(std::vector<float>(4 * 4 * 9), {4, 4, 3, 3}));
  model.constant("k", Tensor::ints({5})).constant("shape", Tensor::ints({1, -1}));
  model.node("Conv", {"x", "w"}, {"a"}, {{"pads", Dims{1, 1, 1, 1}}});
  model.node("Reshape", {"a", "shape"}, {"b"}).node("TopK", {"b", "k"}, {"c", "d"}).node("Softmax", {"c"}, {"e"});
  std::vector<std::vector<std::byte>> files{model.output("e").output("d").bytes()};
  if (auto data = test_data(); !data.empty())
    for (const char* name : {"onnx_helpers/nms-yolov5.onnx", "onnx_helpers/nms-yolov8.onnx",
                             "onnx_helpers/mask-yolov8-seg.onnx", "onnx/fastestdet-coco-352-fp32.onnx"})
      files.push_back(content(data / "models" / name));
  return files;
}

// Damage may go unnoticed, in a weight or a name; what is noticed is never called a bug of ours or a wrong use.
bool is_fair(const Result<OnnxModel>& model) {
  return model || model.error().kind == ErrorKind::corrupt || model.error().kind == ErrorKind::unsupported;
}

TEST(HostileOnnx, CutFilesAreRefused) {
  for (const auto& file : originals())
    for (size_t size = 0; size < file.size(); size += file.size() < 8192 ? 7 : 1024) {
      Result<OnnxModel> read = TestModel::read_bytes({file.begin(), file.begin() + static_cast<ptrdiff_t>(size)});
      EXPECT_TRUE(is_fair(read)) << read.error().message();
    }
}

TEST(HostileOnnx, FlippedBitsDoNoHarm) {
  for (const auto& file : originals()) {
    uint32_t state = 1;
    for (int round = 0; round < 500; ++round) {
      std::vector<std::byte> damaged = file;
      for (int flips = 0; flips < 1 + round % 3; ++flips) {
        state = state * 1664525 + 1013904223;
        damaged[state % damaged.size()] ^= std::byte{1} << (state >> 29);
      }
      Result<OnnxModel> read = TestModel::read_bytes(std::move(damaged));
      EXPECT_TRUE(is_fair(read)) << read.error().message();
    }
  }
}

TEST(HostileOnnx, AFileOfTinyMessagesIsRefusedBeforeItFillsMemory) {
  std::vector<std::byte> nodes;
  for (int i = 0; i < 2'000'000; ++i) nodes.insert(nodes.end(), {std::byte{0x0a}, std::byte{0}});
  ProtoWriter model;
  model.text(7, as_text(nodes));
  std::vector<std::byte> bytes;
  for (Bytes piece : model.pieces()) bytes.insert(bytes.end(), piece.begin(), piece.end());
  Result<OnnxModel> read = TestModel::read_bytes(std::move(bytes));
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().what, "not an ONNX model: too many parts for a model");
}

TEST(HostileOnnx, ManyEqualNamesAreNotSlow) {
  TestModel model(17);
  model.input("x", {1});
  std::string last = "x";
  for (int i = 0; i < 50'000; ++i) {
    std::string next = fmt::format("v{}", i);
    model.node("Relu", {last}, {next}, {}, "", "same");
    last = next;
  }
  Result<OnnxModel> read = model.output(last).read();
  ASSERT_TRUE(read) << read.error().message();
  EXPECT_EQ(read->graph.order().size(), 50'000u);
}

TEST(HostileOnnx, ShapesOfManyAxesAreRefused) {
  TestModel model(17);
  EXPECT_FALSE(model.input("x", Shape(100'000, Dim(1))).node("Relu", {"x"}, {"y"}).output("y").read());
}

TEST(HostileOnnx, HugeNumbersInAttributesAreRefused) {
  int64_t huge = int64_t{1} << 60;
  auto read = [&](std::string_view op, const std::vector<TestAttr>& attrs) {
    TestModel model(9);
    model.input("x", {1, 1, 8, 8}).constant("w", Tensor::of<float>(std::vector<float>(9), {1, 1, 3, 3}));
    std::vector<std::string> inputs{"x"};
    if (op.starts_with("Conv")) inputs.push_back("w");
    return model.node(op, inputs, {"y"}, attrs).output("y").read();
  };
  EXPECT_FALSE(read("Conv", {{"pads", Dims{huge, huge, huge, huge}}, {"strides", Dims{0, 0}}}));
  EXPECT_FALSE(read("Conv", {{"dilations", Dims{huge, huge}}, {"auto_pad", "SAME_UPPER"}}));
  EXPECT_FALSE(read("ConvTranspose", {{"output_shape", Dims{huge, huge}}}));
  EXPECT_FALSE(read("ConvTranspose", {{"output_padding", Dims{huge, huge}}, {"output_shape", Dims{8, 8}}}));
  EXPECT_FALSE(read("MaxPool", {{"kernel_shape", Dims{huge, huge}}}));
  EXPECT_FALSE(read("Flatten", {{"axis", huge}}));
  EXPECT_FALSE(read("Transpose", {{"perm", Dims{0, 0, huge, -1}}}));
  EXPECT_FALSE(read("Split", {{"split", Dims{huge}}, {"axis", 2}}));
  EXPECT_FALSE(read("DepthToSpace", {{"blocksize", huge}}));
  EXPECT_FALSE(read("Unsqueeze", {{"axes", Dims{huge}}}));
  EXPECT_FALSE(read("Cast", {{"to", huge}}));
}

}  // namespace

}  // namespace ponte::onnx::hostile_test
