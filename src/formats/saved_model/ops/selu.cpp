#include <cmath>

#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model::ops_selu {

namespace {

/// With the two numbers of the paper (Klambauer et al. 2017), which TensorFlow has built in.
Result<> write(OpWriter& node) {
  const Attrs& attrs = node.attrs();
  if (std::abs(attrs.number("alpha") - 1.67326324) > 1e-6 || std::abs(attrs.number("gamma") - 1.05070098) > 1e-6)
    return unsupported("selu with other numbers than the usual ones");
  TRY_ASSIGN(std::string input, node.input(0));
  node.finish({input});
  return {};
}

}  // namespace

constinit extern const TfOp op_selu{.name = "Selu", .ir = "selu", .write = write, .output = "activations"};

}  // namespace ponte::saved_model::ops_selu
