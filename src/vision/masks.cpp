#include "vision/masks.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace ponte {

namespace {

struct Range {
  int begin, end;

  int size() const { return std::max(end - begin, 0); }
};

/// The pixels of an axis of `limit` pixels that lie between two edges of a box.
Range pixels_between(float low, float high, int limit, CropRule rule) {
  auto place = [&](float edge) {
    edge = std::ceil(rule == CropRule::centres ? edge - 0.5f : edge);
    return std::isnan(edge) ? 0 : static_cast<int>(std::clamp(edge, 0.0f, static_cast<float>(limit)));
  };
  return {place(low), place(high)};
}

/// A pixel between two neighbours on the grid, the second with the weight `fraction`.
struct Tap {
  int lower, upper;
  float fraction;
};

Tap tap_at(const MaskMaker::Axis& axis, int pixel) {
  auto place = static_cast<float>((pixel + 0.5) * axis.scale + axis.offset - 0.5);
  place = std::clamp(place, static_cast<float>(axis.first), static_cast<float>(axis.last));
  int lower = static_cast<int>(place);
  return {lower, std::min(lower + 1, axis.last), place - static_cast<float>(lower)};
}

float between(float a, float b, float fraction) { return a * (1 - fraction) + b * fraction; }

/// Logits of a part of the grid.
struct Window {
  Range rows, columns;
  std::vector<float> values;

  const float* row(int y) const { return values.data() + static_cast<size_t>(y - rows.begin) * columns.size(); }
};

Window weigh(const Prototypes& prototypes, std::span<const float> coefficients, Range rows, Range columns) {
  Window window{rows, columns, std::vector<float>(static_cast<size_t>(rows.size()) * columns.size())};
  auto width = static_cast<size_t>(columns.size());
  // Row by row, so that the sums stay in the nearest cache; the inner loop is what the compiler makes vectors of.
  for (int y = rows.begin; y < rows.end; ++y) {
    float* out = window.values.data() + static_cast<size_t>(y - rows.begin) * width;
    for (int c = 0; c < prototypes.count; ++c) {
      float weight = coefficients[static_cast<size_t>(c)];
      const float* row = prototypes.data + (size_t(c) * prototypes.height + y) * prototypes.width + columns.begin;
      for (size_t x = 0; x < width; ++x) out[x] += weight * row[x];
    }
  }
  return window;
}

/// Pixels in a row that lie between the same two neighbours.
struct Run {
  int begin, end, lower, upper;
};

std::vector<Run> find_runs(const std::vector<Tap>& taps) {
  std::vector<Run> runs;
  for (int x = 0; x < std::ssize(taps); ++x) {
    const Tap& tap = taps[static_cast<size_t>(x)];
    if (runs.empty() || runs.back().lower != tap.lower) runs.push_back({x, x, tap.lower, tap.upper});
    runs.back().end = x + 1;
  }
  return runs;
}

/// One row of the mask from one row of logits. Between neighbours of one sign there is nothing to evaluate.
void threshold(const std::vector<float>& line, const std::vector<Run>& runs, const std::vector<Tap>& taps,
               uint8_t* out) {
  for (const Run& run : runs) {
    float a = line[static_cast<size_t>(run.lower)], b = line[static_cast<size_t>(run.upper)];
    if ((a > 0) == (b > 0)) {
      std::memset(out + run.begin, a > 0, static_cast<size_t>(run.end - run.begin));
      continue;
    }
    for (int x = run.begin; x < run.end; ++x) out[x] = between(a, b, taps[static_cast<size_t>(x)].fraction) > 0;
  }
}

/// What Ultralytics' `scale_masks` leaves of an axis and resizes: everything in cells of the grid, `ratio` being the
/// smaller one of both axes.
MaskMaker::Axis cut_axis(int grid, int picture, double ratio, MaskSampling sampling) {
  double content = picture * ratio;
  if (sampling == MaskSampling::rounded) content = std::nearbyint(content);
  double border = (grid - content) / 2;
  int first = static_cast<int>(std::nearbyint(border - 0.1));
  int end = std::max(first + 1, grid - static_cast<int>(std::nearbyint(border + 0.1)));
  return {static_cast<double>(end - first) / picture, static_cast<double>(first), first, end - 1};
}

/// Every pixel of the picture where the letterbox put it.
MaskMaker::Axis mapped_axis(int grid, int input, int picture, int resized, int border) {
  double cells = static_cast<double>(grid) / input;
  return {static_cast<double>(resized) / picture * cells, border * cells, 0, grid - 1};
}

}  // namespace

Letterbox input_as_picture(const Letterbox& plan) {
  return {.ratio = 1, .image_width = plan.width, .image_height = plan.height, .resized_width = plan.width,
          .resized_height = plan.height, .left = 0, .top = 0, .width = plan.width, .height = plan.height};
}

MaskMaker::MaskMaker(const Prototypes& prototypes, const Letterbox& plan, const Profile& profile)
    : prototypes_(prototypes),
      crop_(profile.mask_crop),
      picture_width_(plan.image_width),
      picture_height_(plan.image_height) {
  if (profile.mask_sampling == MaskSampling::mapped) {
    x_ = mapped_axis(prototypes.width, plan.width, plan.image_width, plan.resized_width, plan.left);
    y_ = mapped_axis(prototypes.height, plan.height, plan.image_height, plan.resized_height, plan.top);
    return;
  }
  double ratio = std::min(static_cast<double>(prototypes.height) / plan.image_height,
                          static_cast<double>(prototypes.width) / plan.image_width);
  x_ = cut_axis(prototypes.width, plan.image_width, ratio, profile.mask_sampling);
  y_ = cut_axis(prototypes.height, plan.image_height, ratio, profile.mask_sampling);
}

Mask MaskMaker::make(std::span<const float> coefficients, const Box& box) const {
  Range columns = pixels_between(box.x1, box.x2, picture_width_, crop_);
  Range rows = pixels_between(box.y1, box.y2, picture_height_, crop_);
  Mask mask{columns.begin, rows.begin, columns.size(), rows.size(), {}};
  if (mask.width == 0 || mask.height == 0) return {columns.begin, rows.begin, 0, 0, {}};
  mask.pixels.resize(static_cast<size_t>(mask.width) * mask.height);
  std::vector<Tap> across;
  across.reserve(static_cast<size_t>(mask.width));
  for (int x = columns.begin; x < columns.end; ++x) across.push_back(tap_at(x_, x));
  Range grid_columns{across.front().lower, across.back().upper + 1};
  Range grid_rows{tap_at(y_, rows.begin).lower, tap_at(y_, rows.end - 1).upper + 1};
  Window logits = weigh(prototypes_, coefficients, grid_rows, grid_columns);
  for (Tap& tap : across) tap.lower -= grid_columns.begin, tap.upper -= grid_columns.begin;
  std::vector<Run> runs = find_runs(across);
  std::vector<float> line(static_cast<size_t>(grid_columns.size()));
  for (int y = 0; y < mask.height; ++y) {
    Tap tap = tap_at(y_, rows.begin + y);
    const float *upper = logits.row(tap.lower), *lower = logits.row(tap.upper);
    for (size_t x = 0; x < line.size(); ++x) line[x] = between(upper[x], lower[x], tap.fraction);
    threshold(line, runs, across, mask.pixels.data() + static_cast<size_t>(y) * mask.width);
  }
  return mask;
}

bool is_empty(const Mask& mask) { return std::ranges::find(mask.pixels, 1) == mask.pixels.end(); }

}  // namespace ponte
