#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_center_crop {

namespace {

// The middle of pictures that are large enough; smaller ones would be resized.
Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.tensor());
  TRY_ASSIGN(bool channels_last, call.channels_last());
  if (call.rank(x) != 4) return unsupported("CenterCrop of [{}]", shape_text(call.shape(x)));
  Dims begins, ends, axes;
  for (std::string_view name : {"height", "width"}) {
    TRY_ASSIGN(Dims size, call.sizes(name, 1));
    axes.push_back(static_cast<int64_t>(axes.size()) + (channels_last ? 1 : 2));
    const Dim& whole = call.shape(x)[static_cast<size_t>(axes.back())];
    if (!whole.known() || whole.size < size[0])
      return unsupported("CenterCrop of {} out of an axis of {} is not supported", size[0], shape_text({whole}));
    begins.push_back((whole.size - size[0]) / 2);
    ends.push_back(begins.back() + size[0]);
  }
  return call.give(slice(call, x, std::move(begins), std::move(ends), std::move(axes), {}, ""));
}

}  // namespace

constinit extern const KerasLayer layer_center_crop{
    .class_name = "CenterCrop", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_center_crop
