// Times what follows the network on numbers that bench/post.py made: suppression of 8400 anchors with 80 classes, and
// masks of 1920 x 1080 from 32 prototypes of 160 x 160.
//     post_bench FOLDER LOOPS
// Prints how many objects are kept and how many pixels all masks have, then a line per loop: nanoseconds of each.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "vision/masks.h"
#include "vision/nms.h"

namespace {

using namespace ponte;
using namespace ponte::vision;

constexpr size_t kAnchors = 8400, kClasses = 80;
constexpr int kMaps = 32, kSide = 160;

std::vector<float> read_floats(const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  std::vector<float> floats(file ? static_cast<size_t>(file.tellg()) / sizeof(float) : 0);
  file.seekg(0);
  if (!file.read(reinterpret_cast<char*>(floats.data()), std::streamsize(floats.size() * sizeof(float)))) {
    std::fprintf(stderr, "%s cannot be read\n", path.c_str());
    std::exit(1);
  }
  return floats;
}

template <class Work>
long long nanoseconds_of(const Work& work) {
  auto begin = std::chrono::steady_clock::now();
  work();
  return static_cast<long long>(std::chrono::nanoseconds(std::chrono::steady_clock::now() - begin).count());
}

/// The objects of an output of columns, 4 + classes of them, as every export has it.
size_t count_objects(const std::vector<float>& columns) {
  AnchorTable boxes{columns.data(), kAnchors, 4, 1, kAnchors};
  AnchorTable scores{columns.data() + 4 * kAnchors, kAnchors, kClasses, 1, kAnchors};
  return select_and_suppress(boxes, BoxForm::centre, scores, {}).size();
}

std::vector<Mask> make_masks(const std::vector<float>& prototypes, std::span<const float> coefficients,
                             const std::vector<float>& boxes) {
  size_t count = boxes.size() / 4;
  MaskMaker maker({prototypes.data(), kMaps, kSide, kSide}, plan_letterbox(1920, 1080, {}), default_profile(), count);
  std::vector<Mask> masks;
  for (size_t i = 0; i < count; ++i) {
    const float* box = boxes.data() + 4 * i;
    masks.push_back(maker.make(coefficients.subspan(i * kMaps, kMaps), {box[0], box[1], box[2], box[3]}));
  }
  return masks;
}

size_t count_pixels(const std::vector<Mask>& masks) {
  size_t count = 0;
  for (const Mask& mask : masks)
    for (uint8_t pixel : mask.pixels) count += pixel;
  return count;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  std::string folder = argv[1];
  std::vector<float> columns = read_floats(folder + "/columns.f32"),
                     prototypes = read_floats(folder + "/prototypes.f32");
  std::vector<float> coefficients = read_floats(folder + "/coefficients.f32"),
                     boxes = read_floats(folder + "/boxes.f32");
  std::printf("%zu %zu\n", count_objects(columns), count_pixels(make_masks(prototypes, coefficients, boxes)));
  // One after the other: either would find the caches full of the other's numbers.
  std::vector<long long> suppression;
  for (int loops = std::atoi(argv[2]); loops > 0; --loops)
    suppression.push_back(nanoseconds_of([&] { count_objects(columns); }));
  for (long long first : suppression)
    std::printf("%lld %lld\n", first, nanoseconds_of([&] { make_masks(prototypes, coefficients, boxes); }));
}
