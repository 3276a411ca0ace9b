// Suppression as part of a graph, run operator by operator.
#include <gtest/gtest.h>

#include <numbers>

#include "passes/interpreter.h"
#include "yolo/head/decode_parts.h"

namespace ponte::passes::test::suppression_test {
namespace {

constexpr float kQuarterTurn = std::numbers::pi_v<float> / 2;

struct Object {
  float cx, cy, width, height, angle;
  int class_index;
  float score;
};

/// (1, rows, n) of what `numbers` gives for each of n objects.
template <class Numbers>
Tensor columns_of(const std::vector<Object>& objects, size_t rows, Numbers numbers) {
  std::vector<float> values(rows * objects.size());
  for (size_t i = 0; i < objects.size(); ++i)
    for (size_t row = 0; row < rows; ++row) values[row * objects.size() + i] = numbers(objects[i], row);
  return Tensor::of(std::move(values), {1, static_cast<int64_t>(rows), std::ssize(objects)});
}

/// Which of the objects stay, by their scores, best first.
std::vector<float> scores_left(const std::vector<Object>& objects, Task task, double iou) {
  Graph graph;
  GraphBuilder b(graph);
  const auto count = std::ssize(objects);
  auto input = [&](const char* name, int64_t rows) {
    return graph.add_input(name, {DType::f32, to_shape(Dims{1, rows, count})});
  };
  Head head{.task = task, .classes = 2};
  DecodedParts parts{.boxes = input("boxes", 4), .scores = input("scores", 2), .extra = {}};
  if (task == Task::obb) parts.extra = input("angle", 1);
  Detections found = emit_suppressed(b, head, parts, {.confidence = 0.25, .iou = iou, .max_detections = 10});
  graph.add_output(found.rows, "rows");
  graph.add_output(found.count, "count");

  bool corners = task != Task::obb;
  auto box_number = [&](const Object& o, size_t i) {
    if (corners)
      return i == 0   ? o.cx - o.width / 2
             : i == 1 ? o.cy - o.height / 2
             : i == 2 ? o.cx + o.width / 2
                      : o.cy + o.height / 2;
    return i == 0 ? o.cx : i == 1 ? o.cy : i == 2 ? o.width : o.height;
  };
  Inputs inputs;
  inputs.emplace("boxes", columns_of(objects, 4, box_number));
  inputs.emplace("scores", columns_of(objects, 2, [](const Object& o, size_t i) {
                   return static_cast<int>(i) == o.class_index ? o.score : 0.01f;
                 }));
  if (!corners) inputs.emplace("angle", columns_of(objects, 1, [](const Object& o, size_t) { return o.angle; }));
  auto outputs = interpret(graph, inputs);
  if (!outputs) throw std::runtime_error(outputs.error().message());
  std::vector<double> rows = outputs->at(0).to_doubles();
  size_t width = static_cast<size_t>(outputs->at(0).dims()[2]);
  std::vector<float> scores;
  for (size_t i = 0; i < static_cast<size_t>(outputs->at(1).to_doubles()[0]); ++i)
    scores.push_back(static_cast<float>(rows[i * width + 4]));
  return scores;
}

TEST(SuppressionInside, KeepsTheBestOfEachClass) {
  std::vector<Object> objects{{100, 100, 40, 40, 0, 0, 0.6f},
                              {102, 100, 40, 40, 0, 0, 0.9f},
                              {101, 100, 40, 40, 0, 1, 0.5f},
                              {300, 100, 40, 40, 0, 0, 0.2f}};
  EXPECT_EQ(scores_left(objects, Task::detect, 0.7), (std::vector<float>{0.9f, 0.5f}));
}

TEST(SuppressionInside, LooksAtTheAngleOfRotatedBoxes) {
  std::vector<Object> objects{{100, 100, 80, 20, 0, 0, 0.9f},
                              {100, 100, 80, 20, kQuarterTurn, 0, 0.8f},
                              {100, 100, 20, 80, kQuarterTurn, 0, 0.7f},
                              {100, 100, 80, 20, 0, 1, 0.6f}};
  // The third is the first: sides swapped, a quarter turn.
  EXPECT_EQ(scores_left(objects, Task::obb, 0.7), (std::vector<float>{0.9f, 0.8f, 0.6f}));
}

// One greedy step after the other would keep the third, because what overlaps it is gone.
TEST(SuppressionInside, RemovesRotatedBoxesByWhatIsNotKeptToo) {
  std::vector<Object> objects{
      {100, 100, 80, 80, 0, 0, 0.9f}, {112, 100, 80, 80, 0, 0, 0.8f}, {124, 100, 80, 80, 0, 0, 0.7f}};
  EXPECT_EQ(scores_left(objects, Task::obb, 0.7), std::vector<float>{0.9f});
  EXPECT_EQ(scores_left({objects[0], objects[2]}, Task::obb, 0.7), (std::vector<float>{0.9f, 0.7f}));
}

}  // namespace
}  // namespace ponte::passes::test::suppression_test
