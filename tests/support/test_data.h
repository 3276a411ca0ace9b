#pragma once
// The folder of real models and pictures that may lie beside the repository. It is never part of it.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace ponte::test {

/// PONTE_TEST_DATA, or shared/data beside the repository.
inline std::filesystem::path data_folder() {
  if (const char* folder = std::getenv("PONTE_TEST_DATA")) return folder;
  return std::filesystem::path(PONTE_SOURCE_DIR) / ".." / "shared" / "data";
}

}  // namespace ponte::test

/// Skips the test when the data folder lacks a file.
#define SKIP_WITHOUT(path) \
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "the test data folder has no " << (path)
