// Follows the edges between pixels of a mask and others, the mask at the right hand.

#include "ponte/objects.h"
#include "uses/vision.h"

namespace ponte::vision {

namespace {

struct Step {
  int dx, dy;
};

// Right, down, left, up; a right turn is the next one. Pixels are named by their upper left corner.
constexpr Step kSteps[] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
constexpr Step kAheadRight[] = {{0, 0}, {-1, 0}, {-1, -1}, {0, -1}};
constexpr Step kAheadLeft[] = {{0, -1}, {0, 0}, {-1, 0}, {-1, -1}};

/// Upper edges of the mask's pixels that no ring has come along yet. Every ring has at least one.
class Edges {
 public:
  explicit Edges(const Mask& mask) : width_(mask.width), open_(mask.pixels.size()) {
    for (int y = 0; y < mask.height; ++y)
      for (int x = 0; x < mask.width; ++x) open_[index(x, y)] = mask.at(x, y) && !mask.at(x, y - 1);
  }
  bool is_open(int x, int y) const { return open_[index(x, y)] != 0; }
  void close(int x, int y) { open_[index(x, y)] = 0; }

 private:
  size_t index(int x, int y) const { return static_cast<size_t>(y) * width_ + x; }

  int width_;
  std::vector<uint8_t> open_;
};

Ring follow(const Mask& mask, Edges& edges, int from_x, int from_y) {
  Ring ring;
  int x = from_x, y = from_y, direction = 0;
  int64_t doubled_area = 0;
  do {
    if (direction == 0) edges.close(x, y);
    x += kSteps[direction].dx;
    y += kSteps[direction].dy;
    auto is_set = [&](Step pixel) { return mask.at(x + pixel.dx, y + pixel.dy); };
    int turn = 0;
    if (!is_set(kAheadRight[direction]))
      turn = 1;  // parts that touch at a corner stay two
    else if (is_set(kAheadLeft[direction]))
      turn = 3;
    if (turn == 0) continue;
    direction = (direction + turn) % 4;
    if (!ring.points.empty()) {
      auto [last_x, last_y] = ring.points.back();
      doubled_area += int64_t{last_x} * y - int64_t{x} * last_y;
    }
    ring.points.emplace_back(x, y);
  } while (x != from_x || y != from_y || direction != 0);
  auto [first_x, first_y] = ring.points.front();
  auto [last_x, last_y] = ring.points.back();
  doubled_area += int64_t{last_x} * first_y - int64_t{first_x} * last_y;
  ring.hole = doubled_area < 0;
  for (auto& [px, py] : ring.points) px += mask.left, py += mask.top;
  return ring;
}

}  // namespace

}  // namespace ponte::vision

namespace ponte {

using namespace vision;

std::vector<Ring> rings_of(const Mask& mask) {
  std::vector<Ring> rings;
  Edges edges(mask);
  for (int y = 0; y < mask.height; ++y)
    for (int x = 0; x < mask.width; ++x)
      if (edges.is_open(x, y)) rings.push_back(follow(mask, edges, x, y));
  return rings;
}

}  // namespace ponte
