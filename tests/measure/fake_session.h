#pragma once
// A model that a test makes up.

#include <functional>

#include "engines/common/session.h"
#include "uses/measure.h"

namespace ponte::measure::test {

class FakeSession final : public Session {
 public:
  using Run = std::function<std::vector<Tensor>(const std::vector<Tensor>&)>;

  FakeSession(std::vector<Port> inputs, std::vector<Port> outputs, Run run)
      : inputs_(std::move(inputs)), outputs_(std::move(outputs)), run_(std::move(run)) {}

  const std::vector<Port>& inputs() const override { return inputs_; }
  const std::vector<Port>& outputs() const override { return outputs_; }
  std::string engine() const override { return "none"; }
  Result<std::vector<Tensor>> run(const std::vector<Tensor>& inputs) const override { return run_(inputs); }

 private:
  std::vector<Port> inputs_, outputs_;
  Run run_;
};

inline Port port(std::string name, DType dtype = DType::f32, Shape shape = {}) {
  return {.name = std::move(name), .dtype = dtype, .shape = std::move(shape), .quantized = std::nullopt};
}

}  // namespace ponte::measure::test
