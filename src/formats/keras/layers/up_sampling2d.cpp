#include <cmath>

#include "formats/keras/read/operation_readers.h"
#include "formats/keras/write/resizes.h"
#include "formats/keras/write/windows.h"

namespace ponte::keras::layers_up_sampling2d {

namespace {

/// How many times larger an axis becomes, when that is a whole number.
int64_t factor_of(const Dim& before, const Dim& after, const std::optional<double>& scale) {
  if (scale) return *scale == std::floor(*scale) && *scale < 1024 ? static_cast<int64_t>(*scale) : 0;
  if (!before.known() || !after.known() || before.size < 1 || after.size % before.size != 0) return 0;
  return after.size / before.size;
}

/// By a whole number of times every rule for the nearest place but one repeats each element as often.
bool repeats(const Attrs& attrs) {
  const std::string &coordinates = attrs.text("coordinates"), &rounding = attrs.text("nearest_mode");
  if (coordinates == "asymmetric") return rounding == "floor" || rounding == "round_prefer_floor";
  return coordinates == "half_pixel" && rounding.starts_with("round");
}

Result<> write(LayerWriter& node) {
  const Attrs& attrs = node.attrs();
  const Shape &before = node.shape(0), &after = node.output_fact().shape;
  if (before.size() != 4) return unsupported("resizing {} axes", before.size());
  Dims factors;
  std::vector<double> scales;
  if (const Tensor* given = node.constant(1); given && given->count() == 4) scales = given->to_doubles();
  for (size_t axis = 0; axis < 4; ++axis) {
    std::optional<double> scale;
    if (!scales.empty()) scale = scales[axis];
    factors.push_back(factor_of(before[axis], after[axis], scale));
  }
  bool nearest = attrs.text("mode") == "nearest" && repeats(attrs);
  bool bilinear =
      attrs.text("mode") == "linear" && attrs.text("coordinates") == "half_pixel" && !attrs.boolean("antialias");
  bool batch_stays = before[0] == after[0] && before[3] == after[3];
  if (factors[1] < 1 || factors[2] < 1 || !batch_stays || (!nearest && !bilinear))
    return unsupported("resizing that is no up-sampling by whole numbers");
  TRY_ASSIGN(TensorRef input, node.input(0));
  CallWriter call = node.layer("UpSampling2D");
  call.config().key("size").json(pair_json({factors[1], factors[2]}));
  call.config().member("interpolation", nearest ? "nearest" : "bilinear");
  return node.finish(call.tensor(input));
}

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.float_tensor());
  if (call.rank(x) != 4) return corrupt("UpSampling2D over [{}]", shape_text(call.shape(x)));
  TRY_ASSIGN(Dims factors, call.sizes("size", 2, 2));
  TRY_ASSIGN(bool channels_last, call.channels_last());
  TRY_ASSIGN(std::string interpolation, call.text("interpolation", "nearest"));
  Attrs attrs = repeat_attrs();
  if (interpolation != "nearest") {
    TRY_ASSIGN(attrs, resize_attrs(interpolation));
  }
  return call.give(resize_by(call, x, factors, channels_last, std::move(attrs)));
}

}  // namespace

constinit extern const KerasLayer layer_up_sampling2d{
    .class_name = "UpSampling2D", .module = "keras.layers", .ir = "resize", .read = read, .write = write};

}  // namespace ponte::keras::layers_up_sampling2d
