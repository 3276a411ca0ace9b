#include "formats/keras/read/layer_reader.h"
#include "formats/keras/write/layer_writer.h"

namespace ponte::keras::layers_permute {

namespace {

Result<> write(LayerWriter& node) {
  TRY_ASSIGN(TensorRef input, node.input(0));
  const Dims& perm = node.attrs().integers("perm");
  if (perm.empty() || perm[0] != 0 || node.fact(0).dtype != DType::f32) {
    CallWriter call = node.operation("Transpose", "numpy");
    call.config().key("axes").json(fmt::format("[{}]", fmt::join(perm, ",")));
    return node.finish(call.tensor(input));
  }
  CallWriter call = node.layer("Permute");
  call.config().key("dims").json(fmt::format("[{}]", fmt::join(perm.begin() + 1, perm.end(), ",")));
  return node.finish(call.tensor(input));
}

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.tensor());
  TRY_ASSIGN(Dims perm, call.integers("dims"));
  perm.insert(perm.begin(), 0);
  return call.give(call.b.transpose(x, std::move(perm), ""));
}

}  // namespace

constinit extern const KerasLayer layer_permute{
    .class_name = "Permute", .module = "keras.layers", .ir = "transpose", .read = read, .write = write};

}  // namespace ponte::keras::layers_permute
