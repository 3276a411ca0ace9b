#pragma once
// A picture and a hash by formulas that are in noise.py too, so that stored hashes need no stored pictures.

#include "vision/image.h"

namespace ponte::vision {

/// Well mixed numbers (the finalizer of splitmix64).
inline uint64_t mix(uint64_t i) {
  i = (i + 1) * 0x9E3779B97F4A7C15u;
  i = (i ^ (i >> 30)) * 0xBF58476D1CE4E5B9u;
  i = (i ^ (i >> 27)) * 0x94D049BB133111EBu;
  return i ^ (i >> 31);
}

inline Image noise(int width, int height) {
  Image image{width, height, std::vector<uint8_t>(size_t{3} * width * height)};
  for (size_t i = 0; i < image.rgb.size(); ++i) image.rgb[i] = static_cast<uint8_t>(mix(i));
  return image;
}

inline uint64_t hash(const Image& image) {
  uint64_t sum = 0;
  for (size_t i = 0; i < image.rgb.size(); ++i) sum += (image.rgb[i] + uint64_t{1}) * mix(i);
  return sum;
}

}  // namespace ponte::vision
