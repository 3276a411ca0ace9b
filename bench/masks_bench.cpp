// Times making the masks of a picture: 40 boxes on 1920 x 1080, 32 prototypes of 160 x 160.
//     masks_bench LOOPS THREADS
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>

#include "base/parallel.h"
#include "vision/masks.h"

int main(int argc, char** argv) {
  using namespace ponte;
  int loops = argc > 1 ? std::atoi(argv[1]) : 20, threads = argc > 2 ? std::atoi(argv[2]) : 1;
  constexpr int kMaps = 32, kSide = 160, kObjects = 40;
  std::mt19937 random(0);
  std::normal_distribution<float> normal;
  std::vector<float> maps(size_t{kMaps} * kSide * kSide), coefficients(size_t{kObjects} * kMaps);
  for (float& value : maps) value = normal(random);
  for (float& value : coefficients) value = normal(random);
  std::uniform_real_distribution<float> x(0, 1500), y(0, 800), side(100, 400);
  std::vector<Box> boxes;
  for (int i = 0; i < kObjects; ++i) {
    float left = x(random), top = y(random);
    boxes.push_back({left, top, std::min(left + side(random), 1920.0f), std::min(top + side(random), 1080.0f)});
  }
  Letterbox plan = plan_letterbox(1920, 1080, {});
  for (int loop = 0; loop < loops; ++loop) {
    auto begin = std::chrono::steady_clock::now();
    MaskMaker maker({maps.data(), kMaps, kSide, kSide}, plan, default_profile());
    std::vector<Mask> masks(boxes.size());
    parallel_for(boxes.size(), 1, threads, [&](size_t first, size_t last) {
      for (size_t i = first; i < last; ++i)
        masks[i] = maker.make(std::span(coefficients).subspan(i * kMaps, kMaps), boxes[i]);
    });
    auto end = std::chrono::steady_clock::now();
    std::printf("%lld\n", static_cast<long long>(std::chrono::nanoseconds(end - begin).count()));
  }
}
