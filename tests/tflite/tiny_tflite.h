#pragma once
// Small models that ponte's own writer makes, in memory.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "formats/tflite/reader.h"
#include "formats/tflite/writer.h"
#include "graph/builder.h"
#include "support/temp_path.h"

namespace ponte::tflite {

inline std::vector<std::byte> content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(file)), {});
  return {as_bytes(text).begin(), as_bytes(text).end()};
}

inline std::vector<std::byte> written(Graph graph, const WriteOptions& options = {}) {
  test::TempPath path("tiny.tflite");
  auto file = AtomicFile::create(path.string(), Overwrite::allow);
  EXPECT_TRUE(file);
  auto done = write_tflite(std::move(graph), options, *file);
  EXPECT_TRUE(done) << done.error().message();
  EXPECT_TRUE(file->commit());
  return content(path);
}

/// y = conv(x, w) of stride 1 with weights (out, in, size, size); channels last.
inline ValueId tiny_conv(GraphBuilder& b, ValueId x, const Dims& dims, const std::string& name) {
  std::vector<float> weights(static_cast<size_t>(dims[0] * dims[1] * dims[2] * dims[3]));
  for (size_t i = 0; i < weights.size(); ++i) weights[i] = static_cast<float>(i % 17) / 16 - 0.5f;
  ValueId w = b.constant(Tensor::of(std::move(weights), dims), name + ".w");
  ValueId bias =
      b.constant(Tensor::of(std::vector<float>(static_cast<size_t>(dims[0]), 0.25f), {dims[0]}), name + ".b");
  Attrs attrs{{"strides", Dims{1, 1}},
              {"pads", Dims(4, dims[2] / 2)},
              {"dilations", Dims{1, 1}},
              {"groups", int64_t{1}},
              {"layout", "nhwc"}};
  return b.add("conv", {x, w, bias}, std::move(attrs), name);
}

/// A convolution, a pool, a reshape and the largest of each row; channels last.
inline Graph tiny_graph() {
  Graph graph;
  GraphBuilder b(graph);
  ValueId x = graph.add_input("images", {DType::f32, {1, 8, 8, 4}, std::nullopt});
  ValueId y = b.unary("relu", tiny_conv(b, x, {8, 4, 3, 3}, "conv"), "act");
  y = b.add("max_pool", {y},
            {{"kernel", Dims{2, 2}}, {"strides", Dims{2, 2}}, {"pads", Dims{0, 0, 0, 0}}, {"layout", "nhwc"}}, "pool");
  y = b.softmax(b.reshape(y, {1, 16, 8}), 2);
  EXPECT_TRUE(b.status());
  EXPECT_TRUE(graph.add_output(y, "output0"));
  return graph;
}

/// Two convolutions of which the first has weights that are worth 8 bits.
inline Graph two_convolutions() {
  Graph graph;
  GraphBuilder b(graph);
  ValueId x = graph.add_input("images", {DType::f32, {1, 8, 8, 16}, std::nullopt});
  ValueId y = tiny_conv(b, tiny_conv(b, x, {16, 16, 3, 3}, "first"), {128, 16, 1, 1}, "last");
  EXPECT_TRUE(b.status());
  EXPECT_TRUE(graph.add_output(y, "output0"));
  return graph;
}

inline Result<TfliteModel> read_bytes(std::vector<std::byte> bytes, const ReadOptions& options = {}) {
  auto owner = std::make_shared<std::vector<std::byte>>(std::move(bytes));
  return read_tflite({Bytes(*owner), owner}, options);
}

}  // namespace ponte::tflite
