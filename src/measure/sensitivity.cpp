#include "measure/sensitivity.h"

#include <cmath>
#include <random>

namespace ponte::measure {

namespace {

/// Every number a little more or less, at random, the same on every machine.
Tensor nudge(const Tensor& tensor, double bit) {
  bool bytes = tensor.dtype() == DType::u8;
  if (!is_float(tensor.dtype()) && !bytes) return tensor;
  std::mt19937_64 generator(1);
  std::vector<double> values = tensor.to_doubles();
  for (double& value : values) {
    value *= generator() & 1 ? 1 + bit : 1 - bit;
    if (bytes) value = std::clamp(std::nearbyint(value), 0.0, 255.0);
  }
  return tensor_from_doubles(values, tensor.dtype(), tensor.dims());
}

}  // namespace

Result<std::vector<OutputDifference>> measure_sensitivity(const ReferenceRun& reference, const Session& written,
                                                          const Card& card, const MadeWith& made,
                                                          const PortOrders& ports) {
  ReferenceRun own;
  for (const Port& port : written.outputs()) own.outputs.push_back(port.name);
  for (const ReferenceRun::Case& seen : reference.cases) {
    ReferenceRun::Case one = {.inputs = seen.inputs, .outputs = {}};
    for (size_t i = 0; i < one.inputs.size(); ++i) one.inputs[i] = in_order(one.inputs[i], order_of(ports.inputs, i));
    TRY_ASSIGN(one.outputs, written.run(one.inputs));
    for (Tensor& input : one.inputs)
      if (input.dims().size() >= 3) input = nudge(input, tolerance_of(made.precision).last_bit);
    own.cases.push_back(std::move(one));
  }
  return measure_differences(own, written, card, made);
}

}  // namespace ponte::measure
