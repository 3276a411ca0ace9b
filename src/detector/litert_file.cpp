#include "detector/litert_file.h"

#include <algorithm>
#include <cmath>

#include "detector/litert_rows.h"
#include "engines/litert/session.h"
#include "graph/affine.h"
#include "passes/layout/relayout.h"

namespace ponte::detector {

namespace {

/// Integers for numbers, as the file has them.
Tensor quantize_tensor(const Tensor& numbers, DType dtype, const PortScale& scale) {
  std::vector<float> values = numbers.to_floats();
  std::vector<double> steps(values.size());
  for (size_t i = 0; i < values.size(); ++i)
    steps[i] = graph::quantize(values[i], scale.scale, static_cast<double>(scale.zero_point), integer_range(dtype));
  return tensor_from_doubles(steps, dtype, numbers.dims());
}

/// Floats, whatever the file has.
Result<Tensor> numbers_of(const Tensor& tensor, const Port& port) {
  if (!port.quantized) return is_float(tensor.dtype()) ? cast_tensor(tensor, DType::f32) : tensor;
  std::vector<float> values = tensor.to_floats();
  auto zero = static_cast<float>(port.quantized->zero_point);
  for (float& value : values) value = dequantize(value, port.quantized->scale, zero);
  return Tensor::of(std::move(values), tensor.dims());
}

/// A port of the file, and as the rest sees it: axis i of that is axis order[i] of the file's.
struct NativePort {
  Port file, seen;
  Dims order;
};

NativePort as_seen(const Port& port, const std::vector<Dims>& orders, size_t index) {
  NativePort native{.file = port, .seen = port, .order = order_of(orders, index)};
  if (native.order.size() != port.shape.size()) native.order = {};
  if (port.quantized || is_float(port.dtype)) native.seen.dtype = DType::f32;
  native.seen.quantized.reset();
  for (size_t i = 0; i < native.order.size(); ++i)
    native.seen.shape[i] = port.shape[static_cast<size_t>(native.order[i])];
  return native;
}

class NativeSession final : public Session {
 public:
  NativeSession(SessionPtr file, const LoadedModel& model, NativeOutputs outputs);

  const std::vector<Port>& inputs() const override { return inputs_; }
  const std::vector<Port>& outputs() const override { return outputs_; }
  Result<std::vector<Tensor>> run(const std::vector<Tensor>& inputs) const override;
  std::string engine() const override { return file_->engine(); }

  /// Finds out what the outputs will be; of sizes that only a run fixes nothing but their names.
  void describe_outputs(const LoadedModel& model);

 private:
  Result<Tensor> to_file(const Tensor& tensor, const NativePort& port) const;
  Result<Tensor> from_file(const Tensor& tensor, const NativePort& port) const;
  Result<std::vector<NamedTensor>> finish(std::vector<NamedTensor> found, const Dims& picture) const;

