#include <cmath>

#include "formats/keras/read/attention_reader.h"

namespace ponte::keras::layers_multi_head_attention {

namespace {

// Variables of the four projections: attributes of the layer in .keras files, names in HDF5.
constexpr std::string_view kQuery[] = {"query_dense", "_query_dense", "query"},
                           kKey[] = {"key_dense", "_key_dense", "key"},
                           kValue[] = {"value_dense", "_value_dense", "value"},
                           kOutput[] = {"output_dense", "_output_dense", "attention_output"};

struct Settings {
  int64_t heads = 0;
  bool use_bias = true;
};

/// (batch, length, features): the axes between the first and the last as one.
ValueId as_sequence(LayerReader& call, ValueId x, std::string_view name) {
  if (call.rank(x) == 3) return x;
  const Dim features = call.shape(x).back();
  return call.reshape(x, {0, -1, features.known() ? features.size : 0}, name);
}

/// A kernel (features, heads, size) or (heads, size, features) as a matrix.
Result<ValueId> matrix(LayerReader& call, LayerReader::PartNames part, std::string_view name, bool output) {
  return call.shared_constant(name, [&]() -> Result<Tensor> {
    TRY_ASSIGN(Tensor kernel, call.weight_tensor(0, part));
    const Dims& dims = kernel.dims();
    if (dims.size() != 3) return unsupported("a projection of shape [{}] is not supported", dims_text(dims));
    return kernel.reshape(output ? Dims{dims[0] * dims[1], dims[2]} : Dims{dims[0], dims[1] * dims[2]});
  });
}

Result<ValueId> bias(LayerReader& call, LayerReader::PartNames part, std::string_view name) {
  return call.shared_constant(name, [&]() -> Result<Tensor> {
    TRY_ASSIGN(Tensor tensor, call.weight_tensor(1, part));
    return tensor.reshape({tensor.count()});
  });
}

Result<ValueId> project(LayerReader& call, ValueId x, LayerReader::PartNames part, const std::string& name,
                        const Settings& settings, bool output = false) {
  TRY_ASSIGN(ValueId kernel, matrix(call, part, name + ".kernel", output));
  ValueId y = call.b.matmul(x, kernel, name);
  if (!settings.use_bias) return y;
  TRY_ASSIGN(ValueId addend, bias(call, part, name + ".bias"));
  return call.b.add(y, addend, name + ".biased");
}

/// (batch, length, heads * size) to (batch, heads, length, size), or with the last two turned.
ValueId split_heads(LayerReader& call, ValueId x, int64_t heads, bool turned, const std::string& name) {
  if (call.b.failed()) return {};
  const Dim all = call.shape(x).back();
  if (!all.known() || all.size % heads != 0)
    return call.b.fail({ErrorKind::corrupt, "", fmt::format("{} heads of {}", heads, shape_text({all})), ""});
  ValueId rows = call.reshape(x, {0, 0, heads, all.size / heads}, name + ".heads");
  return call.b.transpose(rows, turned ? Dims{0, 2, 3, 1} : Dims{0, 2, 1, 3}, name + ".by_head");
}

Result<ValueId> mask_of(LayerReader& call) {
  const ConfigValue* mask = call.argument(call.keras2() ? 3 : 6, "attention_mask");
  if (!mask) return ValueId{};
  TRY_ASSIGN(std::vector<ValueId> values, call.operands({mask}));
  ValueId allowed = call.cast(values[0], DType::boolean);
  // (batch, queries, keys) is the same for all heads.
  if (call.rank(allowed) == 3) return call.b.add("unsqueeze", {allowed}, {{"axes", Dims{1}}}, "mask");
  if (call.rank(allowed) != 2 && call.rank(allowed) != 4)
    return unsupported("an attention_mask of shape [{}] is not supported", shape_text(call.shape(allowed)));
  return allowed;
}

/// All axes between the batch and the features attend to each other.
Result<> check_axes(LayerReader& call, size_t rank) {
  if (!call.has("attention_axes")) return {};
  TRY_ASSIGN(Dims axes, call.integers("attention_axes"));
  for (int64_t& axis : axes) {
    TRY_ASSIGN(axis, normalize_axis(axis, rank));
  }
  std::sort(axes.begin(), axes.end());
  for (size_t i = 0; i < axes.size(); ++i)
    if (axes.size() != rank - 2 || axes[i] != static_cast<int64_t>(i) + 1)
      return unsupported("MultiHeadAttention along the axes [{}] only is not supported", dims_text(axes));
  return {};
}

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId query, call.float_tensor(0, "query"));
  TRY_ASSIGN(ValueId value, call.float_tensor(1, "value"));
  const ConfigValue* given_key = call.argument(2, "key");
  ValueId key = value;
  if (given_key) {
    TRY_ASSIGN(std::vector<ValueId> keys, call.operands({given_key}));
    key = call.cast(keys[0], DType::f32);
  }
  size_t rank = call.rank(query);
  if (rank < 3 || call.rank(value) < 3 || call.rank(key) < 3)
    return unsupported("MultiHeadAttention over [{}]", shape_text(call.shape(query)));
  TRY(check_axes(call, rank));
  Settings settings;
  TRY_ASSIGN(settings.heads, call.integer("num_heads"));
  TRY_ASSIGN(int64_t key_dim, call.integer("key_dim"));
  TRY_ASSIGN(settings.use_bias, call.flag("use_bias", true));
  if (settings.heads < 1 || key_dim < 1) return corrupt("{} heads of size {}", settings.heads, key_dim);
  for (std::string_view name : {"value_dim", "output_shape", "query_shape", "key_shape", "value_shape"})
    call.ignore(name);
  TRY(refuse_dropout(call));
  TRY_ASSIGN(bool causal, call.flag("use_causal_mask", false));
  TRY_ASSIGN(bool with_scores, call.flag("return_attention_scores", false));
  if (with_scores && rank != 3) return unsupported("attention scores over [{}]", shape_text(call.shape(query)));
  TRY_ASSIGN(ValueId mask, mask_of(call));

