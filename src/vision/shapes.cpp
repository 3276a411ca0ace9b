#include "vision/shapes.h"

#include <algorithm>
#include <cmath>

namespace ponte::vision {

namespace {

int to_pixel(double place, int limit) { return static_cast<int>(std::clamp(place, 0.0, static_cast<double>(limit))); }

/// The part of a capsule's row in which it can be: [begin, end) of the picture's columns.
struct Span {
  int begin, end;
};

struct Capsule {
  double x1, y1, x2, y2, radius;

  Span row(int y, int width) const {
    double low = std::min(x1, x2) - radius - 1, high = std::max(x1, x2) + radius + 1;
    double dx = x2 - x1, dy = y2 - y1;
    if (std::abs(dy) > 1e-6) {
      double centre = x1 + (y + 0.5 - y1) * dx / dy, half = (radius + 1) * std::hypot(dx, dy) / std::abs(dy);
      low = std::max(low, centre - half);
      high = std::min(high, centre + half);
    }
    return {to_pixel(std::floor(low), width), to_pixel(std::ceil(high), width)};
  }
};

}  // namespace

void draw_line(Image& image, Point from, Point to, const Stroke& stroke) {
  if (!std::isfinite(from.x + from.y + to.x + to.y)) return;
  Capsule line{from.x, from.y, to.x, to.y, static_cast<double>(stroke.width) / 2};
  double dx = line.x2 - line.x1, dy = line.y2 - line.y1, length = std::hypot(dx, dy), dash = stroke.dash;
  int top = to_pixel(std::floor(std::min(line.y1, line.y2) - line.radius - 1), image.height);
  int bottom = to_pixel(std::ceil(std::max(line.y1, line.y2) + line.radius + 1), image.height);
  for (int y = top; y < bottom; ++y) {
    Span span = line.row(y, image.width);
    for (int x = span.begin; x < span.end; ++x) {
      double px = x + 0.5 - line.x1, py = y + 0.5 - line.y1;
      double along = length > 0 ? std::clamp((px * dx + py * dy) / length, 0.0, length) : 0;
      if (dash > 0 && std::fmod(along, 2 * dash) > dash) continue;
      double t = length > 0 ? along / length : 0;
      double cover = std::clamp(line.radius + 0.5 - std::hypot(px - t * dx, py - t * dy), 0.0, 1.0);
      if (cover > 0) blend_pixel(image, x, y, stroke.colour, static_cast<int>(cover * stroke.opacity));
    }
  }
}

void draw_disc(Image& image, Point centre, float radius, Colour colour) {
  draw_line(image, centre, centre, {.width = 2 * radius, .colour = colour});
}

void lay_mask(Image& image, const Mask& mask, Colour colour, int opacity) {
  for (int y = std::max(0, -mask.top); y < mask.height && mask.top + y < image.height; ++y)
    for (int x = std::max(0, -mask.left); x < mask.width && mask.left + x < image.width; ++x)
      if (mask.at(x, y)) blend_pixel(image, mask.left + x, mask.top + y, colour, opacity);
}

}  // namespace ponte::vision
