#include "vision/masks.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace ponte::vision {

namespace {

/// `crop_mask` of Ultralytics 8.3 has another rule for fewer (prepost.md).
constexpr size_t kFewObjects = 50;

struct Range {
  int begin, end;

  int size() const { return std::max(end - begin, 0); }
};

float first_pixel(float edge, CropRule rule) {
  if (rule == CropRule::nearest) return std::nearbyint(edge);
  return std::ceil(rule == CropRule::centres ? edge - 0.5f : edge);
}

/// The pixels of an axis of `limit` pixels that lie between two edges of a box.
Range pixels_between(float low, float high, int limit, CropRule rule) {
  auto place = [&](float edge) {
    edge = first_pixel(edge, rule);
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

  Window(Range r, Range c) : rows(r), columns(c), values(static_cast<size_t>(r.size()) * c.size()) {}
  float* row(int y) { return values.data() + static_cast<size_t>(y - rows.begin) * columns.size(); }
  const float* row(int y) const { return values.data() + static_cast<size_t>(y - rows.begin) * columns.size(); }
};

Window weigh(const Prototypes& prototypes, std::span<const float> coefficients, Range rows, Range columns) {
  Window window(rows, columns);
  auto width = static_cast<size_t>(columns.size());
  // Row by row, so that the sums stay in the nearest cache; the inner loop is what the compiler makes vectors of.
  for (int y = rows.begin; y < rows.end; ++y) {
    float* out = window.row(y);
    for (int c = 0; c < prototypes.count; ++c) {
      float weight = coefficients[static_cast<size_t>(c)];
      const float* row = prototypes.data + (size_t(c) * prototypes.height + y) * prototypes.width + columns.begin;
      for (size_t x = 0; x < width; ++x) out[x] += weight * row[x];
    }
  }
  return window;
}

/// Cells of a grid as seen from one that has `times` as many.
MaskMaker::Axis enlarged_axis(int cells, int times) { return {1.0 / times, 0, 0, cells - 1}; }

Range cells_under(const MaskMaker::Axis& axis, Range pixels) {
  return {tap_at(axis, pixels.begin).lower, tap_at(axis, pixels.end - 1).upper + 1};
}

std::vector<Tap> taps_of(const MaskMaker::Axis& axis, Range pixels, int origin) {
  std::vector<Tap> taps;
  taps.reserve(static_cast<size_t>(pixels.size()));
  for (int x = pixels.begin; x < pixels.end; ++x) {
    taps.push_back(tap_at(axis, x));
    taps.back().lower -= origin, taps.back().upper -= origin;
  }
  return taps;
}

/// One row between two others.
void blend(const float* upper, const float* lower, float fraction, std::vector<float>& line) {
  for (size_t x = 0; x < line.size(); ++x) line[x] = between(upper[x], lower[x], fraction);
}

/// Part of the grid of logits made `times` as fine.
Window weigh_enlarged(const Prototypes& prototypes, std::span<const float> coefficients, Range rows, Range columns,
                      int times) {
  if (times == 1) return weigh(prototypes, coefficients, rows, columns);
  MaskMaker::Axis x_axis = enlarged_axis(prototypes.width, times), y_axis = enlarged_axis(prototypes.height, times);
  Window cells = weigh(prototypes, coefficients, cells_under(y_axis, rows), cells_under(x_axis, columns));
  std::vector<Tap> across = taps_of(x_axis, columns, cells.columns.begin);
  std::vector<float> line(static_cast<size_t>(cells.columns.size()));
  Window window(rows, columns);
  for (int y = rows.begin; y < rows.end; ++y) {
    Tap tap = tap_at(y_axis, y);
    blend(cells.row(tap.lower), cells.row(tap.upper), tap.fraction, line);
    float* out = window.row(y);
    for (const Tap& t : across)
      *out++ = between(line[static_cast<size_t>(t.lower)], line[static_cast<size_t>(t.upper)], t.fraction);
  }
  return window;
}

void clear_outside(Window& window, Range rows, Range columns) {
  for (int y = window.rows.begin; y < window.rows.end; ++y)
    for (int x = window.columns.begin; x < window.columns.end; ++x)
      if (y < rows.begin || y >= rows.end || x < columns.begin || x >= columns.end)
        window.row(y)[x - window.columns.begin] = 0;
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

/// The size in cells, before rounding, of a picture that fits into a grid.
double content_of(int picture, int grid, double ratio, MaskSampling sampling) {
  double content = picture * ratio;
  return sampling == MaskSampling::enlarged ? std::clamp(std::nearbyint(content), 1.0, static_cast<double>(grid))
                                            : content;
}

/// What Ultralytics' `scale_masks` leaves of an axis and resizes: everything in cells of the grid, `ratio` being the
/// smaller one of both axes.
MaskMaker::Axis cut_axis(int grid, int picture, double ratio, MaskSampling sampling) {
  double border = (grid - content_of(picture, grid, ratio, sampling)) / 2;
  int first = static_cast<int>(std::nearbyint(border - 0.1));
  int end = std::max(first + 1, grid - static_cast<int>(std::nearbyint(border + 0.1)));
  return {static_cast<double>(end - first) / picture, static_cast<double>(first), first, end - 1};
}

/// How much finer than the grid the border of an axis is: 1, 2 or 4 times, the last being the network's input.
int enlargement_for(int grid, int picture, double ratio) {
  constexpr int kMost = 4;
  int fine = grid * kMost;
  int border = fine - static_cast<int>(content_of(picture, fine, ratio * kMost, MaskSampling::enlarged));
  // Half of it is before the picture and half behind.
  return border % (2 * kMost) == 0 ? 1 : border % kMost == 0 ? 2 : kMost;
}

/// Every pixel of the picture where the letterbox put it.
MaskMaker::Axis mapped_axis(int grid, int input, int picture, int resized, int border) {
  double cells = static_cast<double>(grid) / input;
  return {static_cast<double>(resized) / picture * cells, border * cells, 0, grid - 1};
}

/// The network's input seen as a picture of its own.
Letterbox input_as_picture(const Letterbox& plan) {
  return {.ratio = 1,
          .image_width = plan.width,
          .image_height = plan.height,
          .resized_width = plan.width,
          .resized_height = plan.height,
          .left = 0,
          .top = 0,
          .width = plan.width,
          .height = plan.height};
}

/// The pixels that a range of cells has any part in.
Range pixels_over(const MaskMaker::Axis& axis, Range cells, int limit) {
  auto pixel_at = [&](double place) { return (place + 0.5 - axis.offset) / axis.scale - 0.5; };
  auto within = [&](double pixel) { return static_cast<int>(std::clamp(pixel, 0.0, static_cast<double>(limit))); };
  return {within(std::floor(pixel_at(cells.begin - 1))), within(std::ceil(pixel_at(cells.end)) + 1)};
}

}  // namespace

MaskMaker::MaskMaker(const Prototypes& prototypes, const Letterbox& plan, const Profile& profile, size_t objects)
    : prototypes_(prototypes),
      crop_(objects < kFewObjects ? profile.mask_crop_of_few : profile.mask_crop),
      picture_width_(plan.image_width),
      picture_height_(plan.image_height) {
  if (profile.mask_sampling == MaskSampling::mapped) {
    x_ = mapped_axis(prototypes.width, plan.width, plan.image_width, plan.resized_width, plan.left);
    y_ = mapped_axis(prototypes.height, plan.height, plan.image_height, plan.resized_height, plan.top);
    return;
  }
  double ratio = std::min(static_cast<double>(prototypes.height) / plan.image_height,
                          static_cast<double>(prototypes.width) / plan.image_width);
  if (profile.mask_sampling == MaskSampling::enlarged)
    times_ = std::max(enlargement_for(prototypes.width, plan.image_width, ratio),
                      enlargement_for(prototypes.height, plan.image_height, ratio));
  x_ = cut_axis(prototypes.width * times_, plan.image_width, ratio * times_, profile.mask_sampling);
  y_ = cut_axis(prototypes.height * times_, plan.image_height, ratio * times_, profile.mask_sampling);
}

MaskMaker MaskMaker::on_input(const Prototypes& prototypes, const Letterbox& plan, const Profile& profile,
                              size_t objects) {
  MaskMaker maker(prototypes, input_as_picture(plan), profile, objects);
  maker.cut_on_grid_ = profile.input_mask_cut == InputMaskCut::on_grid;
  return maker;
}

Mask MaskMaker::make(std::span<const float> coefficients, const Box& box) const {
  Range columns, rows, cell_columns{}, cell_rows{};
  if (cut_on_grid_) {
    float x = static_cast<float>(prototypes_.width) / static_cast<float>(picture_width_);
    float y = static_cast<float>(prototypes_.height) / static_cast<float>(picture_height_);
    cell_columns = pixels_between(box.x1 * x, box.x2 * x, prototypes_.width, crop_);
    cell_rows = pixels_between(box.y1 * y, box.y2 * y, prototypes_.height, crop_);
    columns = cell_columns.size() ? pixels_over(x_, cell_columns, picture_width_) : Range{};
    rows = cell_rows.size() ? pixels_over(y_, cell_rows, picture_height_) : Range{};
  } else {
    columns = pixels_between(box.x1, box.x2, picture_width_, crop_);
    rows = pixels_between(box.y1, box.y2, picture_height_, crop_);
  }
  Mask mask{columns.begin, rows.begin, columns.size(), rows.size(), {}};
  if (mask.width == 0 || mask.height == 0) return {columns.begin, rows.begin, 0, 0, {}};
  mask.pixels.resize(static_cast<size_t>(mask.width) * mask.height);
  Range grid_columns = cells_under(x_, columns), grid_rows = cells_under(y_, rows);
  Window logits = weigh_enlarged(prototypes_, coefficients, grid_rows, grid_columns, times_);
  if (cut_on_grid_) clear_outside(logits, cell_rows, cell_columns);
  std::vector<Tap> across = taps_of(x_, columns, grid_columns.begin);
  std::vector<Run> runs = find_runs(across);
  std::vector<float> line(static_cast<size_t>(grid_columns.size()));
  for (int y = 0; y < mask.height; ++y) {
    Tap tap = tap_at(y_, rows.begin + y);
    blend(logits.row(tap.lower), logits.row(tap.upper), tap.fraction, line);
    threshold(line, runs, across, mask.pixels.data() + static_cast<size_t>(y) * mask.width);
  }
  return mask;
}

bool is_empty(const Mask& mask) { return std::ranges::find(mask.pixels, 1) == mask.pixels.end(); }

}  // namespace ponte::vision
