#include "formats/saved_model/table.h"

#include <gtest/gtest.h>

namespace ponte::saved_model::table_test {
namespace {

std::string from_hex(std::string_view hex) {
  std::string bytes;
  for (size_t i = 0; i < hex.size(); i += 2)
    bytes.push_back(static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
  return bytes;
}

// An index that TensorFlow 2.21 loads.
TEST(Table, IsByteByByteWhatTensorFlowReads) {
  Table table{{"", from_hex("08011a020801")},
              {"_CHECKPOINTABLE_OBJECT_GRAPH", from_hex("08071200280735"
                                                        "4368c96a")}};
  std::string bytes = table_bytes(table);
  EXPECT_EQ(
      bytes,
      from_hex("00000608011a020801001c0b5f434845434b504f494e5441424c455f4f424a4543545f4752415048080712002807354368c96a"
               "000000000100000000faf8c37b000000000100000000c0f2a1b0001c025f434845434b504f494e5441424c455f4f424a454354"
               "5f4752415048003b000000000100000000e3e10e6840084d29") +
          std::string(36, '\0') + from_hex("57fb808b247547db"));
}

}  // namespace
}  // namespace ponte::saved_model::table_test
