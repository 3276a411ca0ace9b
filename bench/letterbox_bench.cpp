// letterbox_bench WIDTH HEIGHT THREADS LOOPS: nanoseconds of each of LOOPS letterboxes to a 640 x 640 tensor.

#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "vision/letterbox.h"

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  int width = std::atoi(argv[1]), height = std::atoi(argv[2]), threads = std::atoi(argv[3]), loops = std::atoi(argv[4]);
  ponte::Image image{width, height, std::vector<uint8_t>(size_t{3} * width * height)};
  for (size_t i = 0; i < image.rgb.size(); ++i) image.rgb[i] = static_cast<uint8_t>(i * 2654435761u >> 13);
  std::vector<float> tensor(size_t{3} * 640 * 640);
  for (int i = 0; i < loops; ++i) {
    auto start = std::chrono::steady_clock::now();
    ponte::vision::letterbox_to_tensor(image, ponte::vision::plan_letterbox(width, height, {}), tensor.data(), threads);
    std::chrono::nanoseconds taken = std::chrono::steady_clock::now() - start;
    std::printf("%lld\n", static_cast<long long>(taken.count()));
  }
}
