#include "formats/keras/read/window_reader.h"

namespace ponte::keras {

Result<ValueId> spatial_input(LayerReader& call, size_t spatial) {
  TRY_ASSIGN(ValueId x, call.float_tensor());
  if (call.rank(x) != spatial + 2)
    return corrupt("{} over an input of shape [{}]", call.class_name(), shape_text(call.shape(x)));
  return x;
}

Result<Window> read_window(LayerReader& call, ValueId x, Dims kernel) {
  size_t axes = kernel.size();
  if (call.rank(x) != axes + 2)
    return corrupt("a window of {} axes over an input of shape [{}]", axes, shape_text(call.shape(x)));
  Window window{.kernel = std::move(kernel)};
  TRY_ASSIGN(window.strides, call.sizes("strides", axes, 1));
  TRY_ASSIGN(window.dilations, call.sizes("dilation_rate", axes, 1));
  TRY_ASSIGN(window.padding, call.text("padding", "valid"));
  TRY_ASSIGN(window.channels_last, call.channels_last());
  return window;
}

Result<Dims> read_pads(LayerReader& call, ValueId x, const Window& window) {
  size_t axes = window.kernel.size();
  Dims pads(2 * axes, 0);
  if (window.padding == "valid") return pads;
  if (window.padding != "same" && window.padding != "causal") return corrupt("the padding is {}", window.padding);
  for (size_t i = 0; i < axes; ++i) {
    int64_t reach = (window.kernel[i] - 1) * window.dilations[i] + 1, total = reach - 1;
    if (window.padding == "causal") {
      pads[i] = total;
      continue;
    }
    if (window.strides[i] != 1) {
      const Dim& size = call.shape(x)[i + (window.channels_last ? 1 : 2)];
      if (!size.known())
        return with_hint(unsupported("same padding with a stride over an axis of open size is not supported"),
                         "give the size with --imgsz");
      if (size.size > INT32_MAX) return corrupt("an axis of {}", size.size);
      int64_t steps = (size.size + window.strides[i] - 1) / window.strides[i];
      total = std::max<int64_t>((steps - 1) * window.strides[i] + reach - size.size, 0);
    }
    pads[i] = total / 2;
    pads[axes + i] = total - total / 2;
  }
  return pads;
}

}  // namespace ponte::keras
