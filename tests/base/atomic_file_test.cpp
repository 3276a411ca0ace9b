// A file is complete under its name, or absent.
#include "base/atomic_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace ponte::base::atomic_file_test {

namespace {

class AtomicFileTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("ponte_" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directory(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string path() const { return (folder_ / "out").string(); }
  std::string content() const {
    std::ifstream file(path());
    return {std::istreambuf_iterator<char>(file), {}};
  }
  size_t files() const { return static_cast<size_t>(std::distance(std::filesystem::directory_iterator(folder_), {})); }
  std::filesystem::path folder_;
};

TEST_F(AtomicFileTest, JoinsPiecesOnCommit) {
  auto file = AtomicFile::create(path(), Overwrite::refuse);
  ASSERT_TRUE(file);
  std::vector<Bytes> pieces{as_bytes("ab"), {}, as_bytes("cde")};
  ASSERT_TRUE(file->append(pieces));
  EXPECT_FALSE(std::filesystem::exists(path()));
  ASSERT_TRUE(file->commit());
  EXPECT_EQ(content(), "abcde");
  EXPECT_EQ(files(), 1u);
}

TEST_F(AtomicFileTest, LeavesNothingWithoutCommit) {
  {
    auto file = AtomicFile::create(path(), Overwrite::refuse);
    ASSERT_TRUE(file && file->append(as_bytes("half")));
  }
  EXPECT_EQ(files(), 0u);
}

TEST_F(AtomicFileTest, ReplacesOnlyWhenAllowed) {
  ASSERT_TRUE(write_file(path(), as_bytes("old"), Overwrite::refuse));
  auto refused = write_file(path(), as_bytes("new"), Overwrite::refuse);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::usage);
  EXPECT_EQ(content(), "old");
  ASSERT_TRUE(write_file(path(), as_bytes("new"), Overwrite::allow));
  EXPECT_EQ(content(), "new");
  EXPECT_EQ(files(), 1u);
}

TEST_F(AtomicFileTest, WritesMorePiecesThanOneCallTakes) {
  std::vector<Bytes> pieces(5000, as_bytes("x"));
  auto file = AtomicFile::create(path(), Overwrite::refuse);
  ASSERT_TRUE(file && file->append(pieces) && file->commit());
  EXPECT_EQ(content().size(), 5000u);
}

}  // namespace

}  // namespace ponte::base::atomic_file_test
