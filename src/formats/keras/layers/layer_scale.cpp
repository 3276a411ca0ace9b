// Of the ConvNeXt models of keras.applications.
#include "formats/keras/read/layer_reader.h"

namespace ponte::keras::layers_layer_scale {

namespace {

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.float_tensor());
  for (std::string_view name : {"init_values", "projection_dim"}) call.ignore(name);
  TRY_ASSIGN(ValueId gamma, call.weight(0, "gamma"));
  return call.give(call.b.add("mul", {x, gamma}));
}

}  // namespace

constinit extern const KerasLayer layer_layer_scale{
    .class_name = "LayerScale", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_layer_scale
