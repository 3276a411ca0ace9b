// The part of LayerReader that reads weights.
#include "formats/keras/read/layer_reader.h"
#include "graph/evaluate/evaluate_move.h"

namespace ponte::keras {

namespace {

const std::vector<std::string>* find_part(const LayerVariables& variables, LayerReader::PartNames names) {
  for (std::string_view name : names)
    if (auto part = variables.parts.find(name); part != variables.parts.end() && !part->second.empty())
      return &part->second;
  return nullptr;
}

}  // namespace

size_t LayerReader::weight_count(PartNames part) const {
  const auto* paths = find_part(state_.weights.of(*call_.layer), part);
  return paths ? paths->size() : 0;
}

Result<Tensor> LayerReader::read_variable(size_t index, PartNames part, bool trained) {
  const auto* paths = find_part(state_.weights.of(*call_.layer), part);
  if (!paths || index >= paths->size())
    return corrupt("the file has {} weights for {}, number {} is needed", paths ? paths->size() : 0, class_name(),
                   index);
  const std::string& path = (*paths)[index];
  weights_read_.insert(path);
  TRY_ASSIGN(Tensor tensor, state_.weights.read(path));
  if (!is_float(tensor.dtype()))
    return unsupported("{}: weights of {} are not supported", path, dtype_name(tensor.dtype()));
  ReaderState::LayerWeights& layer = state_.layers[state_.weights.owner(*call_.layer)];
  if (state_.weights_read.insert(path).second) {
    layer.elements += tensor.count();
    if (trained && call_.layer->trainable) layer.trainable += tensor.count();
  }
  return cast_tensor(tensor, DType::f32);
}

Result<Tensor> LayerReader::weight_tensor(size_t index, PartNames part) { return read_variable(index, part, true); }

Result<Tensor> LayerReader::statistic_tensor(size_t index) { return read_variable(index, kOwnPart, false); }

void LayerReader::ignore_weight(size_t index, PartNames part) {
  const auto* paths = find_part(state_.weights.of(*call_.layer), part);
  if (paths && index < paths->size()) weights_read_.insert((*paths)[index]);
}

Result<ValueId> LayerReader::shared_constant(std::string_view name, const std::function<Result<Tensor>()>& make) {
  const LayerConfig* owner = state_.weights.owner(*call_.layer);
  auto& values = state_.layers[owner].values;
  if (auto found = values.find(name); found != values.end()) return found->second;
  TRY_ASSIGN(Tensor tensor, make());
  ValueId value = b.constant(std::move(tensor), name);
  state_.layers[owner].values.emplace(name, value);
  return value;
}

Result<ValueId> LayerReader::weight(size_t index, std::string_view name, const Dims& perm, PartNames part) {
  return shared_constant(name, [&]() -> Result<Tensor> {
    TRY_ASSIGN(Tensor tensor, weight_tensor(index, part));
    if (perm.empty()) return tensor;
    if (perm.size() != tensor.dims().size())
      return corrupt("the {} of {} has the shape [{}]", name, class_name(), dims_text(tensor.dims()));
    return transpose(tensor, perm);
  });
}

Result<ValueId> LayerReader::statistic(size_t index, std::string_view name) {
  return shared_constant(name, [&] { return statistic_tensor(index); });
}

}  // namespace ponte::keras
