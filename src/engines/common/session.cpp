#include "engines/common/session.h"

namespace ponte::engines {

const Tensor* find_output(const Session& session, const std::vector<Tensor>& outputs, std::string_view name) {
  const std::vector<Port>& ports = session.outputs();
  for (size_t i = 0; i < outputs.size() && i < ports.size(); ++i)
    if (ports[i].name == name) return &outputs[i];
  return nullptr;
}

Result<> check_input_count(const Session& session, const std::vector<Tensor>& inputs) {
  size_t wanted = session.inputs().size();
  if (inputs.size() == wanted) return {};
  return fail(ErrorKind::engine, "the model takes {} inputs, {} were given", wanted, inputs.size());
}

}  // namespace ponte::engines
