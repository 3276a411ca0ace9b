#include "formats/keras/read/layer_reader.h"
#include "formats/keras/write/layer_writer.h"

namespace ponte::keras::layers_op_cast {

namespace {

Result<> write(LayerWriter& node) {
  TRY_ASSIGN(TensorRef input, node.input(0));
  DType to = node.attrs().dtype("to");
  CallWriter call = node.operation("Cast", "core");
  call.config().member("dtype", is_float(to) ? "float32" : to == DType::boolean ? "bool" : "int32");
  return node.finish(call.tensor(input));
}

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.tensor(0, "x"));
  TRY_ASSIGN(std::string name, call.text("dtype"));
  std::optional<DType> dtype = dtype_from_keras(name);
  if (!dtype) return unsupported("a cast to {} is not supported", name);
  // Every float is computed in 32 bits.
  return call.give(call.b.add("cast", {x}, {{"to", is_float(*dtype) ? DType::f32 : *dtype}}));
}

}  // namespace

constinit extern const KerasLayer layer_op_cast{
    .class_name = "Cast", .module = "keras.src.ops.core", .ir = "cast", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_cast
