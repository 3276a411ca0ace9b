#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>

#include "engines/litert/library.h"
#include "engines/litert/session.h"
#include "tflite/tiny_tflite.h"

namespace ponte::litert::litert_test {
namespace {

SharedBytes shared(std::vector<std::byte> bytes) {
  auto owner = std::make_shared<std::vector<std::byte>>(std::move(bytes));
  return {Bytes(*owner), owner};
}

SessionPtr session_of(Graph graph, const SessionOptions& options = {.threads = 1}) {
  auto session = open_session(shared(tflite::written(std::move(graph))), options);
  if (!session) throw std::runtime_error(session.error().message());
  return std::move(*session);
}

/// y = x + 1 of the given dtype and shape, and z = x * x.
Graph two_outputs(Shape shape, DType dtype = DType::f32) {
  Graph graph;
  GraphBuilder b(graph);
  ValueId x = graph.add_input("x", {dtype, std::move(shape), std::nullopt});
  ValueId one = b.constant(tensor_from_doubles(std::vector<double>{1}, dtype, {1}), "one");
  EXPECT_TRUE(graph.add_output(b.add(x, one, "sum"), "y"));
  EXPECT_TRUE(graph.add_output(b.mul(x, x, "square"), "z"));
  EXPECT_TRUE(b.status());
  return graph;
}

TEST(LiteRtLibrary, IsFoundBesideTheProgramInTheVersionThatIsKnown) {
  auto library = open_library(library_candidates());
  ASSERT_TRUE(library) << library.error().message();
  EXPECT_EQ(library->version(), "2.3.0");
}

TEST(LiteRtLibrary, IsAnEngineErrorWithAHintWhenMissing) {
  std::string places[] = {"/nowhere/libLiteRt.so"};
  auto library = open_library(places);
  ASSERT_FALSE(library);
  EXPECT_EQ(exit_code(library.error().kind), 5);
  EXPECT_NE(library.error().what.find("/nowhere/libLiteRt.so"), std::string::npos);
  EXPECT_NE(library.error().hint.find("PONTE_LITERT"), std::string::npos);
}

TEST(LiteRtLibrary, IsRefusedWhenItIsAnotherLibraryOrVersion) {
  std::string other[] = {"libm.so"}, newer[] = {"libm.so.6"};
  auto library = open_library(newer);
  ASSERT_FALSE(library);
  EXPECT_NE(library.error().what.find("libm.so.6: its version is 6, 2.3.0 is needed"), std::string::npos);
  EXPECT_FALSE(open_library(other));
}

TEST(LiteRtLibrary, IsTheOneThatTheEnvironmentNames) {
  setenv("PONTE_LITERT", "/opt/mine.so", 1);
  EXPECT_EQ(library_candidates(), std::vector<std::string>{"/opt/mine.so"});
  unsetenv("PONTE_LITERT");
}

TEST(LiteRtSession, TellsNamesOfTheSignatureTypesAndShapes) {
  SessionPtr session = session_of(two_outputs({1, 2}));
  ASSERT_EQ(session->inputs().size(), 1u);
  EXPECT_EQ(session->inputs()[0].name, "x");
  EXPECT_EQ(shape_text(session->inputs()[0].shape), "1,2");
  EXPECT_FALSE(session->inputs()[0].quantized);
  ASSERT_EQ(session->outputs().size(), 2u);
  EXPECT_EQ(session->outputs()[1].name, "z");
  EXPECT_EQ(session->engine(), "LiteRT 2.3.0");
}

TEST(LiteRtSession, RunsAgainAndAgainWithTheOutputsInTheirOrder) {
  SessionPtr session = session_of(two_outputs({1, 2}));
  for (float x : {3.0f, -2.0f}) {
    auto outputs = session->run({Tensor::of<float>({x, 4}, {1, 2})});
    ASSERT_TRUE(outputs) << outputs.error().message();
    EXPECT_EQ(outputs->at(0), Tensor::of<float>({x + 1, 5}, {1, 2}));
    EXPECT_EQ(outputs->at(1), Tensor::of<float>({x * x, 16}, {1, 2}));
  }
}

TEST(LiteRtSession, TakesAnySizeWhereTheFileLeavesItOpen) {
  SessionPtr session = session_of(two_outputs({Dim::named("batch"), 2}));
  EXPECT_FALSE(session->inputs()[0].shape[0].known());
  for (int64_t batch : {3, 1, 2}) {
    std::vector<float> numbers(static_cast<size_t>(2 * batch), 2);
    auto outputs = session->run({Tensor::of(numbers, {batch, 2})});
    ASSERT_TRUE(outputs) << outputs.error().message();
    EXPECT_EQ(outputs->at(1), Tensor::of(std::vector<float>(static_cast<size_t>(2 * batch), 4), {batch, 2}));
  }
}

TEST(LiteRtSession, CarriesIntegers) {
  auto outputs = session_of(two_outputs({3}, DType::i32))->run({Tensor::of<int32_t>({1, 2, -3}, {3})});
  ASSERT_TRUE(outputs) << outputs.error().message();
  EXPECT_EQ(outputs->at(0), Tensor::of<int32_t>({2, 3, -2}, {3}));
}

TEST(LiteRtSession, GivesTheSameWithAndWithoutXnnpack) {
  std::vector<float> picture(8 * 8 * 4);
  for (size_t i = 0; i < picture.size(); ++i) picture[i] = static_cast<float>(i % 23) / 23;
  Tensor input = Tensor::of(picture, {1, 8, 8, 4});
  auto fast = session_of(tflite::tiny_graph())->run({input});
  auto plain = session_of(tflite::tiny_graph(), {.threads = 2, .xnnpack = false})->run({input});
  ASSERT_TRUE(fast && plain);
  std::vector<float> a = fast->at(0).to_floats(), b = plain->at(0).to_floats();
  ASSERT_EQ(a.size(), b.size());
  for (size_t i = 0; i < a.size(); ++i) EXPECT_NEAR(a[i], b[i], 1e-6);
}

TEST(LiteRtSession, RefusesInputsThatDoNotFit) {
  SessionPtr session = session_of(two_outputs({1, 2}));
  Tensor two = Tensor::of<float>({1, 2}, {1, 2});
  EXPECT_EQ(session->run({two, two}).error().what, "the model takes 1 inputs, 2 were given");
  EXPECT_EQ(session->run({Tensor::of<float>({1, 2, 3}, {1, 3})}).error().what,
            "the input x is f32[1,2], f32[1,3] was given");
  EXPECT_FALSE(session->run({Tensor::of<int64_t>({1, 2}, {1, 2})}));
  EXPECT_TRUE(session->run({two}));
}

TEST(LiteRtSession, RefusesWhatIsNoModelInOneLine) {
  std::vector<std::byte> cut = tflite::written(tflite::tiny_graph());
  cut.resize(cut.size() / 2);
  auto session = open_session(shared(cut));
  ASSERT_FALSE(session);
  EXPECT_EQ(session.error().kind, ErrorKind::engine);
  EXPECT_EQ(session.error().what.find('\n'), std::string::npos);
}

TEST(LiteRtSession, SaysNothingOnStandardError) {
  testing::internal::CaptureStderr();
  session_of(tflite::tiny_graph());
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace ponte::litert::litert_test
