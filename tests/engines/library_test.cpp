#include "engines/onnxruntime/library.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace ponte::onnxruntime::library_test {
namespace {

TEST(OnnxRuntimeLibrary, IsFoundBesideTheProgram) {
  auto library = open_library(library_candidates());
  ASSERT_TRUE(library) << library.error().message();
  EXPECT_TRUE(library->version().starts_with("1."));
}

TEST(OnnxRuntimeLibrary, IsAnEngineErrorWithAHintWhenMissing) {
  std::string places[] = {"/nowhere/libonnxruntime.so"};
  auto library = open_library(places);
  ASSERT_FALSE(library);
  EXPECT_EQ(exit_code(library.error().kind), 5);
  EXPECT_NE(library.error().what.find("/nowhere/libonnxruntime.so"), std::string::npos);
  EXPECT_NE(library.error().hint.find("make setup"), std::string::npos);
}

TEST(OnnxRuntimeLibrary, IsRefusedWhenItIsAnotherLibrary) {
  std::string places[] = {"libm.so.6"};
  auto library = open_library(places);
  ASSERT_FALSE(library);
  EXPECT_NE(library.error().what.find("libm.so.6: it has no symbol OrtGetApiBase"), std::string::npos);
}

TEST(OnnxRuntimeLibrary, IsTheOneThatTheEnvironmentNames) {
  setenv("PONTE_ONNXRUNTIME", "/opt/mine.so", 1);
  EXPECT_EQ(library_candidates(), std::vector<std::string>{"/opt/mine.so"});
  unsetenv("PONTE_ONNXRUNTIME");
  EXPECT_EQ(library_candidates().back(), "libonnxruntime.so");
}

}  // namespace
}  // namespace ponte::onnxruntime::library_test
