#pragma once
// Small models that ponte's own writer makes, in memory.

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

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

/// A convolution, a pool, a reshape and the largest of each row; channels last.
inline Graph tiny_graph() {
  Graph graph;
  GraphBuilder b(graph);
  ValueId x = graph.add_input("images", {DType::f32, {1, 8, 8, 4}, std::nullopt});
  std::vector<float> weights(8 * 4 * 9);
  for (size_t i = 0; i < weights.size(); ++i) weights[i] = static_cast<float>(i % 17) / 16 - 0.5f;
  ValueId w = b.constant(Tensor::of(std::move(weights), {8, 4, 3, 3}), "w");
  ValueId bias = b.constant(Tensor::of(std::vector<float>(8, 0.25f), {8}), "b");
  Attrs attrs{{"strides", Dims{1, 1}}, {"pads", Dims{1, 1, 1, 1}}, {"dilations", Dims{1, 1}}, {"groups", int64_t{1}},
              {"layout", "nhwc"}};
  ValueId y = b.unary("relu", b.add("conv", {x, w, bias}, std::move(attrs), "conv"), "act");
  y = b.add("max_pool", {y}, {{"kernel", Dims{2, 2}}, {"strides", Dims{2, 2}}, {"pads", Dims{0, 0, 0, 0}}, {"layout", "nhwc"}}, "pool");
  y = b.softmax(b.reshape(y, {1, 16, 8}), 2);
  EXPECT_TRUE(b.status());
  EXPECT_TRUE(graph.add_output(y, "output0"));
  return graph;
}

inline Result<TfliteModel> read_bytes(std::vector<std::byte> bytes, const ReadOptions& options = {}) {
  auto owner = std::make_shared<std::vector<std::byte>>(std::move(bytes));
  return read_tflite({Bytes(*owner), owner}, options);
}

}  // namespace ponte::tflite
