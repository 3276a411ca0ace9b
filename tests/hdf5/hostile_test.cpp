// Damaged and malicious files: an error or other values, soon, and nothing else.
#include <gtest/gtest.h>

#include "hdf5/fixtures.h"

namespace ponte::hdf5::hostile_test {
namespace {

using namespace test;

/// Reads all that is there.
void read_all(const File& file, const std::string& path) {
  for (const char* name : {"text", "fixed", "variable", "number"}) (void)file.attribute(path, name);
  (void)file.texts(path, "part");
  (void)file.dataset(path);
  Result<std::vector<Child>> children = file.children(path);
  if (!children) return;
  for (const Child& child : *children) read_all(file, path.empty() ? child.name : path + "/" + child.name);
}

/// In memory of its own, so that the sanitizers see every byte that is read too much.
void open_and_read_all(Bytes bytes) {
  if (Result<File> file = File::open(shared({bytes.begin(), bytes.end()}))) read_all(*file, "");
}

std::vector<std::byte> written() {
  SharedBytes file = write_hdf5(std::vector{counting("layers/conv/vars/0", {2, 3}), counting("x", {5})},
                                std::vector<std::string>{"vars"})
                         .value();
  return {file.bytes.begin(), file.bytes.end()};
}

class Damaged : public testing::TestWithParam<const char*> {
 protected:
  std::vector<std::byte> file = std::string_view(GetParam()) == "written" ? written() : fixture(GetParam());
};

INSTANTIATE_TEST_SUITE_P(Hostile, Damaged, testing::Values("written", "old", "new", "old_short", "new_short"),
                         [](const auto& info) { return info.param; });

TEST_P(Damaged, CutAnywhereItIsTruncated) {
  size_t step = file.size() > 10'000 ? 7 : 1;
  for (size_t size = 0; size < file.size(); size += step) {
    Result<File> opened = File::open({Bytes(file).first(size), nullptr});
    ASSERT_EQ(opened ? ErrorKind::internal : opened.error().kind, ErrorKind::corrupt) << size;
  }
}

TEST_P(Damaged, ChangedBytesNeverCrash) {
  constexpr std::byte kChanges[]{std::byte{0x01}, std::byte{0x80}, std::byte{0xff}, std::byte{0x10}};
  size_t step = 1 + file.size() / 500, count = 0;
  for (size_t at = 0; at < file.size(); at += step) {
    std::byte before = file[at];
    file[at] ^= kChanges[count++ % std::size(kChanges)];
    open_and_read_all(file);
    file[at] = before;
  }
}

TEST(Hostile, GroupsInThemselvesAreRefused) {
  for (const char* name : {"loop", "loop_new"})
    EXPECT_EQ(refusal(File::open(shared(fixture(name)))), "a/b/c: up: the group contains itself");
  EXPECT_EQ(refusal(File::open(shared(fixture("two_paths")))), "a: b: the group is also 'x'");
}

/// Replaces the first place where these numbers stand in a row.
template <class Number>
std::vector<std::byte> with_numbers(std::vector<std::byte> file, std::array<Number, 2> old, std::array<Number, 2> now) {
  size_t at = as_text(file).find(as_text(std::as_bytes(std::span(old))));
  if (at == std::string_view::npos)
    ADD_FAILURE() << "the numbers were not found";
  else
    std::memcpy(file.data() + at, now.data(), sizeof(now));
  return file;
}

TEST(Hostile, DataBeyondTheFileAreRefused) {
  for (uint64_t size : {uint64_t{1} << 20, uint64_t{1} << 40, uint64_t{1} << 62, ~uint64_t{0}}) {
    File file = File::open(shared(with_numbers<uint64_t>(fixture("old"), {10, 7}, {10, size}))).value();
    EXPECT_EQ(file.dataset("layouts/contiguous").error().kind, ErrorKind::corrupt) << size;
  }
}

TEST(Hostile, ChangedHeadersAreRefusedByTheirChecksum) {
  std::string said = refusal(File::open(shared(with_numbers<uint32_t>(written(), {2, 3}, {3, 2}))));
  EXPECT_TRUE(said.starts_with("layers/conv/vars: 0: the checksum of bytes")) << said;
  constexpr size_t kFlags = 11;
  std::vector<std::byte> flagged = written();
  flagged[kFlags] ^= std::byte{1};
  EXPECT_EQ(refusal(File::open(shared(flagged))), "the checksum of bytes 0 to 44 is wrong");
}

/// A file of h5py's whose dataset "layouts/unwritten", of three elements of a fill value, is said to be of that size.
File with_unwritten(uint64_t size) {
  std::vector<std::byte> bytes = fixture("old");
  for (size_t at = 0; at + 24 <= bytes.size(); at += 8) {
    std::vector<std::byte> changed = bytes;
    uint64_t dim, recognisable = 1000;
    std::memcpy(&dim, bytes.data() + at, sizeof(dim));
    if (dim != 3) continue;
    std::memcpy(changed.data() + at, &recognisable, sizeof(recognisable));
    Result<File> file = File::open(shared(changed));
    if (!file || !file->dataset("layouts/unwritten") || file->dataset("layouts/unwritten")->count() != 1000) continue;
    std::memcpy(changed.data() + at, &size, sizeof(size));
    return File::open(shared(changed)).value();
  }
  ADD_FAILURE() << "the dims were not found";
  return File::open(shared(bytes)).value();
}

TEST(Hostile, WhatDecodesToTooMuchIsRefusedBeforeMemoryIsTaken) {
  for (uint64_t size : {uint64_t{1} << 28, uint64_t{1} << 40, uint64_t{1} << 62})
    EXPECT_EQ(with_unwritten(size).dataset("layouts/unwritten").error().kind, ErrorKind::corrupt) << size;
}

TEST(Hostile, DecodingForeverIsRefused) {
  // Of so small a file, 256 MiB may be decoded.
  File file = with_unwritten(10'000'000);
  int times = 0;
  while (times < 100 && file.dataset("layouts/unwritten")) ++times;
  EXPECT_EQ(times, 6);
}

TEST(Hostile, OtherFilesAreNotHdf5) {
  EXPECT_FALSE(File::begins_like_hdf5(as_bytes("PK")));
  EXPECT_TRUE(File::begins_like_hdf5(written()));
  EXPECT_EQ(refusal(File::open({as_bytes("PK"), nullptr})), "this is not an HDF5 file");
}

}  // namespace
}  // namespace ponte::hdf5::hostile_test