  SessionPtr file_;
  NativeOutputs form_;
  Card card_;
  JointRows rows_;
  std::vector<size_t> order_;                               // of the file's outputs, to be that of the graph
  std::vector<NativePort> native_inputs_, native_outputs_;  // outputs in that order
  std::vector<Port> inputs_, outputs_;
};

NativeSession::NativeSession(SessionPtr file, const LoadedModel& model, NativeOutputs outputs)
    : file_(std::move(file)), form_(outputs), card_(model.card) {
  rows_.classes = static_cast<int64_t>(card_.names.size());
  if (model.head) rows_ = joint_rows(model.graph, *model.head);
  for (size_t i = 0; i < file_->inputs().size(); ++i) {
    native_inputs_.push_back(as_seen(file_->inputs()[i], model.read.inputs, i));
    inputs_.push_back(native_inputs_.back().seen);
  }
  describe_outputs(model);
}

void NativeSession::describe_outputs(const LoadedModel& model) {
  std::vector<size_t> by_name;
  const std::vector<Port>& ports = file_->outputs();
  for (ValueId output : model.graph.outputs()) {
    auto found = std::ranges::find(ports, model.graph.value(output).name, &Port::name);
    if (found != ports.end()) by_name.push_back(static_cast<size_t>(found - ports.begin()));
  }
  for (size_t i = 0; i < ports.size(); ++i) order_.push_back(by_name.size() == ports.size() ? by_name[i] : i);
  for (size_t i = 0; i < order_.size(); ++i)
    native_outputs_.push_back(as_seen(ports[order_[i]], model.read.outputs, i));
  bool splits = form_ == NativeOutputs::split;
  if (splits) {
    outputs_ = {Port{.name = "boxes"}, Port{.name = "scores"}};
    Extra extra =
        rows_.kind == HeadKind::anchor_based && model.head->prototypes ? Extra::mask_coefficients : rows_.extra;
    if (extra != Extra::none) outputs_.push_back(Port{.name = extra_output_name(extra)});
    if (model.head->prototypes) outputs_.push_back(Port{.name = "prototypes"});
    return;
  }
  for (const NativePort& port : native_outputs_) outputs_.push_back(port.seen);
}

Result<Tensor> NativeSession::to_file(const Tensor& tensor, const NativePort& port) const {
  Tensor laid = tensor.dims().size() == port.order.size() ? from_order(tensor, port.order) : tensor;
  return port.file.quantized ? quantize_tensor(laid, port.file.dtype, *port.file.quantized)
                             : cast_tensor(laid, port.file.dtype);
}

Result<Tensor> NativeSession::from_file(const Tensor& tensor, const NativePort& port) const {
  TRY_ASSIGN(Tensor numbers, numbers_of(tensor, port.file));
  return in_order(numbers, port.order);
}

Result<std::vector<NamedTensor>> NativeSession::finish(std::vector<NamedTensor> found, const Dims& picture) const {
  bool has_rows = !found.empty() && found[0].tensor.dims().size() == 3 && is_float(found[0].tensor.dtype());
  if (form_ == NativeOutputs::as_they_are) return found;
  if (!has_rows || picture.size() != 4) return unsupported("the first output is not rows of boxes");
  Tensor& output = found[0].tensor;
  RowPlaces places = form_ == NativeOutputs::rows ? RowPlaces{.anchors_last = false} : places_of(output, rows_);
  int64_t width = output.dims()[places.anchors_last ? 1 : 2];
  if (width < places.behind)
    return unsupported("the output has {} numbers, {} are boxes and scores", width, places.behind);
  if (has_fractions(output, places)) {
    int64_t step = card_.task == Task::pose && card_.keypoint_shape ? card_.keypoint_shape->second : 0;
    output = in_pixels(output, places, step, static_cast<double>(picture[2]), static_cast<double>(picture[3]));
  }
  if (form_ != NativeOutputs::split) return found;
  TRY_ASSIGN(std::vector<NamedTensor> parts, split_rows(output, rows_));
  if (found.size() > 1) parts.push_back({"prototypes", std::move(found[1].tensor)});
  if (parts.size() != outputs_.size())
    return unsupported("{} outputs where the head has {}", parts.size(), outputs_.size());
  return parts;
}

Result<std::vector<Tensor>> NativeSession::run(const std::vector<Tensor>& inputs) const {
  TRY(check_input_count(*this, inputs));
  std::vector<Tensor> given;
  for (size_t i = 0; i < inputs.size(); ++i) {
    TRY_ASSIGN(Tensor tensor, to_file(inputs[i], native_inputs_[i]));
    given.push_back(std::move(tensor));
  }
  TRY_ASSIGN(std::vector<Tensor> got, file_->run(given));
  std::vector<NamedTensor> found;
  for (size_t i = 0; i < order_.size(); ++i) {
    TRY_ASSIGN(Tensor tensor, from_file(got[order_[i]], native_outputs_[i]));
    found.push_back({native_outputs_[i].file.name, std::move(tensor)});
  }
  TRY_ASSIGN(found, finish(std::move(found), inputs[0].dims()));
  std::vector<Tensor> outputs;
  for (NamedTensor& each : found) outputs.push_back(std::move(each.tensor));
  return outputs;
}

}  // namespace

Result<SessionPtr> open_native(const LoadedModel& model, NativeOutputs outputs, int threads) {
  TRY_ASSIGN(SessionPtr file, litert::open_session(model.file, {.threads = threads}));
  return std::make_unique<NativeSession>(std::move(file), model, outputs);
}

}  // namespace ponte::detector
