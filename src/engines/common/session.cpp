#include "engines/common/session.h"

namespace ponte {

Result<> check_input_count(const Session& session, const std::vector<Tensor>& inputs) {
  size_t wanted = session.inputs().size();
  if (inputs.size() == wanted) return {};
  return fail(ErrorKind::engine, "the model takes {} inputs, {} were given", wanted, inputs.size());
}

}  // namespace ponte
