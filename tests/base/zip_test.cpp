#include "base/zip.h"

#include <gtest/gtest.h>

#include "support/zip_builder.h"

namespace ponte::base::zip_test {

namespace {

using test::shared;
using test::ZipBuilder;

/// The content of a member, or the message of what went wrong.
std::string read(const std::string& bytes, std::string_view name) {
  Result<ZipArchive> archive = ZipArchive::open(shared(bytes));
  if (!archive) return archive.error().message();
  const ZipMember* member = archive->find(name);
  if (!member) return "no such member";
  Result<SharedBytes> content = archive->read(*member);
  return content ? std::string(as_text(content->bytes)) : content.error().message();
}

TEST(Zip, StoredMembersAreViewsOfTheArchive) {
  ZipBuilder zip;
  zip.store("top/data.pkl", "hello");
  SharedBytes bytes = shared(zip.finish());
  ZipArchive archive = *ZipArchive::open(bytes);
  SharedBytes content = *archive.read(*archive.find("top/data.pkl"));
  EXPECT_EQ(as_text(content.bytes), "hello");
  EXPECT_GE(content.bytes.data(), bytes.bytes.data());
  EXPECT_LT(content.bytes.data(), bytes.bytes.data() + bytes.bytes.size());
  EXPECT_EQ(archive.find("data.pkl"), nullptr);
}

TEST(Zip, DeflatedMembersAreInflated) {
  ZipBuilder zip;
  zip.deflate("a", std::string(10'000, 'x'));
  zip.store("b", "");
  EXPECT_EQ(read(zip.finish(), "a"), std::string(10'000, 'x'));
  EXPECT_EQ(read(zip.finish(), "b"), "");
}

TEST(Zip, CommentsPrefixesAndZip64AreRead) {
  ZipBuilder zip;
  zip.store("a", "first");
  zip.deflate("b", "second");
  EXPECT_EQ(read(zip.finish("a comment"), "b"), "second");
  EXPECT_EQ(read(zip.finish("", true), "b"), "second");
  EXPECT_EQ(read("bytes in front" + zip.finish("", true), "a"), "first");
  EXPECT_EQ(read("bytes in front" + zip.finish("PK\5\6"), "a"), "first");
  EXPECT_EQ(read(ZipBuilder().finish(), "a"), "no such member");
}

TEST(Zip, AnArchiveCutShortIsNamedSo) {
  ZipBuilder zip;
  zip.store("a", "content");
  std::string bytes = zip.finish();
  for (size_t size = 0; size < bytes.size(); ++size)
    EXPECT_EQ(read(bytes.substr(0, size), "a"), fmt::format("truncated zip: no end record; {} bytes", size));
}

TEST(Zip, ADamagedMemberIsFoundByItsChecksum) {
  ZipBuilder stored;
  stored.store("a", "content").crc ^= 1;
  EXPECT_NE(read(stored.finish(), "a").find("zip member 'a': the CRC-32 is"), std::string::npos);
  ZipBuilder inflated;
  inflated.deflate("a", "content content content").raw[3] ^= 0x10;
  EXPECT_NE(read(inflated.finish(), "a").find("zip member 'a': "), std::string::npos);
}

TEST(Zip, LiesAreRefused) {
  ZipBuilder size;
  size.store("a", "content").size = 6;
  EXPECT_EQ(read(size.finish(), "a"), "zip member 'a': 7 bytes, 6 promised");

  ZipBuilder bomb;
  bomb.deflate("a", "content").size = 100'000;
  EXPECT_NE(read(bomb.finish(), "a").find("cannot inflate to 100000"), std::string::npos);

  ZipBuilder huge;
  huge.deflate("a", "content").size = uint64_t{1} << 40;
  EXPECT_NE(read(huge.finish("", true), "a").find("would inflate to more than"), std::string::npos);

  ZipBuilder twice;
  twice.store("a", "1");
  twice.store("a", "2");
  EXPECT_EQ(read(twice.finish(), "a"), "two zip members have the name 'a'");

  ZipBuilder overlap;
  overlap.store("a", "0123456789");
  overlap.store("b", "0123456789").offset = 20;
  EXPECT_NE(read(overlap.finish(), "a").find("overlaps"), std::string::npos);

  ZipBuilder outside;
  outside.store("a", "1").offset = uint64_t{1} << 60;
  EXPECT_NE(read(outside.finish("", true), "a").find("is said to begin at byte"), std::string::npos);

  ZipBuilder misnamed;
  misnamed.store("a", "1");
  std::string bytes = misnamed.finish();
  bytes[30] = 'b';
  EXPECT_EQ(read(bytes, "a"), "zip member 'a': the header at byte 0 has another name");
}

TEST(Zip, WhatIsNotReadIsNamed) {
  ZipBuilder zip;
  zip.store("secret", "1").flags = 1;
  zip.store("packed", "1").method = 12;
  EXPECT_EQ(read(zip.finish(), "secret"), "zip member 'secret': it is encrypted");
  EXPECT_EQ(read(zip.finish(), "packed"), "zip member 'packed': compression method 12 (stored and deflated are read)");
}

TEST(Zip, MemberCountsThatLieAreRefused) {
  ZipBuilder zip;
  zip.store("a", "1");
  std::string bytes = zip.finish();
  bytes[bytes.size() - 11] = '\x7f';  // high byte of the member count
  EXPECT_NE(read(bytes, "a").find("is said to have 32513 members"), std::string::npos);
}

TEST(Zip, FlippedBitsNeverGiveOtherContent) {
  ZipBuilder zip;
  zip.store("a", "some content");
  zip.deflate("b", "other other other content");
  std::string bytes = zip.finish("", true);
  for (size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string flipped = bytes;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    Result<ZipArchive> archive = ZipArchive::open(shared(flipped));
    if (!archive) continue;
    for (const ZipMember& member : archive->members()) {
      Result<SharedBytes> content = archive->read(member);
      if (!content) continue;
      EXPECT_TRUE(as_text(content->bytes) == "some content" || as_text(content->bytes) == "other other other content");
    }
  }
}

}  // namespace

}  // namespace ponte::base::zip_test
