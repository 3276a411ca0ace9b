#pragma once
// Where a test writes: every test runs in a process of its own, several at a time, so the number of the process is
// part of the name.

#include <unistd.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace ponte::test {

/// A path in the folder for temporary files that no other running test uses; what lies there is removed at the end.
class TempPath {
 public:
  explicit TempPath(std::string_view name)
      : path_(std::filesystem::temp_directory_path() /
              ("ponte_" + std::to_string(getpid()) + "_" + std::string(name))) {
    std::filesystem::remove_all(path_);
  }
  ~TempPath() { std::filesystem::remove_all(path_); }
  TempPath(const TempPath&) = delete;
  TempPath& operator=(const TempPath&) = delete;

  std::string string() const { return path_.string(); }
  operator const std::filesystem::path&() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace ponte::test
