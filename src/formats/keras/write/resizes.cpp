#include "formats/keras/write/resizes.h"

#include "formats/keras/read/operation_readers.h"

namespace ponte::keras {

ValueId resize_by(LayerReader& call, ValueId x, const Dims& factors, bool channels_last, Attrs attrs) {
  std::vector<float> scales(call.rank(x), 1);
  for (size_t i = 0; i < factors.size(); ++i) scales[i + (channels_last ? 1 : 2)] = static_cast<float>(factors[i]);
  Dims count{static_cast<int64_t>(scales.size())};
  ValueId scale = call.b.constant(Tensor::of<float>(std::move(scales), std::move(count)), "scales");
  return call.b.add("resize", {x, scale}, std::move(attrs));
}

ValueId resize_to(LayerReader& call, ValueId x, const Dims& sizes, bool channels_last, Attrs attrs) {
  // What is open of the other axes is taken from the input.
  std::vector<ValueId> parts;
  int64_t first = channels_last ? 1 : 2;
  Shape shape = call.shape(x);
  for (size_t i = 0; i < sizes.size(); ++i) shape[static_cast<size_t>(first) + i] = Dim(sizes[i]);
  if (auto known = known_dims(shape))
    return call.b.add("resize", {x, {}, call.b.ints(*known, "sizes")}, std::move(attrs));
  ValueId whole = call.b.unary("shape", x, "shape");
  auto kept = [&](int64_t begin, int64_t end) { return call.b.slice(whole, 0, begin, end, 1, "kept"); };
  parts.push_back(kept(0, first));
  parts.push_back(call.b.ints(sizes, "size"));
  if (channels_last) parts.push_back(kept(static_cast<int64_t>(call.rank(x)) - 1, static_cast<int64_t>(call.rank(x))));
  return call.b.add("resize", {x, {}, call.b.concat(std::move(parts), 0, "sizes")}, std::move(attrs));
}

Result<> read_resize(LayerReader& call, ValueId x) {
  if (call.rank(x) != 4) return unsupported("{} of [{}]", call.class_name(), shape_text(call.shape(x)));
  for (std::string_view name : {"crop_to_aspect_ratio", "pad_to_aspect_ratio", "antialias"}) {
    TRY_ASSIGN(bool set, call.flag(name, false));
    if (set) return unsupported("{} with {} is not supported", call.class_name(), name);
  }
  for (std::string_view name : {"fill_mode", "fill_value"}) call.ignore(name);
  Dims sizes;
  if (call.has("size")) {
    TRY_ASSIGN(sizes, call.sizes("size", 2));
  } else {
    TRY_ASSIGN(Dims height, call.sizes("height", 1));
    TRY_ASSIGN(Dims width, call.sizes("width", 1));
    sizes = {height[0], width[0]};
  }
  TRY_ASSIGN(std::string interpolation, call.text("interpolation", "bilinear"));
  TRY_ASSIGN(bool channels_last, call.channels_last());
  TRY_ASSIGN(Attrs attrs, resize_attrs(interpolation));
  return call.give(resize_to(call, x, sizes, channels_last, std::move(attrs)));
}

}  // namespace ponte::keras
