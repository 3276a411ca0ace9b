#include "detector/runtime_thresholds.h"

#include <algorithm>

#include "engines/onnxruntime/session.h"
#include "vision/nms.h"

namespace ponte::detector {

namespace {

constexpr NmsOptions kUsual;
constexpr int64_t kMostClasses = 1 << 20;

Tensor flag(bool value) {
  const double number = value ? 1 : 0;
  return tensor_from_doubles({&number, 1}, DType::boolean, {});
}

/// Nothing where the options leave it open.
std::optional<Tensor> choice_of(const std::string& name, const Tensor& usual, const PredictOptions& options,
                                bool end_to_end) {
  if (name == "confidence" && options.confidence) return Tensor::scalar(*options.confidence);
  if (name == "max_detections" && options.max_detections) return Tensor::scalar(int64_t{*options.max_detections});
  if (name == "class_agnostic" && options.class_agnostic) return flag(true);
  if (name == "iou" && end_to_end && options.nms_after_end_to_end)
    return Tensor::scalar(static_cast<float>(options.iou.value_or(kUsual.iou)));
  if (name == "iou" && !end_to_end && options.iou) return Tensor::scalar(static_cast<float>(*options.iou));
  if (name == "class_mask" && !options.classes.empty()) {
    std::vector<double> wanted(static_cast<size_t>(usual.count()));
    for (int index : options.classes)
      if (index >= 0 && index < std::ssize(wanted)) wanted[static_cast<size_t>(index)] = 1;
    return tensor_from_doubles(wanted, DType::boolean, usual.dims());
  }
  return std::nullopt;
}

class ThresholdSession final : public Session {
 public:
  ThresholdSession(SessionPtr whole, size_t needed, std::shared_ptr<const RuntimeThresholds> choices)
      : whole_(std::move(whole)),
        inputs_(whole_->inputs().begin(), whole_->inputs().begin() + static_cast<std::ptrdiff_t>(needed)),
        choices_(std::move(choices)) {}

  const std::vector<Port>& inputs() const override { return inputs_; }
  const std::vector<Port>& outputs() const override { return whole_->outputs(); }
  int at_once() const override { return whole_->at_once(); }
  std::string engine() const override { return whole_->engine(); }

  Result<std::vector<Tensor>> run(const std::vector<Tensor>& inputs) const override {
    TRY(check_input_count(*this, inputs));
    std::vector<Tensor> all = inputs;
    all.insert(all.end(), choices_->values().begin(), choices_->values().end());
    return whole_->run(all);
  }

 private:
  SessionPtr whole_;
  std::vector<Port> inputs_;
  std::shared_ptr<const RuntimeThresholds> choices_;
};

}  // namespace

std::optional<Tensor> default_threshold(const Port& port, bool end_to_end) {
  if (port.name == "confidence") return Tensor::scalar(kUsual.confidence);
  if (port.name == "iou") return Tensor::scalar(end_to_end ? 1.0f : static_cast<float>(kUsual.iou));
  if (port.name == "max_detections") return Tensor::scalar(int64_t{kUsual.max_detections});
  if (port.name == "class_agnostic") return flag(false);
  std::optional<Dims> dims = known_dims(port.shape);
  if (port.name != "class_mask" || !dims || dims->size() != 1) return std::nullopt;
  if ((*dims)[0] < 1 || (*dims)[0] > kMostClasses) return std::nullopt;
  return tensor_from_doubles(std::vector<double>(static_cast<size_t>((*dims)[0]), 1), DType::boolean, *dims);
}

void RuntimeThresholds::set(const PredictOptions& options, bool end_to_end) {
  for (size_t i = 0; i < ports_.size(); ++i)
    chosen_[i] = choice_of(ports_[i].name, defaults_[i], options, end_to_end).value_or(defaults_[i]);
}

Result<ThresholdModel> open_with_thresholds(Bytes file, EngineThreads threads,
                                            const std::function<std::optional<Tensor>(const Port&)>& default_of) {
  TRY_ASSIGN(SessionPtr session, onnxruntime::open_session(file, {.threads = threads, .optional_inputs = true}));
  const std::vector<Port>& inputs = session->inputs();
  auto first = std::ranges::find(inputs, std::string("confidence"), &Port::name);
  std::vector<Port> ports(first, inputs.end());
  std::vector<Tensor> defaults;
  for (const Port& port : ports) {
    std::optional<Tensor> usual = default_of(port);
    if (!usual || usual->dtype() != port.dtype) return unsupported("the input {} has no default", port.name);
    defaults.push_back(std::move(*usual));
  }
  if (ports.empty()) return unsupported("the model has no thresholds as inputs");
  size_t needed = inputs.size() - ports.size();
  auto choices = std::make_shared<RuntimeThresholds>(std::move(ports), std::move(defaults));
  return ThresholdModel{std::make_unique<ThresholdSession>(std::move(session), needed, choices), choices};
}

}  // namespace ponte::detector
