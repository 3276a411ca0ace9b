#include "formats/keras/read/attention_reader.h"

namespace ponte::keras::layers_attention {

namespace {

// By the products of queries and keys, or by sums of them through tanh ("concat").
Result<> read(LayerReader& call) {
  TRY_ASSIGN(AttentionInputs inputs, attention_inputs(call));
  TRY_ASSIGN(bool use_scale, call.flag("use_scale", false));
  TRY_ASSIGN(std::string mode, call.text("score_mode", "dot"));
  ValueId scale, scores;
  if (use_scale) {
    TRY_ASSIGN(scale, call.weight(0, "scale"));
  }
  if (mode == "dot") {
    scores = call.b.matmul(inputs.query, transpose_matrix(call, inputs.key, "key"), "scores");
    if (scale) scores = call.b.mul(scores, scale, "scaled");
  } else if (mode == "concat") {
    TRY_ASSIGN(ValueId factor, call.weight(use_scale ? 1 : 0, "concat_score_weight"));
    ValueId query = call.b.add("unsqueeze", {inputs.query}, {{"axes", Dims{2}}}, "query");
    ValueId key = call.b.add("unsqueeze", {inputs.key}, {{"axes", Dims{1}}}, "key");
    ValueId sum = call.b.add(query, key, "sum");
    if (scale) sum = call.b.mul(sum, scale, "scaled");
    ValueId squashed = call.b.unary("tanh", sum, "tanh");
    ValueId total = call.b.add("reduce_sum", {squashed}, {{"axes", Dims{3}}, {"keep_dims", false}}, "total");
    scores = call.b.mul(total, factor, "scores");
  } else {
    return unsupported("Attention with score_mode {} is not supported", mode);
  }
  return give_attention(call, scores, inputs.value);
}

}  // namespace

constinit extern const KerasLayer layer_attention{
    .class_name = "Attention", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_attention
