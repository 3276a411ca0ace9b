#pragma once
// What the attention layers have in common.

#include "formats/keras/read/layer_reader.h"

namespace ponte::keras {

/// Scores (…, queries, keys) as weights: softmax over the keys, those that are masked left out. `mask` is boolean and
/// spreads over the scores, or no value; `causal` leaves out keys that come after the query.
Result<ValueId> attention_weights(LayerReader& call, ValueId scores, ValueId mask, bool causal);

/// (…, a, b) to (…, b, a).
ValueId transpose_matrix(LayerReader& call, ValueId x, std::string_view name);

/// Attention that drops some weights, called for training.
Result<> refuse_dropout(LayerReader& call);

/// Attention and AdditiveAttention: query, value and, if it is another one, key, each (batch, length, features).
struct AttentionInputs {
  ValueId query, value, key;
};
Result<AttentionInputs> attention_inputs(LayerReader& call);
/// Gives the weighted values, and the weights where they are asked for.
Result<> give_attention(LayerReader& call, ValueId scores, ValueId value);

}  // namespace ponte::keras
