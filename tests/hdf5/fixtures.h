#pragma once
// Small files by h5py, out of data/, and small files by our own writer.

#include <gtest/gtest.h>
#include <libdeflate.h>

#include <fstream>

#include "formats/hdf5/file.h"
#include "formats/hdf5/writer.h"

namespace ponte::hdf5::test {

inline std::vector<std::byte> from_base64(std::istream& text) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::vector<std::byte> bytes;
  uint32_t bits = 0;
  int count = 0;
  for (char digit; text >> digit && digit != '=';) {
    bits = bits << 6 | static_cast<uint32_t>(kDigits.find(digit));
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push_back(static_cast<std::byte>(bits >> count));
  }
  return bytes;
}

/// A file of data/, by the name that make_fixtures.py gives it.
inline std::vector<std::byte> fixture(const std::string& name) {
  std::ifstream text(PONTE_SOURCE_DIR "/tests/hdf5/data/" + name + ".txt");
  size_t size = 0;
  text >> size;
  std::vector<std::byte> compressed = from_base64(text), file(size);
  libdeflate_decompressor* inflater = libdeflate_alloc_decompressor();
  EXPECT_EQ(libdeflate_zlib_decompress(inflater, compressed.data(), compressed.size(), file.data(), size, nullptr),
            LIBDEFLATE_SUCCESS);
  libdeflate_free_decompressor(inflater);
  return file;
}

inline SharedBytes shared(std::vector<std::byte> bytes) {
  auto owner = std::make_shared<const std::vector<std::byte>>(std::move(bytes));
  return {*owner, owner};
}

/// A dataset of 0, 1, 2, …
inline NewDataset counting(std::string path, Dims dims) {
  return {std::move(path), std::move(dims), [](std::span<float> elements) -> Result<> {
            for (size_t i = 0; i < elements.size(); ++i) elements[i] = static_cast<float>(i);
            return {};
          }};
}

/// The message of a result that must be an error.
template <class T>
std::string refusal(const Result<T>& result) {
  return result ? "it was read" : result.error().message();
}

}  // namespace ponte::hdf5::test
