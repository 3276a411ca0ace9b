#include "embed/pre.h"

#include "graph/nodes.h"

namespace ponte::embed {

namespace {

constexpr float kPadding = 114;

/// image * gain, rounded half to even as Python does, at least 1.
ValueId resized_length(GraphBuilder& b, ValueId image, ValueId gain) {
  ValueId exact = b.mul(to_double(b, image), gain);
  return max(b, to_int64(b, b.unary("round", exact, "round")), int64_scalar(b, 1));
}

/// Which two places of the source make each place of the result, and their weights of 11 bits as f32: all (n).
struct Taps {
  ValueId first, second, first_weight, second_weight;
};

// At the left and right border the weights are reset; at the top and bottom only the rows are clamped.
enum class Border { reset, clamped };

Taps emit_taps(GraphBuilder& b, ValueId from, ValueId to, Border border) {
  // Both divisions, as OpenCV has them: 1 / (to / from) is not always from / to.
  ValueId scale = div(b, f64_scalar(b, 1), div(b, to_double(b, to), to_double(b, from)));
  ValueId middle = b.add(to_double(b, arange(b, to)), f64_scalar(b, 0.5));
  ValueId position = to_float(b, b.sub(b.mul(middle, scale), f64_scalar(b, 0.5)));
  ValueId index = b.unary("floor", position, "floor"), fraction = b.sub(position, index);
  ValueId none = b.scalar(0), one = b.scalar(1), last = to_float(b, b.sub(from, int64_scalar(b, 1)));
  ValueId first = clamp(b, index, none, last), second = clamp(b, b.add(index, one), none, last);
  if (border == Border::reset) {
    ValueId inside =
        logical_and(b, b.add("greater_equal", {index, none}, {}, "after"), b.add("less", {index, last}, {}, "before"));
    fraction = select(b, inside, fraction, none);
  }
  ValueId steps = b.scalar(2048);
  auto weight = [&](ValueId share) { return b.unary("round", b.mul(share, steps), "weight"); };
  return {to_int64(b, first), to_int64(b, second), weight(b.sub(one, fraction)), weight(fraction)};
}

/// The rows `index` of the pictures, resized along x: (B, 3, h, w), whole numbers of 19 bits over 4096.
ValueId emit_rows(GraphBuilder& b, ValueId images, ValueId index, const Taps& columns) {
  ValueId rows = gather(b, images, index, 1), step = b.scalar(1.0f / 4096);
  auto weighted = [&](ValueId column, ValueId weight) {
    ValueId planes = b.transpose(gather(b, rows, column, 2), {0, 3, 1, 2});
    return b.mul(to_float(b, planes), b.mul(weight, step));
  };
  return b.add(weighted(columns.first, columns.first_weight), weighted(columns.second, columns.second_weight));
}

/// floor(weight * floor(row * 256) / 65536) of rows as emit_rows gives them. The whole product has 27 bits, so it is
/// made of the row's upper 7 and lower 8 bits, with each of which float32 holds it.
ValueId emit_share(GraphBuilder& b, ValueId row, ValueId weight) {
  ValueId upper = b.unary("floor", row, "upper"), step = b.scalar(1.0f / 256);
  ValueId lower = b.unary("floor", b.mul(b.sub(row, upper), b.scalar(256)), "lower");
  ValueId column = unsqueeze(b, weight, {1});
  ValueId carried = b.unary("floor", b.mul(lower, b.mul(column, step)), "carried");
  return b.unary("floor", b.mul(b.add(b.mul(upper, column), carried), step), "share");
}

}  // namespace

Placement emit_placement(GraphBuilder& b, const GraphSize& image, const GraphSize& box, int64_t stride) {
  Placement place{.image = image, .resized = {}, .box = box, .gain = {}, .left = {}, .top = {}};
  ValueId vertical = div(b, to_double(b, box.height), to_double(b, image.height));
  ValueId horizontal = div(b, to_double(b, box.width), to_double(b, image.width));
  place.gain = min(b, vertical, horizontal);
  place.resized = {resized_length(b, image.height, place.gain), resized_length(b, image.width, place.gain)};
  ValueId below = b.sub(box.height, place.resized.height), beside = b.sub(box.width, place.resized.width);
  if (stride > 0) {
    below = b.add("mod", {below, int64_scalar(b, stride)}, {}, "mod");
    beside = b.add("mod", {beside, int64_scalar(b, stride)}, {}, "mod");
    place.box = {b.add(place.resized.height, below), b.add(place.resized.width, beside)};
  }
  place.top = div(b, below, int64_scalar(b, 2));
  place.left = div(b, beside, int64_scalar(b, 2));
  return place;
}

ValueId emit_letterbox(GraphBuilder& b, ValueId images, const Placement& place) {
  Taps columns = emit_taps(b, place.image.width, place.resized.width, Border::reset);
  Taps rows = emit_taps(b, place.image.height, place.resized.height, Border::clamped);
  ValueId upper = emit_share(b, emit_rows(b, images, rows.first, columns), rows.first_weight);
  ValueId lower = emit_share(b, emit_rows(b, images, rows.second, columns), rows.second_weight);
  ValueId quarters = b.add(b.add(upper, lower), b.scalar(2));
  ValueId picture = b.unary("floor", b.mul(quarters, b.scalar(0.25f)), "picture");
  auto rest = [&](ValueId box, ValueId resized, ValueId begin) { return b.sub(b.sub(box, resized), begin); };
  ValueId none = int64_scalar(b, 0);
  ValueId pads =
      stack(b, {none, none, place.top, place.left, none, none, rest(place.box.height, place.resized.height, place.top),
                rest(place.box.width, place.resized.width, place.left)});
  return b.add("pad", {picture, pads, b.scalar(kPadding)}, {}, "padded");
}

ValueId emit_classifier_fit(GraphBuilder& b, ValueId images, int64_t height, int64_t width) {
  ValueId planes = b.transpose(images, {0, 3, 1, 2});
  ValueId outer = sizes_of(b, planes, 0, 2);
  ValueId sizes = b.ints({height, width}, "wanted");
  if (height == width) {
    ValueId image = sizes_of(b, planes, 2, 4);
    ValueId shorter = b.add("reduce_min", {image}, {{"axes", Dims{0}}, {"keep_dims", true}}, "shorter");
    sizes = div(b, b.mul(image, b.ints({width})), shorter);
  }
  ValueId all = b.concat({outer, sizes}, 0);
  // At the edges the weights of what is outside go to what is inside, as Pillow has it.
  Attrs attrs{{"mode", std::string("linear")}, {"antialias", true}, {"exclude_outside", true}};
  ValueId resized = b.add("resize", {planes, ValueId{}, all}, std::move(attrs), "resized");
  if (height == width) {
    // Python's round, half to even.
    ValueId spare = b.mul(to_float(b, b.sub(sizes, b.ints({width}))), b.scalar(0.5f));
    ValueId starts = to_int64(b, b.unary("round", spare, "starts"));
    resized = slice(b, resized, starts, b.add(starts, b.ints({width})), {2, 3});
  }
  // The cut's size is not seen from its starts.
  ValueId whole_shape = b.concat({outer, b.ints({height, width})}, 0);
  return to_float(b, b.add("reshape", {resized, whole_shape}, {}, "fitted"));
}

ValueId emit_values(GraphBuilder& b, ValueId pixels, const Card& card, bool bgr, DType dtype) {
  bool network_bgr = card.colour_order == "bgr";
  ValueId values = pixels;
  if (bgr != network_bgr) values = gather(b, values, b.ints({2, 1, 0}, "other_order"), 1);
  auto [low, high] = card.value_range;
  if (high - low != 255) values = div(b, values, b.scalar(static_cast<float>(255 / (high - low))));
  if (low != 0) values = b.add(values, b.scalar(static_cast<float>(low)));
  return dtype == DType::f32 ? values : cast(b, values, dtype);
}

}  // namespace ponte::embed
