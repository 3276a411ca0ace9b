#include "base/proto_writer.h"

#include <gtest/gtest.h>

namespace ponte::base::proto_writer_test {

namespace {

std::string join(const ProtoWriter& message) {
  std::string all;
  for (Bytes piece : message.pieces()) all += as_text(piece);
  EXPECT_EQ(all.size(), message.size());
  return all;
}

TEST(ProtoWriter, WritesEveryKindOfField) {
  ProtoWriter message;
  message.integer(1, 300);
  message.integer(2, -1);
  message.number(3, 1.0f);
  message.fixed32(4, 0x04030201);
  message.text(5, "ab");
  message.packed_integers(6, {1, 128});
  EXPECT_EQ(join(message), std::string("\x08\xac\x02"
                                       "\x10\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"
                                       "\x1d\x00\x00\x80\x3f"
                                       "\x25\x01\x02\x03\x04"
                                       "\x2a\x02"
                                       "ab"
                                       "\x32\x03\x01\x80\x01",
                                       33));
}

TEST(ProtoWriter, MessageWithoutFieldsIsThereAllTheSame) {
  ProtoWriter message;
  message.message(1, {});
  EXPECT_EQ(join(message), std::string("\x0a\x00", 2));
}

TEST(ProtoWriter, KeepsLargeBytesAsViewsAtAnyDepth) {
  auto large = std::make_shared<std::string>(1000, 'x');
  ProtoWriter inner, outer;
  inner.text(1, "a");
  inner.bytes(2, {as_bytes(*large), large});
  inner.text(3, "b");
  outer.message(1, inner);
  outer.text(2, "c");
  EXPECT_EQ(join(outer),
            "\x0a\xf1\x07\x0a\x01"
            "a\x12\xe8\x07" +
                *large +
                "\x1a\x01"
                "b\x12\x01"
                "c");
  auto is_view = [&](Bytes piece) { return piece.data() == as_bytes(*large).data(); };
  std::vector<Bytes> pieces = outer.pieces();
  EXPECT_EQ(std::count_if(pieces.begin(), pieces.end(), is_view), 1);
}

}  // namespace

}  // namespace ponte::base::proto_writer_test
