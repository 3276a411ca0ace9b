#include "passes/embed/pre.h"

#include "graph/nodes.h"

namespace ponte::passes {

namespace {

constexpr float kPadding = 114;

/// image * gain, rounded half to even as Python does, at least 1.
ValueId resized_length(GraphBuilder& b, ValueId image, ValueId gain) {
  ValueId exact = b.product(to_double(b, image), gain);
  return greatest(b, to_whole(b, b.unary("round", exact, "round")), whole(b, 1));
}

/// Which two places of the source make each place of the result, and their weights of 11 bits as f32: all (n).
struct Taps {
  ValueId first, second, first_weight, second_weight;
};

// At the left and right border the weights are reset; at the top and bottom only the rows are clamped.
enum class Border { reset, clamped };

Taps emit_taps(GraphBuilder& b, ValueId from, ValueId to, Border border) {
  // Both divisions, as OpenCV has them: 1 / (to / from) is not always from / to.
  ValueId scale = quotient(b, real(b, 1), quotient(b, to_double(b, to), to_double(b, from)));
  ValueId middle = b.sum(to_double(b, numbers_to(b, to)), real(b, 0.5));
  ValueId position = to_float(b, b.difference(b.product(middle, scale), real(b, 0.5)));
  ValueId index = b.unary("floor", position, "floor"), fraction = b.difference(position, index);
  ValueId none = b.scalar(0), one = b.scalar(1), last = to_float(b, b.difference(from, whole(b, 1)));
  ValueId first = within(b, index, none, last), second = within(b, b.sum(index, one), none, last);
  if (border == Border::reset) {
    ValueId inside =
        both(b, b.add("greater_equal", {index, none}, {}, "after"), b.add("less", {index, last}, {}, "before"));
    fraction = either(b, inside, fraction, none);
  }
  ValueId steps = b.scalar(2048);
  auto weight = [&](ValueId share) { return b.unary("round", b.product(share, steps), "weight"); };
  return {to_whole(b, first), to_whole(b, second), weight(b.difference(one, fraction)), weight(fraction)};
}

/// The rows `index` of the pictures, resized along x: (B, 3, h, w), whole numbers of 19 bits over 4096.
ValueId emit_rows(GraphBuilder& b, ValueId images, ValueId index, const Taps& columns) {
  ValueId rows = gather(b, images, index, 1), step = b.scalar(1.0f / 4096);
  auto weighted = [&](ValueId column, ValueId weight) {
    ValueId planes = b.transpose(gather(b, rows, column, 2), {0, 3, 1, 2});
    return b.product(to_float(b, planes), b.product(weight, step));
  };
  return b.sum(weighted(columns.first, columns.first_weight), weighted(columns.second, columns.second_weight));
}

/// floor(weight * floor(row * 256) / 65536) of rows as emit_rows gives them. The whole product has 27 bits, so it is
/// made of the row's upper 7 and lower 8 bits, with each of which float32 holds it.
ValueId emit_share(GraphBuilder& b, ValueId row, ValueId weight) {
  ValueId upper = b.unary("floor", row, "upper"), step = b.scalar(1.0f / 256);
  ValueId lower = b.unary("floor", b.product(b.difference(row, upper), b.scalar(256)), "lower");
  ValueId column = unsqueeze(b, weight, {1});
  ValueId carried = b.unary("floor", b.product(lower, b.product(column, step)), "carried");
  return b.unary("floor", b.product(b.sum(b.product(upper, column), carried), step), "share");
}

}  // namespace

Placement emit_placement(GraphBuilder& b, const GraphSize& image, const GraphSize& box, int64_t stride) {
  Placement place{.image = image, .resized = {}, .box = box, .gain = {}, .left = {}, .top = {}};
  ValueId vertical = quotient(b, to_double(b, box.height), to_double(b, image.height));
  ValueId horizontal = quotient(b, to_double(b, box.width), to_double(b, image.width));
  place.gain = least(b, vertical, horizontal);
  place.resized = {resized_length(b, image.height, place.gain), resized_length(b, image.width, place.gain)};
  ValueId below = b.difference(box.height, place.resized.height), beside = b.difference(box.width, place.resized.width);
  if (stride > 0) {
    below = b.add("mod", {below, whole(b, stride)}, {}, "mod");
    beside = b.add("mod", {beside, whole(b, stride)}, {}, "mod");
    place.box = {b.sum(place.resized.height, below), b.sum(place.resized.width, beside)};
  }
  place.top = quotient(b, below, whole(b, 2));
  place.left = quotient(b, beside, whole(b, 2));
  return place;
}

ValueId emit_letterbox(GraphBuilder& b, ValueId images, const Placement& place) {
  Taps columns = emit_taps(b, place.image.width, place.resized.width, Border::reset);
  Taps rows = emit_taps(b, place.image.height, place.resized.height, Border::clamped);
  ValueId upper = emit_share(b, emit_rows(b, images, rows.first, columns), rows.first_weight);
  ValueId lower = emit_share(b, emit_rows(b, images, rows.second, columns), rows.second_weight);
  ValueId quarters = b.sum(b.sum(upper, lower), b.scalar(2));
  ValueId picture = b.unary("floor", b.product(quarters, b.scalar(0.25f)), "picture");
  auto rest = [&](ValueId box, ValueId resized, ValueId begin) {
    return b.difference(b.difference(box, resized), begin);
  };
  ValueId none = whole(b, 0);
  ValueId pads = vector_of(
      b, {none, none, place.top, place.left, none, none, rest(place.box.height, place.resized.height, place.top),
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
    sizes = quotient(b, b.product(image, b.ints({width})), shorter);
  }
  ValueId all = b.concat({outer, sizes}, 0);
  // At the edges the weights of what is outside go to what is inside, as Pillow has it.
  Attrs attrs{{"mode", std::string("linear")}, {"antialias", true}, {"exclude_outside", true}};
  ValueId resized = b.add("resize", {planes, ValueId{}, all}, std::move(attrs), "resized");
  if (height == width) {
    // Python's round, half to even.
    ValueId spare = b.product(to_float(b, b.difference(sizes, b.ints({width}))), b.scalar(0.5f));
    ValueId starts = to_whole(b, b.unary("round", spare, "starts"));
    resized = cut(b, resized, starts, b.sum(starts, b.ints({width})), {2, 3});
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
  if (high - low != 255) values = quotient(b, values, b.scalar(static_cast<float>(255 / (high - low))));
  if (low != 0) values = b.sum(values, b.scalar(static_cast<float>(low)));
  return dtype == DType::f32 ? values : cast(b, values, dtype);
}

}  // namespace ponte::passes
