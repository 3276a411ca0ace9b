#pragma once
// What the inference engines have in common: a loaded model that can be run.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "graph/tensor.h"
#include "uses/engines.h"

namespace ponte::engines {

/// How the integers of a quantized tensor stand for numbers: (q - zero_point) * scale.
struct PortScale {
  float scale = 1;
  int64_t zero_point = 0;
};

/// An input or output of a model. Dimensions that a run fixes are named or unknown.
struct Port {
  std::string name;
  DType dtype = DType::f32;
  Shape shape;
  std::optional<PortScale> quantized;  ///< of a tensor of 8 or 16 bits that stands for other numbers
};

/// Threads that an engine may take, and how many runs share them.
struct EngineThreads {
  int count = 0;    ///< 0: all that the machine has
  int at_once = 1;  ///< so many threads will call run() at the same time

  EngineThreads(int threads = 0, int runs = 1) : count(threads), at_once(runs) {}
};

/// A model loaded into an engine. Running fails with engine errors; each has one line.
class Session {
 public:
  virtual ~Session() = default;

  virtual const std::vector<Port>& inputs() const = 0;
  virtual const std::vector<Port>& outputs() const = 0;

  /// One tensor per input, in the order of inputs(); gives one per output, which owns its memory.
  virtual Result<std::vector<Tensor>> run(const std::vector<Tensor>& inputs) const = 0;

  /// How many threads may call run() at the same time.
  virtual int at_once() const { return 1; }

  /// For people: "ONNX Runtime 1.32.0".
  virtual std::string engine() const = 0;
};

using SessionPtr = std::unique_ptr<Session>;

/// Of the outputs that a run gave, the one of this name; null when the model has none.
const Tensor* find_output(const Session& session, const std::vector<Tensor>& outputs, std::string_view name);

/// An engine error when there are not as many tensors as inputs.
Result<> check_input_count(const Session& session, const std::vector<Tensor>& inputs);

}  // namespace ponte::engines
