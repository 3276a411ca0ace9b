// Damaged models: an error, never a crash, and never for long.

#include "support/test_data.h"
#include "tflite/tiny_tflite.h"

namespace ponte::tflite::hostile_test {
namespace {

std::vector<std::vector<std::byte>> originals() {
  return {written(tiny_graph()),
          written(tiny_graph(), {.weights = Precision::int8_weights, .metadata = {{"task", "detect"}}}),
          written(tiny_graph(), {.weights = Precision::fp16})};
}

// Damage may go unnoticed, in a weight or a name; what is noticed is never called a bug of ours or a wrong use.
bool is_fair(const Result<TfliteModel>& model) {
  return model || model.error().kind == ErrorKind::corrupt || model.error().kind == ErrorKind::unsupported;
}

TEST(HostileTflite, CutFilesAreRefused) {
  for (const auto& file : originals())
    for (size_t size = 0; size < file.size(); ++size) {
      auto read = read_bytes({file.begin(), file.begin() + static_cast<ptrdiff_t>(size)});
      EXPECT_TRUE(is_fair(read)) << read.error().message();
    }
}

TEST(HostileTflite, EveryDamagedByteDoesNoHarm) {
  for (const auto& file : originals())
    for (size_t i = 0; i < file.size(); ++i)
      for (std::byte damage : {std::byte{0x01}, std::byte{0x80}, std::byte{0xFF}}) {
        std::vector<std::byte> damaged = file;
        damaged[i] ^= damage;
        auto read = read_bytes(std::move(damaged));
        EXPECT_TRUE(is_fair(read)) << "byte " << i << ": " << read.error().message();
      }
}

TEST(HostileTflite, DamageInARealModelDoesNoHarm) {
  std::filesystem::path model = test::data_folder() / "models" / "tflite" / "yolov5n-coco-640-int8-u8io.tflite";
  SKIP_WITHOUT(model);
  std::vector<std::byte> file = content(model);
  uint32_t state = 1;
  for (int round = 0; round < 60; ++round) {
    std::vector<std::byte> damaged = file;
    for (int flips = 0; flips < 20; ++flips) {
      state = state * 1664525 + 1013904223;
      // The tables are behind the weights.
      size_t from = damaged.size() - 200'000;
      damaged[from + state % 200'000] ^= std::byte{1} << (state >> 29);
    }
    auto read = read_bytes(std::move(damaged));
    EXPECT_TRUE(is_fair(read)) << read.error().message();
  }
}

/// Each entry of a vector of tables is the same table, which has such a vector too.
TEST(HostileTflite, ObjectsThatAreUsedOverAndOverAreRefusedBeforeTheyFillMemory) {
  std::vector<uint32_t> words;
  auto put = [&](uint32_t word) {
    words.push_back(word);
    return (words.size() - 1) * 4;
  };
  put(0);
  put(0x334C4654);  // TFL3
  // A vtable of eight fields, all at offset 4 or 8 of a table: version 3, subgraphs.
  put(12 | 16u << 16);
  put(4 | 0u << 16);
  put(8 | 0u << 16);
  size_t model = put(static_cast<uint32_t>(words.size() * 4 - 8));
  put(3);
  size_t list = put(0);
  put(0);
  // Many subgraphs, all of them one table whose tensors are this list as well.
  size_t vtable = put(8 | 8u << 16);
  put(4 | 0u << 16);
  size_t subgraph = put(8);
  size_t tensors = put(0);
  size_t begin = put(100'000);
  for (uint32_t i = 0; i < 100'000; ++i) {
    size_t at = words.size() * 4;
    put(static_cast<uint32_t>(subgraph - at));
  }
  words[list / 4] = static_cast<uint32_t>(begin - list);
  words[tensors / 4] = static_cast<uint32_t>(begin - tensors);
  words[0] = static_cast<uint32_t>(model);
  EXPECT_EQ(vtable + 8, subgraph);
  Bytes bytes = std::as_bytes(std::span<const uint32_t>(words));
  auto read = read_bytes({bytes.begin(), bytes.end()});
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, ErrorKind::corrupt) << read.error().message();
}

}  // namespace
}  // namespace ponte::tflite::hostile_test
