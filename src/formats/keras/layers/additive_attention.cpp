#include "formats/keras/read/attention_reader.h"

namespace ponte::keras::layers_additive_attention {

namespace {

// By sums of queries and keys through tanh.
Result<> read(LayerReader& call) {
  TRY_ASSIGN(AttentionInputs inputs, attention_inputs(call));
  TRY_ASSIGN(bool use_scale, call.flag("use_scale", true));
  ValueId query = call.b.add("unsqueeze", {inputs.query}, {{"axes", Dims{2}}}, "query");
  ValueId key = call.b.add("unsqueeze", {inputs.key}, {{"axes", Dims{1}}}, "key");
  ValueId squashed = call.b.unary("tanh", call.b.add(query, key, "sum"), "tanh");
  if (use_scale) {
    TRY_ASSIGN(ValueId scale, call.weight(0, "scale"));
    squashed = call.b.mul(squashed, scale, "scaled");
  }
  ValueId scores = call.b.add("reduce_sum", {squashed}, {{"axes", Dims{3}}, {"keep_dims", false}}, "scores");
  return give_attention(call, scores, inputs.value);
}

}  // namespace

constinit extern const KerasLayer layer_additive_attention{
    .class_name = "AdditiveAttention", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_additive_attention
