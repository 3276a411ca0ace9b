#include "base/mapped_file.h"

#include <gtest/gtest.h>

#include <fstream>

#include "support/temp_path.h"

namespace ponte::base::mapped_file_test {

namespace {

constexpr size_t kPage = 4096, kPages = 64;

std::string pattern() {
  std::string text;
  for (size_t i = 0; i < kPages * kPage; ++i) text.push_back(static_cast<char>('a' + i / kPage % 26));
  return text;
}

/// KB of this process that are in memory and come from files.
long file_memory() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("RssFile:")) return std::stol(line.substr(8));
  return 0;
}

TEST(MappedFile, BytesThatWereLetGoTakeNoMemoryAndCanStillBeRead) {
  test::TempPath path("large");
  std::string large;
  for (int i = 0; i < 64; ++i) large += pattern();
  std::ofstream(path.string()) << large;
  SharedBytes file = *map_file(path.string());
  ASSERT_EQ(as_text(file.bytes), large);
  long before = file_memory();
  release_pages(file.bytes.subspan(100));
  EXPECT_LT(file_memory(), before - 8000);
  EXPECT_EQ(as_text(file.bytes), large);
}

TEST(MappedFile, OtherMemoryIsNeverLetGo) {
  std::string text = pattern();
  release_pages(as_bytes(text));
  EXPECT_EQ(text, pattern());
}

}  // namespace

}  // namespace ponte::base::mapped_file_test
