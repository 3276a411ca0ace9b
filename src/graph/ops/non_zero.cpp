#include "graph/infer.h"

namespace ponte {

namespace {

// One column of coordinates per element that is not zero.
Result<Facts> infer(const OpContext& context) {
  return one_fact(DType::i64, {Dim(static_cast<int64_t>(context.shape(0).size())), Dim{}});
}

}  // namespace

constinit extern const OpInfo op_non_zero{.name = "non_zero", .arity = {1, 1}, .attrs = {}, .infer = infer};

}  // namespace ponte
