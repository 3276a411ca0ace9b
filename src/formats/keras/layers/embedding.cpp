#include "formats/keras/read/layer_reader.h"

namespace ponte::keras::layers_embedding {

namespace {

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.tensor());
  TRY_ASSIGN(bool masks, call.flag("mask_zero", false));
  if (masks) return unsupported("Embedding with mask_zero is not supported");
  for (std::string_view name : {"input_dim", "output_dim", "input_length"}) call.ignore(name);
  TRY_ASSIGN(ValueId weight, call.weight(0, "embeddings"));
  bool whole = is_integer(call.dtype(x));
  return call.give(call.b.add("gather", {weight, whole ? x : call.cast(x, DType::i32)}, {{"axis", int64_t{0}}}));
}

}  // namespace

constinit extern const KerasLayer layer_embedding{
    .class_name = "Embedding", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_embedding
