#include "base/crc32c.h"

#include <gtest/gtest.h>

namespace ponte::base::crc32c_test {

namespace {

TEST(Crc32c, GivesTheCheckValueOfTheCatalogue) { EXPECT_EQ(crc32c(as_bytes("123456789")), 0xe3069283u); }

TEST(Crc32c, OfThirtyTwoZerosIsThatOfRfc3720) { EXPECT_EQ(crc32c(as_bytes(std::string(32, '\0'))), 0x8a9136aau); }

TEST(Crc32c, GoesOnWhereItStopped) {
  std::string text = "the quick brown fox jumps over the lazy dog";
  for (size_t cut = 0; cut <= text.size(); ++cut) {
    Bytes whole = as_bytes(text);
    EXPECT_EQ(crc32c(whole.subspan(cut), crc32c(whole.first(cut))), crc32c(whole)) << cut;
  }
}

}  // namespace

}  // namespace ponte::base::crc32c_test
