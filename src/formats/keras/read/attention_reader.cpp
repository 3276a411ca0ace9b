#include "formats/keras/read/attention_reader.h"

namespace ponte::keras {

namespace {

Result<Tensor> causal_mask(const Dim& queries, const Dim& keys) {
  constexpr int64_t kMost = 1 << 14;
  if (!queries.known() || !keys.known() || queries.size > kMost || keys.size > kMost)
    return unsupported("a causal mask over [{}] is not supported", shape_text({queries, keys}));
  std::vector<double> allowed(static_cast<size_t>(queries.size * keys.size));
  for (int64_t q = 0; q < queries.size; ++q)
    for (int64_t k = 0; k < keys.size; ++k) allowed[static_cast<size_t>(q * keys.size + k)] = k <= q;
  return tensor_from_doubles(allowed, DType::boolean, {queries.size, keys.size});
}

}  // namespace

ValueId transpose_matrix(LayerReader& call, ValueId x, std::string_view name) {
  if (call.b.failed()) return {};
  Dims perm;
  for (size_t i = 0; i < call.rank(x); ++i) perm.push_back(static_cast<int64_t>(i));
  std::swap(perm[perm.size() - 1], perm[perm.size() - 2]);
  return call.b.transpose(x, std::move(perm), name);
}

Result<ValueId> attention_weights(LayerReader& call, ValueId scores, ValueId mask, bool causal) {
  TRY(call.b.status());
  size_t rank = call.rank(scores);
  if (causal) {
    TRY_ASSIGN(Tensor earlier, causal_mask(call.shape(scores)[rank - 2], call.shape(scores)[rank - 1]));
    ValueId allowed = call.b.constant(std::move(earlier), "causal_mask");
    mask = mask ? call.b.add("and", {mask, allowed}, {}, "mask") : allowed;
  }
  if (mask) scores = call.b.add("where", {mask, scores, call.b.scalar(-1e30f)}, {}, "masked");
  return call.b.softmax(scores, static_cast<int64_t>(rank) - 1, "weights");
}

Result<> refuse_dropout(LayerReader& call) {
  TRY_ASSIGN(double rate, call.number("dropout", 0));
  return rate == 0 ? Result<>{} : call.refuse_training();
}

Result<AttentionInputs> attention_inputs(LayerReader& call) {
  TRY_ASSIGN(std::vector<ValueId> inputs, call.tensors());
  if (inputs.size() < 2 || inputs.size() > 3) return corrupt("{} of {} tensors", call.class_name(), inputs.size());
  for (ValueId& input : inputs) {
    input = call.cast(input, DType::f32);
    if (call.rank(input) != 3) return unsupported("{} over [{}]", call.class_name(), shape_text(call.shape(input)));
  }
  return AttentionInputs{inputs[0], inputs[1], inputs.size() > 2 ? inputs[2] : inputs[1]};
}

Result<> give_attention(LayerReader& call, ValueId scores, ValueId value) {
  TRY(refuse_dropout(call));
  TRY_ASSIGN(bool causal, call.flag("use_causal_mask", false));
  TRY_ASSIGN(bool causal_layer, call.flag("causal", false));  // of Keras 2
  TRY_ASSIGN(bool with_scores, call.flag("return_attention_scores", false));
  TRY_ASSIGN(ValueId weights, attention_weights(call, scores, {}, causal || causal_layer));
  std::vector<ValueId> results{call.b.add("matmul", {weights, value})};
  if (with_scores) results.push_back(weights);
  return call.give(std::move(results));
}

}  // namespace ponte::keras