  TRY_ASSIGN(ValueId q, project(call, as_sequence(call, query, "query.sequence"), kQuery, "query", settings));
  TRY_ASSIGN(ValueId k, project(call, as_sequence(call, key, "key.sequence"), kKey, "key", settings));
  TRY_ASSIGN(ValueId v, project(call, as_sequence(call, value, "value.sequence"), kValue, "value", settings));
  q = call.b.mul(q, call.b.scalar(1 / std::sqrt(static_cast<float>(key_dim))), "query.scaled");
  q = split_heads(call, q, settings.heads, false, "query");
  k = split_heads(call, k, settings.heads, true, "key");
  v = split_heads(call, v, settings.heads, false, "value");
  ValueId scores = call.b.matmul(q, k, "scores");
  TRY_ASSIGN(ValueId weights, attention_weights(call, scores, mask, causal));
  ValueId mixed = call.b.transpose(call.b.matmul(weights, v, "mixed"), {0, 2, 1, 3}, "by_query");
  TRY(call.b.status());
  Shape shape = call.shape(mixed);
  mixed = call.reshape(mixed, {0, 0, shape[2].size * shape[3].size}, "joined");
  TRY_ASSIGN(ValueId y, project(call, mixed, kOutput, "attention_output", settings, true));
  if (rank != 3) {
    TRY(call.b.status());
    auto dims = known_dims(Shape(call.shape(query).begin() + 1, call.shape(query).end() - 1));
    if (!dims) return unsupported("MultiHeadAttention over [{}]", shape_text(call.shape(query)));
    dims->insert(dims->begin(), 0);
    dims->push_back(call.shape(y).back().size);
    y = call.reshape(y, std::move(*dims));
  }
  return call.give(with_scores ? std::vector<ValueId>{y, weights} : std::vector<ValueId>{y});
}

}  // namespace

constinit extern const KerasLayer layer_multi_head_attention{
    .class_name = "MultiHeadAttention", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_multi_head_attention
