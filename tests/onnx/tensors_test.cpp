// Every way in which an ONNX file can hold the numbers of a tensor.

#include <gtest/gtest.h>

#include <fstream>

#include "onnx/onnx_models.h"

namespace ponte::onnx::tensors_test {

namespace {

ProtoWriter header(int32_t data_type, const Dims& dims) {
  ProtoWriter tensor;
  tensor.packed_integers(1, dims);
  tensor.integer(2, data_type);
  tensor.text(8, "w");
  return tensor;
}

Result<Tensor> read_tensor(const ProtoWriter& message, const std::string& folder = "") {
  auto bytes = std::make_shared<std::vector<std::byte>>();
  for (Bytes piece : message.pieces()) bytes->insert(bytes->end(), piece.begin(), piece.end());
  TensorReader reader({Bytes(*bytes), bytes}, folder);
  TRY_ASSIGN(TensorProto proto, parse_tensor(*bytes));
  return reader.read(proto);
}

std::string error_of(const Result<Tensor>& tensor) { return tensor ? "none" : tensor.error().message(); }

TEST(OnnxTensors, ReadsTypedFields) {
  struct Case {
    int32_t data_type;
    uint32_t field;
    DType dtype;
  };
  // int32_data is field 5, int64_data 7, uint64_data 11.
  for (Case c : {Case{kInt8, 5, DType::i8}, Case{kUint8, 5, DType::u8}, Case{kInt16, 5, DType::i16},
                 Case{kUint16, 5, DType::u16}, Case{kInt32, 5, DType::i32}, Case{kBool, 5, DType::boolean},
                 Case{kInt64, 7, DType::i64}, Case{kUint32, 11, DType::u32}, Case{kUint64, 11, DType::u64}}) {
    ProtoWriter tensor = header(c.data_type, {2});
    tensor.packed_integers(c.field, {1, 0});
    Result<Tensor> read = read_tensor(tensor);
    ASSERT_TRUE(read) << error_of(read);
    EXPECT_EQ(read->dtype(), c.dtype);
    EXPECT_EQ(read->to_ints(), (Dims{1, 0}));
  }
}

TEST(OnnxTensors, ReadsNegativeNumbersAndUnpackedFields) {
  ProtoWriter tensor = header(kInt8, {2});
  tensor.integer(5, -3);
  tensor.integer(5, 4);
  EXPECT_EQ(read_tensor(tensor)->to_ints(), (Dims{-3, 4}));
}

TEST(OnnxTensors, ReadsHalvesAsTheirBits) {
  ProtoWriter tensor = header(kFloat16, {2});
  tensor.packed_integers(5, {0x3c00, 0xc000});
  EXPECT_EQ(read_tensor(tensor)->to_floats(), (std::vector<float>{1, -2}));
}

TEST(OnnxTensors, ReadsPairsOfFourBitIntegers) {
  ProtoWriter tensor = header(kInt4, {3});
  tensor.packed_integers(5, {0xf1, 0x07});
  EXPECT_EQ(read_tensor(tensor)->to_ints(), (Dims{1, -1, 7}));
}

TEST(OnnxTensors, ReadsFloatData) {
  ProtoWriter tensor = header(kFloat, {2});
  tensor.number(4, 1.5f);
  tensor.number(4, -2);
  EXPECT_EQ(read_tensor(tensor)->to_floats(), (std::vector<float>{1.5f, -2}));
}

TEST(OnnxTensors, ViewsRawData) {
  std::vector<std::byte> raw(1024);
  ProtoWriter tensor = header(kUint8, {1024});
  tensor.text(9, as_text(raw));
  Result<Tensor> read = read_tensor(tensor);
  ASSERT_TRUE(read) << error_of(read);
  Bytes owner_bytes(*std::static_pointer_cast<const std::vector<std::byte>>(read->owner()));
  EXPECT_GE(read->bytes().data(), owner_bytes.data());
  EXPECT_LT(read->bytes().data(), owner_bytes.data() + owner_bytes.size());
}

TEST(OnnxTensors, RefusesSizesThatLie) {
  ProtoWriter tensor = header(kFloat, {3});
  tensor.text(9, "12345678");
  EXPECT_EQ(error_of(read_tensor(tensor)), "a tensor f32[3] needs 12 bytes, there are 8");
  EXPECT_FALSE(read_tensor(header(kFloat, {int64_t{1} << 60})));
  EXPECT_FALSE(read_tensor(header(kFloat, {int64_t{1} << 40, int64_t{1} << 40})));
  EXPECT_FALSE(read_tensor(header(kFloat, {-1})));
  EXPECT_FALSE(read_tensor(header(kInt4, {int64_t{1} << 60})));
  ProtoWriter many = header(kInt64, {1});
  many.packed_integers(7, {1, 2, 3});
  EXPECT_EQ(error_of(read_tensor(many)), "more elements than the shape has (1)");
}

TEST(OnnxTensors, NamesTypesItDoesNotCarry) {
  EXPECT_EQ(error_of(read_tensor(header(kString, {1}))), "the element type string is not supported");
  EXPECT_EQ(error_of(read_tensor(header(17, {1}))), "the element type float8e4m3fn is not supported");
}

// ---- external data

class OnnxExternalData : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / fmt::format("ponte_external_{}", getpid());
    std::filesystem::create_directories(folder_ / "inner");
    std::ofstream(folder_ / "inner/w.bin") << "0123456789abcdef";
    std::ofstream(folder_ / "outside.bin") << "0123456789abcdef";
    std::filesystem::create_symlink(folder_ / "outside.bin", folder_ / "inner/link.bin");
    std::filesystem::create_directory_symlink(folder_, folder_ / "inner/up");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string read(const std::vector<std::pair<std::string, std::string>>& entries) {
    ProtoWriter tensor = header(kUint8, {4});
    tensor.integer(14, 1);
    for (const auto& [key, value] : entries) {
      ProtoWriter entry;
      entry.text(1, key);
      entry.text(2, value);
      tensor.message(13, entry);
    }
    Result<Tensor> read = read_tensor(tensor, (folder_ / "inner").string());
    return read ? std::string(as_text(read->bytes())) : read.error().message();
  }

