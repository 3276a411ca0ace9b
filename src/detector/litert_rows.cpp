#include "detector/litert_rows.h"

#include <algorithm>
#include <numeric>

#include "yolo/head/decode.h"

namespace ponte::detector {

namespace {

/// Numbers of anchors, whichever of the last two axes they lie along.
struct RowTable {
  std::vector<float> numbers;
  int64_t batch, anchors, width;  // width: numbers per anchor
  bool anchors_last;

  RowTable(const Tensor& output, const RowPlaces& places)
      : numbers(output.to_floats()), batch(output.dims()[0]), anchors_last(places.anchors_last) {
    anchors = output.dims()[anchors_last ? 2 : 1];
    width = output.dims()[anchors_last ? 1 : 2];
  }

  float& at(int64_t image, int64_t anchor, int64_t k) {
    int64_t place = anchors_last ? k * anchors + anchor : anchor * width + k;
    return numbers[static_cast<size_t>(image * anchors * width + place)];
  }
};

/// Where each row of the head's own order lies in the file.
using Order = std::vector<int64_t>;

/// Rows cell by cell: the anchors of a cell are together.
Order by_cell(const std::vector<AnchorGrid>& grids) {
  Order order;
  int64_t first = 0;
  for (const AnchorGrid& grid : grids) {
    int64_t cells = grid.height * grid.width;
    for (int64_t anchor = 0; anchor < grid.anchors; ++anchor)
      for (int64_t cell = 0; cell < cells; ++cell) order.push_back(first + cell * grid.anchors + anchor);
    first += grid.anchors * cells;
  }
  return order;
}

/// A centre is at most 1.5 cells from its own cell (YOLOv5's formula). Between the first and the last row of the first
/// line of cells lie width - 1 cells, or, when rows lie cell by cell, as many divided by the anchors.
bool lies_by_cell(RowTable& table, const AnchorGrid& finest) {
  int64_t last = finest.width - 1;
  double apart = (table.at(0, last, 0) - table.at(0, 0, 0)) / finest.stride;
  double whole = static_cast<double>(last), part = whole / static_cast<double>(finest.anchors);
  return apart < (whole + part) / 2;
}

Order order_of(RowTable& table, const JointRows& rows) {
  Order order(static_cast<size_t>(table.anchors));
  std::iota(order.begin(), order.end(), 0);
  bool can_differ = rows.kind == HeadKind::anchor_based && !rows.grids.empty() && rows.grids[0].anchors > 1;
  return can_differ && lies_by_cell(table, rows.grids[0]) ? by_cell(rows.grids) : order;
}

Tensor boxes_of(RowTable& table, const Order& order) {
  std::vector<float> corners;
  corners.reserve(order.size() * 4 * static_cast<size_t>(table.batch));
  for (int64_t image = 0; image < table.batch; ++image)
    for (int64_t row : order) {
      float cx = table.at(image, row, 0), cy = table.at(image, row, 1);
      float w = table.at(image, row, 2) / 2, h = table.at(image, row, 3) / 2;
      for (float number : {cx - w, cy - h, cx + w, cy + h}) corners.push_back(number);
    }
  return Tensor::of(std::move(corners), {table.batch, table.anchors, 4});
}

/// Columns [begin, end) of all rows.
Tensor columns_of(RowTable& table, const Order& order, int64_t begin, int64_t end) {
  std::vector<float> numbers;
  numbers.reserve(order.size() * static_cast<size_t>((end - begin) * table.batch));
  for (int64_t image = 0; image < table.batch; ++image)
    for (int64_t row : order)
      for (int64_t k = begin; k < end; ++k) numbers.push_back(table.at(image, row, k));
  return Tensor::of(std::move(numbers), {table.batch, table.anchors, end - begin});
}

Result<> check_sizes(const Tensor& output, const JointRows& rows) {
  const Dims& dims = output.dims();
  bool good = dims.size() == 3 && rows.classes > 0;
  RowPlaces places = good ? places_of(output, rows) : RowPlaces{};
  good = good && dims[places.anchors_last ? 1 : 2] >= places.behind;
  good = good && (rows.anchors == 0 || dims[places.anchors_last ? 2 : 1] == rows.anchors);
  if (good) return {};
  return unsupported("an output [{}] is not that of the head", dims_text(dims));
}

}  // namespace

JointRows joint_rows(const Graph& graph, const Head& head) {
  JointRows rows{.kind = head.kind,
                 .classes = head.classes,
                 .extra = head.extra,
                 .keypoint_numbers = head.keypoint_numbers,
                 .grids = {}};
  bool anchored = head.kind == HeadKind::anchor_based;
  for (const HeadLevel& level : head.levels) {
    ValueId map = anchored ? level.anchored : level.boxes;
    if (!map) continue;
    const Shape& shape = graph.value(map).fact.shape;
    if (shape.size() != 4 || !shape[2].known() || !shape[3].known()) continue;
    AnchorGrid grid{anchored ? static_cast<int64_t>(level.anchor_sizes.size()) : 1, shape[2].size, shape[3].size,
                    level.stride};
    rows.anchors += grid.anchors * grid.height * grid.width;
    rows.grids.push_back(grid);
  }
  // Levels of open size say nothing of the others.
  if (rows.grids.size() != head.levels.size()) rows.anchors = 0, rows.grids.clear();
  return rows;
}

RowPlaces places_of(const Tensor& output, const JointRows& rows) {
  bool anchored = rows.kind == HeadKind::anchor_based;
  // Some exporters leave out the last transpose.
  bool rows_first = anchored || (output.dims()[1] == rows.anchors && output.dims()[2] != rows.anchors);
  return {.anchors_last = !rows_first, .behind = rows.classes + (anchored ? 5 : 4)};
}

bool has_fractions(const Tensor& output, const RowPlaces& places) {
  constexpr float kBetween = 2;
  RowTable table(output, places);
  float largest = 0;
  for (int64_t row = 0; row < table.anchors; ++row)
    largest = std::max({largest, table.at(0, row, 0), table.at(0, row, 2)});
  return largest < kBetween;
}

Tensor in_pixels(const Tensor& output, const RowPlaces& places, int64_t step, double height, double width) {
  RowTable table(output, places);
  auto x = static_cast<float>(width), y = static_cast<float>(height);
  for (int64_t image = 0; image < table.batch; ++image)
    for (int64_t row = 0; row < table.anchors; ++row) {
      for (int64_t k = 0; k < 4; ++k) table.at(image, row, k) *= k % 2 == 0 ? x : y;
      for (int64_t k = places.behind; step >= 2 && k + 1 < table.width; k += step) {
        table.at(image, row, k) *= x;
        table.at(image, row, k + 1) *= y;
      }
    }
  return Tensor::of(std::move(table.numbers), output.dims());
}

Result<std::vector<NamedTensor>> split_rows(const Tensor& output, const JointRows& rows) {
  TRY(check_sizes(output, rows));
  RowTable table(output, places_of(output, rows));
  Order order = order_of(table, rows);
  bool anchored = rows.kind == HeadKind::anchor_based;
  int64_t first = anchored ? 5 : 4, behind = first + rows.classes;
  // Of an anchor-based head a class is as likely as it is and an object is there.
  for (int64_t image = 0; anchored && image < table.batch; ++image)
    for (int64_t row = 0; row < table.anchors; ++row)
      for (int64_t k = first; k < behind; ++k) table.at(image, row, k) *= table.at(image, row, 4);
  std::vector<NamedTensor> parts{{"boxes", boxes_of(table, order)},
                                 {"scores", columns_of(table, order, first, behind)}};
  if (behind == table.width) return parts;
  Tensor extra = columns_of(table, order, behind, table.width);
  if (rows.extra == Extra::keypoints && rows.keypoint_numbers > 0) {
    Dims points{table.batch, table.anchors, (table.width - behind) / rows.keypoint_numbers, rows.keypoint_numbers};
    TRY_ASSIGN(extra, extra.reshape(std::move(points)));
  }
  Extra kind = anchored ? Extra::mask_coefficients : rows.extra;
  parts.push_back({extra_output_name(kind), std::move(extra)});
  return parts;
}

}  // namespace ponte::detector
