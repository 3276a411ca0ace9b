#include "formats/keras/read/layer_reader.h"
#include "formats/keras/weights/parameters.h"
#include "formats/keras/write/layer_writer.h"

namespace ponte::keras::layers_batch_normalization {

namespace {

Result<> write(LayerWriter& node) {
  TRY_ASSIGN(TensorRef input, node.input(0));
  CallWriter call = node.layer("BatchNormalization");
  call.config().member("epsilon", node.attrs().number("epsilon")).member("momentum", node.attrs().number("momentum"));
  for (size_t i = 1; i < 5; ++i) {
    TRY_ASSIGN(Tensor parameter, node.need_constant(i, "parameters"));
    call.weight(parameter.dims(), fill_as_is(parameter));
  }
  return node.finish(call.tensor(input));
}

// A factor or an offset that the layer does without.
Result<Tensor> constant_like(const Tensor& statistic, float value) {
  return Tensor::of<float>(std::vector<float>(static_cast<size_t>(statistic.count()), value), statistic.dims());
}

Result<> read(LayerReader& call) {
  TRY(call.refuse_training());
  TRY_ASSIGN(ValueId x, call.float_tensor());
  size_t rank = call.rank(x);
  TRY_ASSIGN(int64_t axis, call.axis("axis", rank, -1));
  auto last = static_cast<int64_t>(rank) - 1;
  if (axis != 1 && axis != last) return unsupported("BatchNormalization along axis {} is not supported", axis);
  TRY_ASSIGN(double epsilon, call.number("epsilon", 1e-3));
  TRY_ASSIGN(double momentum, call.number("momentum", 0.99));
  TRY_ASSIGN(bool center, call.flag("center", true));
  TRY_ASSIGN(bool scale, call.flag("scale", true));
  for (std::string_view name : {"renorm_momentum", "virtual_batch_size", "fused"}) call.ignore(name);
  size_t mean = (scale ? 1 : 0) + (center ? 1 : 0), beta = scale ? 1 : 0;
  auto without = [&](float value) {
    return [&call, mean, value]() -> Result<Tensor> {
      TRY_ASSIGN(Tensor statistic, call.statistic_tensor(mean));
      return constant_like(statistic, value);
    };
  };
  TRY_ASSIGN(ValueId moving_mean, call.statistic(mean, "moving_mean"));
  TRY_ASSIGN(ValueId moving_variance, call.statistic(mean + 1, "moving_variance"));
  TRY_ASSIGN(ValueId gamma, scale ? call.weight(0, "gamma") : call.shared_constant("gamma", without(1)));
  TRY_ASSIGN(ValueId offset, center ? call.weight(beta, "beta") : call.shared_constant("beta", without(0)));
  return call.give(
      call.b.add("batch_norm", {x, gamma, offset, moving_mean, moving_variance},
                 {{"epsilon", epsilon}, {"momentum", momentum}, {"layout", std::string(axis == 1 ? "nchw" : "nhwc")}}));
}

}  // namespace

constinit extern const KerasLayer layer_batch_normalization{
    .class_name = "BatchNormalization", .module = "keras.layers", .ir = "batch_norm", .read = read, .write = write};

}  // namespace ponte::keras::layers_batch_normalization
