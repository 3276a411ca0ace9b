// Times what follows the network, on one picture of made-up numbers: suppression of 8400 anchors with 80 classes, and
// 40 masks of 1920 x 1080 from 32 prototypes of 160 x 160. A line per loop: nanoseconds of each.
//     post_bench LOOPS
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>

#include "vision/masks.h"
#include "vision/nms.h"

namespace {

using namespace ponte;

template <class Work>
long long nanoseconds_of(const Work& work) {
  auto begin = std::chrono::steady_clock::now();
  work();
  return static_cast<long long>(std::chrono::nanoseconds(std::chrono::steady_clock::now() - begin).count());
}

struct Anchors {
  static constexpr size_t kCount = 8400, kClasses = 80, kObjects = 60;
  std::vector<float> boxes, scores;

  explicit Anchors(std::mt19937& random) {
    std::uniform_real_distribution<float> unit(0, 1);
    for (size_t i = 0; i < kCount; ++i) {
      float x = 600 * unit(random), y = 600 * unit(random);
      boxes.insert(boxes.end(), {x, y, x + 40, y + 40});
    }
    for (size_t i = 0; i < kCount * kClasses; ++i) scores.push_back(0.1f * unit(random));
    for (size_t i = 0; i < kObjects; ++i) scores[random() % scores.size()] = 0.3f + 0.6f * unit(random);
  }
  size_t suppress() const {
    return select_and_suppress({boxes.data(), kCount, 4, 4, 1}, BoxForm::corners,
                               {scores.data(), kCount, kClasses, kClasses, 1}, {}).size();
  }
};

struct Masks {
  static constexpr int kMaps = 32, kSide = 160, kObjects = 40;
  std::vector<float> maps, coefficients;
  std::vector<Box> boxes;
  Letterbox plan = plan_letterbox(1920, 1080, {});

  explicit Masks(std::mt19937& random) {
    std::normal_distribution<float> normal;
    for (int i = 0; i < kMaps * kSide * kSide; ++i) maps.push_back(normal(random));
    for (int i = 0; i < kObjects * kMaps; ++i) coefficients.push_back(normal(random));
    std::uniform_real_distribution<float> x(0, 1500), y(0, 680), side(100, 400);
    for (int i = 0; i < kObjects; ++i) {
      float left = x(random), top = y(random);
      boxes.push_back({left, top, left + side(random), top + side(random)});
    }
  }
  void make() const {
    MaskMaker maker({maps.data(), kMaps, kSide, kSide}, plan, default_profile(), kObjects);
    for (size_t i = 0; i < kObjects; ++i) {
      Mask mask = maker.make(std::span(coefficients).subspan(i * kMaps, kMaps), boxes[i]);
      if (is_empty(mask)) std::puts("an empty mask");
    }
  }
};

}  // namespace

int main(int argc, char** argv) {
  std::mt19937 random(0);
  Anchors anchors(random);
  Masks masks(random);
  // One after the other: either would find the caches full of the other's numbers.
  std::vector<long long> suppression;
  for (int loops = argc > 1 ? std::atoi(argv[1]) : 20; loops > 0; --loops)
    suppression.push_back(nanoseconds_of([&] { anchors.suppress(); }));
  for (long long first : suppression) std::printf("%lld %lld\n", first, nanoseconds_of([&] { masks.make(); }));
}
