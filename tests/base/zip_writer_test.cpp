#include "base/zip_writer.h"

#include <gtest/gtest.h>

#include "base/mapped_file.h"
#include "base/zip.h"
#include "support/temp_path.h"

namespace ponte::base::zip_writer_test {

namespace {

Bytes bytes(std::string_view text) { return std::as_bytes(std::span(text)); }

TEST(ZipWriter, WritesWhatTheReaderReadsAligned) {
  test::TempPath place("archive.zip");
  std::string path = place.string();
  const std::string large(1000, 'x');
  auto file = AtomicFile::create(path, Overwrite::allow);
  ASSERT_TRUE(file);
  ASSERT_TRUE(append_zip(
      *file, {{"a.json", bytes("{}")}, {"folder/empty", {}}, {"b", bytes(large)}, {"c", bytes(large), true}}));
  ASSERT_TRUE(file->commit());
  auto archive = ZipArchive::open(*map_file(path));
  ASSERT_TRUE(archive) << archive.error().message();
  ASSERT_EQ(archive->members().size(), 4u);
  SharedBytes content = *archive->read(*archive->find("a.json"));
  EXPECT_EQ(as_text(content.bytes), "{}");
  EXPECT_EQ(archive->read(*archive->find("folder/empty"))->bytes.size(), 0u);
  EXPECT_EQ(archive->read(*archive->find("b"))->bytes.size(), 1000u);
  EXPECT_EQ(as_text(archive->read(*archive->find("c"))->bytes), large);
  EXPECT_LT(archive->find("c")->compressed_size, 100u);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(content.bytes.data()) % 64, 0u);
}

}  // namespace

}  // namespace ponte::base::zip_writer_test
