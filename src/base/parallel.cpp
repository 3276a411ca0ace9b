#include "base/parallel.h"

#include <algorithm>
#include <thread>
#include <vector>

namespace ponte::base {

int thread_count(int wanted) {
  if (wanted > 0) return wanted;
  return static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
}

void parallel_for(size_t count, size_t grain, int threads, const std::function<void(size_t, size_t)>& body) {
  if (count == 0) return;
  size_t pieces = std::clamp<size_t>(count / std::max<size_t>(grain, 1), 1, static_cast<size_t>(std::max(threads, 1)));
  auto bound = [&](size_t piece) { return count * piece / pieces; };
  std::vector<std::jthread> workers;
  workers.reserve(pieces - 1);
  for (size_t piece = 1; piece < pieces; ++piece)
    workers.emplace_back([&, piece] { body(bound(piece), bound(piece + 1)); });
  body(0, bound(1));
}

}  // namespace ponte::base