  std::filesystem::path folder_;
};

TEST_F(OnnxExternalData, IsReadFromTheFolderOfTheModel) {
  EXPECT_EQ(read({{"location", "w.bin"}, {"offset", "10"}, {"length", "4"}}), "abcd");
  EXPECT_EQ(read({{"location", "./w.bin"}}), "0123");
}

TEST_F(OnnxExternalData, IsRefusedOutsideOfIt) {
  for (std::string place : {(folder_ / "outside.bin").string(), std::string("../outside.bin"),
                            std::string("a/../../outside.bin"), std::string(".."), std::string("")})
    EXPECT_EQ(read({{"location", place}}),
              fmt::format("external data: \"{}\" is not inside the folder of the model", place));
  for (std::string place : {"link.bin", "up/outside.bin"})
    EXPECT_EQ(read({{"location", place}}), fmt::format("external data: \"{}\" leads through a symbolic link", place));
}

TEST_F(OnnxExternalData, IsRefusedPastTheEndOfTheFile) {
  EXPECT_EQ(read({{"location", "w.bin"}, {"offset", "13"}}), "external data: 4 bytes at 13 of w.bin, which has 16");
  EXPECT_EQ(read({{"location", "w.bin"}, {"offset", "18446744073709551615"}}),
            "external data: 4 bytes at 18446744073709551615 of w.bin, which has 16");
  EXPECT_EQ(read({{"location", "w.bin"}, {"offset", "-1"}}), "external data: offset is \"-1\", not a number");
  EXPECT_EQ(read({{"location", "w.bin"}, {"length", "5"}}), "a tensor u8[4] needs 4 bytes, there are 5");
}

}  // namespace

}  // namespace ponte::onnx::tensors_test
