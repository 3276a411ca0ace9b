// Pooling, and what cuts or widens the spatial axes.
#include "formats/keras/read/operation_readers.h"
#include "formats/keras/read/window_reader.h"

namespace ponte::keras {

Result<> read_pool(LayerReader& call, size_t spatial, std::string_view op) {
  TRY_ASSIGN(ValueId x, spatial_input(call, spatial));
  TRY_ASSIGN(Dims kernel, call.sizes("pool_size", spatial, 2));
  Window window{.kernel = kernel, .strides = kernel, .dilations = Dims(spatial, 1)};
  if (call.has("strides")) {
    TRY_ASSIGN(window.strides, call.sizes("strides", spatial));
  }
  TRY_ASSIGN(window.padding, call.text("padding", "valid"));
  TRY_ASSIGN(window.channels_last, call.channels_last());
  TRY_ASSIGN(Dims pads, read_pads(call, x, window));
  Attrs attrs{{"kernel", std::move(kernel)},
              {"strides", window.strides},
              {"pads", std::move(pads)},
              {"layout", window.layout()}};
  if (op == "max_pool") attrs.set("dilations", window.dilations);
  return call.give(call.b.add(op, {x}, std::move(attrs)));
}

Result<> read_global_pool(LayerReader& call, size_t spatial, std::string_view op) {
  TRY_ASSIGN(ValueId x, spatial_input(call, spatial));
  TRY_ASSIGN(bool channels_last, call.channels_last());
  TRY_ASSIGN(bool keep_dims, call.flag("keepdims", false));
  std::string layout = channels_last ? "nhwc" : "nchw";
  ValueId pooled = call.b.add(op, {x}, {{"layout", std::move(layout)}}, keep_dims ? "" : "pool");
  if (keep_dims) return call.give(pooled);
  Dims axes;
  for (size_t i = 0; i < spatial; ++i) axes.push_back(static_cast<int64_t>(i) + (channels_last ? 1 : 2));
  return call.give(call.b.add("squeeze", {pooled}, {{"axes", std::move(axes)}}));
}

namespace {

struct Borders {
  Dims begins, ends, axes;
};

Result<Borders> read_borders(LayerReader& call, size_t spatial, std::string_view name) {
  Borders borders;
  bool channels_last = true;
  if (spatial > 1) {
    TRY_ASSIGN(channels_last, call.channels_last());
  } else {
    call.ignore("data_format");
  }
  // A pair means begin and end of the only axis, or the borders of each of two.
  const ConfigValue* value = call.setting(name);
  const auto* list = value ? value->as<ConfigValue::List>() : nullptr;
  if (list && list->size() == 2 && spatial == 1 && (*list)[0].integer()) {
    TRY_ASSIGN(Dims pair, call.sizes(name, 2, std::nullopt, 0));
    borders.begins = {pair[0]};
    borders.ends = {pair[1]};
  } else if (list && list->size() == spatial && (*list)[0].integer()) {
    TRY_ASSIGN(borders.begins, call.sizes(name, spatial, std::nullopt, 0));
    borders.ends = borders.begins;
  } else {
    TRY_ASSIGN(Dims widths, pad_widths(call, name, spatial));
    borders.begins.assign(widths.begin(), widths.begin() + static_cast<ptrdiff_t>(spatial));
    borders.ends.assign(widths.begin() + static_cast<ptrdiff_t>(spatial), widths.end());
  }
  for (size_t i = 0; i < spatial; ++i) borders.axes.push_back(static_cast<int64_t>(i) + (channels_last ? 1 : 2));
  return borders;
}

}  // namespace

Result<> read_zero_padding(LayerReader& call, size_t spatial) {
  TRY_ASSIGN(ValueId x, spatial_input(call, spatial));
  TRY_ASSIGN(Borders borders, read_borders(call, spatial, "padding"));
  Dims pads(2 * call.rank(x), 0);
  for (size_t i = 0; i < spatial; ++i) {
    auto axis = static_cast<size_t>(borders.axes[i]);
    pads[axis] = borders.begins[i];
    pads[axis + call.rank(x)] = borders.ends[i];
  }
  return call.give(pad(call, x, std::move(pads), ""));
}

Result<> read_cropping(LayerReader& call, size_t spatial) {
  TRY_ASSIGN(ValueId x, spatial_input(call, spatial));
  TRY_ASSIGN(Borders borders, read_borders(call, spatial, "cropping"));
  for (int64_t& end : borders.ends) end = end == 0 ? INT64_MAX : -end;
  return call.give(slice(call, x, std::move(borders.begins), std::move(borders.ends), std::move(borders.axes), {}, ""));
}

}  // namespace ponte::keras
