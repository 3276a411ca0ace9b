#include "engines/onnxruntime/session.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "engines/tiny_onnx.h"

namespace ponte::onnxruntime::session_test {
namespace {

SessionPtr session_of(const std::string& model) {
  auto session = open_session(as_bytes(model), {.threads = 1});
  if (!session) throw std::runtime_error(session.error().message());
  return std::move(*session);
}

TEST(OnnxRuntimeSession, Adds) {
  SessionPtr session = session_of(test::model_of("Add", {"a", "b"}, 1, {"2", "2"}));
  auto outputs = session->run({Tensor::of<float>({1, 2, 3, 4}, {2, 2}), Tensor::of<float>({10, 20, 30, 40}, {2, 2})});
  ASSERT_TRUE(outputs) << outputs.error().message();
  EXPECT_EQ(outputs->at(0), Tensor::of<float>({11, 22, 33, 44}, {2, 2}));
}

TEST(OnnxRuntimeSession, TellsNamesTypesAndShapes) {
  SessionPtr session = session_of(test::model_of("Add", {"a", "b"}, 7, {"batch", "3"}));
  ASSERT_EQ(session->inputs().size(), 2u);
  EXPECT_EQ(session->inputs()[1].name, "b");
  EXPECT_EQ(session->inputs()[1].dtype, DType::i64);
  EXPECT_EQ(shape_text(session->inputs()[1].shape), "batch,3");
  EXPECT_EQ(session->outputs()[0].name, "y");
}

TEST(OnnxRuntimeSession, RunsAnyBatchOfANamedDimension) {
  SessionPtr session = session_of(test::model_of("Neg", {"a"}, 1, {"batch", "1"}));
  auto outputs = session->run({Tensor::of<float>({1, -2, 3}, {3, 1})});
  ASSERT_TRUE(outputs) << outputs.error().message();
  EXPECT_EQ(outputs->at(0), Tensor::of<float>({-1, 2, -3}, {3, 1}));
}

TEST(OnnxRuntimeSession, CarriesEveryElementType) {
  std::vector<double> values = {1, 0, 1, 1};
  std::pair<DType, int> types[] = {{DType::f32, 1},  {DType::u8, 2},   {DType::i8, 3},   {DType::u16, 4},
                                   {DType::i16, 5},  {DType::i32, 6},  {DType::i64, 7},  {DType::boolean, 9},
                                   {DType::f16, 10}, {DType::f64, 11}, {DType::u32, 12}, {DType::u64, 13},
                                   {DType::bf16, 16}};
  for (auto [dtype, element] : types) {
    SessionPtr session = session_of(test::model_of("Identity", {"a"}, element, {"4"}));
    Tensor input = tensor_from_doubles(values, dtype, {4});
    auto outputs = session->run({input});
    ASSERT_TRUE(outputs) << dtype_name(dtype) << ": " << outputs.error().message();
    EXPECT_EQ(outputs->at(0), input) << dtype_name(dtype);
  }
}

TEST(OnnxRuntimeSession, TakesTensorsThatLieAskew) {
  auto bytes = std::make_shared<std::vector<std::byte>>(9);
  float values[] = {1, 2};
  std::memcpy(bytes->data() + 1, values, 8);
  auto input = Tensor::view(DType::f32, {2}, {Bytes(*bytes).subspan(1), bytes});
  auto outputs = session_of(test::model_of("Neg", {"a"}, 1, {"2"}))->run({*input});
  ASSERT_TRUE(outputs) << outputs.error().message();
  EXPECT_EQ(outputs->at(0), Tensor::of<float>({-1, -2}, {2}));
}

TEST(OnnxRuntimeSession, RunsUnoptimized) {
  auto session = open_session(as_bytes(test::model_of("Neg", {"a"}, 1, {"1"})), {.optimize = false});
  ASSERT_TRUE(session) << session.error().message();
  EXPECT_EQ((*session)->run({Tensor::of<float>({4}, {1})})->at(0), Tensor::of<float>({-4}, {1}));
}

TEST(OnnxRuntimeSession, RunsInSeveralThreadsAtATime) {
  SessionPtr one = session_of(test::model_of("Neg", {"a"}, 1, {"4"}));
  EXPECT_EQ(one->at_once(), 1);
  auto session = open_session(as_bytes(test::model_of("Neg", {"a"}, 1, {"4"})), {.threads = {4, 3}});
  ASSERT_TRUE(session) << session.error().message();
  EXPECT_EQ((*session)->at_once(), 3);
  std::atomic<int> right = 0;
  auto run_often = [&](float first) {
    for (float i = first; i < first + 100; ++i) {
      auto outputs = (*session)->run({Tensor::of<float>({i, 0, 1, -i}, {4})});
      right += outputs && outputs->at(0) == Tensor::of<float>({-i, -0.0f, -1, i}, {4});
    }
  };
  std::vector<std::jthread> threads;
  for (float first : {0.0f, 1000.0f, 2000.0f}) threads.emplace_back(run_often, first);
  threads.clear();
  EXPECT_EQ(right, 300);
}

TEST(OnnxRuntimeSession, RefusesWhatIsNoModelInOneLine) {
  auto session = open_session(as_bytes("no model\nat all"));
  ASSERT_FALSE(session);
  EXPECT_EQ(session.error().kind, ErrorKind::engine);
  EXPECT_EQ(session.error().what.find('\n'), std::string::npos);
}

TEST(OnnxRuntimeSession, NamesTheOperatorThatTheRuntimeDoesNotKnow) {
  auto session = open_session(as_bytes(test::model_of("Frobnicate", {"a"}, 1, {"1"})));
  ASSERT_FALSE(session);
  EXPECT_NE(session.error().what.find("Frobnicate"), std::string::npos);
}

TEST(OnnxRuntimeSession, RefusesInputsThatDoNotFit) {
  SessionPtr session = session_of(test::model_of("Add", {"a", "b"}, 1, {"2"}));
  Tensor two = Tensor::of<float>({1, 2}, {2});
  EXPECT_EQ(session->run({two}).error().what, "the model takes 2 inputs, 1 were given");
  auto wrong_shape = session->run({two, Tensor::of<float>({1, 2, 3}, {3})});
  ASSERT_FALSE(wrong_shape);
  EXPECT_EQ(wrong_shape.error().what.find('\n'), std::string::npos);
  EXPECT_FALSE(session->run({two, Tensor::of<int64_t>({1, 2}, {2})}));
}

}  // namespace
}  // namespace ponte::onnxruntime::session_test
