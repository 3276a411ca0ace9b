#pragma once
// Running an ONNX model in ONNX Runtime.

#include <memory>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "graph/tensor.h"

namespace ponte::onnxruntime {

struct SessionOptions {
  int threads = 0;       ///< threads within an operator; 0 lets the runtime choose
  bool optimize = true;  ///< false runs the graph as it is written, operator by operator
};

/// An input or output of a model. Dimensions that a run fixes are named or unknown.
struct Port {
  std::string name;
  DType dtype = DType::f32;
  Shape shape;
};

/// A loaded model. Loading and running fail with engine errors; each has one line.
class Session {
 public:
  /// Opens the runtime if this is the first session. The bytes are not needed after the call.
  static Result<Session> from_bytes(Bytes model, const SessionOptions& options = {});

  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;
  ~Session();

  const std::vector<Port>& inputs() const;
  const std::vector<Port>& outputs() const;

  /// One tensor per input, in the order of inputs(); gives one per output, which owns its memory.
  Result<std::vector<Tensor>> run(const std::vector<Tensor>& inputs) const;

 private:
  struct State;
  explicit Session(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace ponte::onnxruntime
