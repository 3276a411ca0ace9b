// A folder is complete under its name, or absent; other files are never lost.
#include "base/atomic_folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace ponte::base::atomic_folder_test {

namespace {

namespace fs = std::filesystem;

class AtomicFolderTest : public testing::Test {
 protected:
  void SetUp() override {
    place_ = fs::temp_directory_path() /
             ("ponte_folder_" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::remove_all(place_);
    fs::create_directory(place_);
  }
  void TearDown() override { fs::remove_all(place_); }

  std::string path() const { return (place_ / "out").string(); }
  void put(const fs::path& file, std::string_view content) { std::ofstream(file) << content; }
  std::string content(const fs::path& file) const {
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  size_t entries() const { return static_cast<size_t>(std::distance(fs::directory_iterator(place_), {})); }

  Result<> write(std::string_view text, Overwrite overwrite, bool commit = true) {
    TRY_ASSIGN(AtomicFolder folder, AtomicFolder::create(path(), "mark", overwrite));
    TRY_ASSIGN(AtomicFile mark, folder.file("mark"));
    TRY(mark.append(as_bytes(text)));
    TRY(mark.commit());
    TRY_ASSIGN(AtomicFile deep, folder.file("a/b/c"));
    TRY(deep.commit());
    return commit ? folder.commit() : Result<>{};
  }

  fs::path place_;
};

TEST_F(AtomicFolderTest, AppearsWithAllItsFilesOnCommit) {
  ASSERT_TRUE(write("new", Overwrite::refuse));
  EXPECT_EQ(content(place_ / "out/mark"), "new");
  EXPECT_TRUE(fs::exists(place_ / "out/a/b/c"));
  EXPECT_EQ(entries(), 1u);
}

TEST_F(AtomicFolderTest, LeavesNothingWithoutCommit) {
  ASSERT_TRUE(write("half", Overwrite::refuse, false));
  EXPECT_EQ(entries(), 0u);
}

TEST_F(AtomicFolderTest, ReplacesAFolderOfItsKindOnlyWhenAllowed) {
  ASSERT_TRUE(write("old", Overwrite::refuse));
  put(place_ / "out/left over", "");
  auto refused = write("new", Overwrite::refuse);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::usage);
  EXPECT_EQ(content(place_ / "out/mark"), "old");
  ASSERT_TRUE(write("new", Overwrite::allow));
  EXPECT_EQ(content(place_ / "out/mark"), "new");
  EXPECT_FALSE(fs::exists(place_ / "out/left over"));
  EXPECT_EQ(entries(), 1u);
}

TEST_F(AtomicFolderTest, NeverReplacesAFolderOfAnotherKindOrAFile) {
  fs::create_directory(path());
  put(place_ / "out/thesis.tex", "dear");
  EXPECT_FALSE(write("new", Overwrite::allow));
  EXPECT_EQ(content(place_ / "out/thesis.tex"), "dear");
  fs::remove_all(path());
  put(path(), "a file");
  EXPECT_FALSE(write("new", Overwrite::allow));
  EXPECT_EQ(content(path()), "a file");
  EXPECT_EQ(entries(), 1u);
}

TEST_F(AtomicFolderTest, TakesAnEmptyFolderWhenAllowed) {
  fs::create_directory(path());
  EXPECT_TRUE(write("new", Overwrite::allow));
  EXPECT_EQ(content(place_ / "out/mark"), "new");
}

}  // namespace

}  // namespace ponte::base::atomic_folder_test
