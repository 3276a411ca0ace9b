#pragma once
// A call of a Keras layer on its way into the IR.

#include <functional>
#include <set>
#include <unordered_map>

#include "formats/keras/config/flatten.h"
#include "formats/keras/keras_layer.h"
#include "formats/keras/weights/weights.h"
#include "graph/builder.h"

namespace ponte::keras {

/// What reading all the calls of a model builds up.
struct ReaderState {
  struct LayerWeights {
    int64_t elements = 0, trainable = 0;
    std::map<std::string, ValueId, std::less<>> values;  // by name: calls of one layer share them
  };

  explicit ReaderState(const Weights& layer_weights) : weights(layer_weights) {}

  Graph graph;
  const Weights& weights;
  bool keras2 = false;
  std::vector<std::vector<ValueId>> results;                    // of each flat call
  std::unordered_map<const LayerConfig*, LayerWeights> layers;  // by the owners of the weights
  std::set<std::string> weights_read;
};

/// What the layers' `read` functions work with. Settings and arguments that they never ask for are refused, and so are
/// weights, so that nothing of a model is lost in silence.
class LayerReader {
 public:
  LayerReader(ReaderState& state, const FlatCall& call, size_t index);

  /// Nodes and constants are named after the layer; the error that it keeps comes out of give().
  GraphBuilder b;

  /// True when the file has the form of Keras 2, where some defaults and formulas are others.
  bool keras2() const { return state_.keras2; }
  const std::string& class_name() const { return call_.layer->class_name; }
  const std::string& path() const { return path_; }

  // ---- settings: entries of the layer's config, or keywords of the call; null counts as absent

  /// Null when it is absent.
  const ConfigValue* setting(std::string_view name);
  bool has(std::string_view name) const;
  // Without a fallback they are required.
  Result<int64_t> integer(std::string_view name, std::optional<int64_t> fallback = std::nullopt);
  Result<double> number(std::string_view name, std::optional<double> fallback = std::nullopt);
  Result<bool> flag(std::string_view name, bool fallback);
  Result<std::string> text(std::string_view name, std::optional<std::string_view> fallback = std::nullopt);
  /// A list; a lone integer is a list of one.
  Result<Dims> integers(std::string_view name, std::optional<Dims> fallback = std::nullopt);
  /// `count` numbers; a lone one counts for all. Each is from 1 to 2^31 - 1, or from `least` on.
  Result<Dims> sizes(std::string_view name, size_t count, std::optional<int64_t> fallback = std::nullopt,
                     int64_t least = 1);
  Result<std::vector<double>> numbers(std::string_view name);
  /// An axis made non-negative.
  Result<int64_t> axis(std::string_view name, size_t rank, std::optional<int64_t> fallback = std::nullopt);
  /// Axes made non-negative, in rising order. None given: all.
  Result<Dims> axes(std::string_view name, size_t rank);
  /// True when data_format (or what another layer calls it) puts the channels last, as Keras does unless told
  /// otherwise.
  Result<bool> channels_last(std::string_view name = "data_format");
  void ignore(std::string_view name) { settings_read_.insert(std::string(name)); }
  /// For layers that do something else in training: an error when the call wants that.
  Result<> refuse_training();
  /// Refuses any value but this one; absent is fine.
  Result<> only(std::string_view name, std::string_view value);

  // ---- arguments of the call, at a position or under a keyword; null counts as absent

  const ConfigValue* argument(size_t position, std::string_view keyword);
  Result<ValueId> tensor(size_t position = 0, std::string_view keyword = "inputs");
  Result<std::vector<ValueId>> tensors(size_t position = 0, std::string_view keyword = "inputs");
  /// Numbers, constants and tensors as values of one dtype, the one that Keras computes in.
  Result<std::vector<ValueId>> operands(const std::vector<const ConfigValue*>& values);
  /// The same as a float.
  Result<ValueId> float_tensor(size_t position = 0, std::string_view keyword = "inputs");

  const Fact& fact(ValueId value) const { return state_.graph.value(value).fact; }
  const Shape& shape(ValueId value) const { return fact(value).shape; }
  size_t rank(ValueId value) const { return shape(value).size(); }
  DType dtype(ValueId value) const { return fact(value).dtype; }
  const Graph& graph() const { return state_.graph; }
  ValueId reshape(ValueId value, Dims dims, std::string_view name = {});
  /// A cast, where one is needed.
  ValueId cast(ValueId value, DType dtype);

  // ---- weights, as float32

  /// The layer's own variables are part ""; of several names for one part the first that the file has counts.
  using PartNames = std::span<const std::string_view>;
  static constexpr std::string_view kOwnPart[] = {""};

  size_t weight_count(PartNames part = kOwnPart) const;
  bool has_weight(size_t index) const { return index < weight_count(); }
  Result<Tensor> weight_tensor(size_t index, PartNames part = kOwnPart);
  /// The same of what training computes but does not train: moving means.
  Result<Tensor> statistic_tensor(size_t index);
  /// A variable with its axes in this order (none: as they are), as a constant of the graph named after layer and
  /// `name`.
  Result<ValueId> weight(size_t index, std::string_view name, const Dims& perm = {}, PartNames part = kOwnPart);
  Result<ValueId> statistic(size_t index, std::string_view name);
  void ignore_weight(size_t index, PartNames part = kOwnPart);
  /// A constant that is made once for all calls of the layer. `make` may read weights.
  Result<ValueId> shared_constant(std::string_view name, const std::function<Result<Tensor>()>& make);

  // ---- results

  /// What the call gives: one value, or several that others take by their place.
  Result<> give(ValueId value) { return give(std::vector<ValueId>{value}); }
  Result<> give(std::vector<ValueId> values);

  /// An error when something was not asked for.
  Result<> check_all_read() const;

  const ConfigValue::List& arguments() const { return args_; }
  const ConfigValue::Dict& keywords() const { return kwargs_; }
  /// Reads this call as one of another class, whose settings are these.
  Result<> read_as(const KerasLayer& other, ConfigValue::List args, ConfigValue::Dict settings);

 private:
  const ConfigValue* find(std::string_view name) const;
  Result<Tensor> read_variable(size_t index, PartNames part, bool trained);
  Result<ValueId> value_of(const ConfigValue& value, std::optional<DType> dtype);
  Result<ValueId> place(const ConfigValue& value);

  ReaderState& state_;
  const FlatCall& call_;
  size_t index_;
  const ConfigValue::Dict* config_;
  ConfigValue::List args_;
  ConfigValue::Dict kwargs_;
  std::string path_;
  GraphBuilder::Scope scope_;
  std::set<std::string, std::less<>> settings_read_;
  std::set<std::string, std::less<>> weights_read_;
  std::vector<bool> args_read_;
};

/// The descriptor of a class: of an operation of keras.ops, or of a layer. Null when there is none.
const KerasLayer* find_layer(std::string_view class_name, bool operation);

}  // namespace ponte::keras
