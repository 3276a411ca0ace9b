#include "formats/hdf5/checksum.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace ponte::hdf5 {

namespace {

using Words = std::array<uint32_t, 3>;

/// Each step takes one word from another and stirs it with the third; the numbers are lookup3's.
void stir(Words& words) {
  constexpr std::array kTurns{4, 6, 8, 16, 19, 4};
  for (size_t i = 0; i < kTurns.size(); ++i) {
    uint32_t &mixed = words[i % 3], &left = words[(i + 1) % 3], &right = words[(i + 2) % 3];
    mixed = (mixed - right) ^ std::rotl(right, kTurns[i]);
    right += left;
  }
}

void finish(Words& words) {
  constexpr std::array kTurns{14, 11, 25, 16, 4, 14, 24};
  for (size_t i = 0; i < kTurns.size(); ++i) {
    uint32_t& mixed = words[(i + 2) % 3];
    uint32_t other = words[(i + 1) % 3];
    mixed = (mixed ^ other) - std::rotl(other, kTurns[i]);
  }
}

}  // namespace

uint32_t checksum(Bytes bytes) {
  constexpr uint32_t kStart = 0xdeadbeef;
  Words words;
  words.fill(kStart + static_cast<uint32_t>(bytes.size()));
  if (bytes.empty()) return words[2];
  while (true) {
    Words next{};  // what is missing at the end counts as zeros
    size_t count = std::min(bytes.size(), sizeof(next));
    std::memcpy(next.data(), bytes.data(), count);
    for (size_t i = 0; i < words.size(); ++i) words[i] += next[i];
    bytes = bytes.subspan(count);
    if (bytes.empty()) break;
    stir(words);
  }
  finish(words);
  return words[2];
}

}  // namespace ponte::hdf5
