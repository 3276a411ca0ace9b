#include <cmath>

#include "graph/evaluate/evaluate.h"

namespace ponte::graph::ops_mod {

namespace {

constexpr AttrSpec kAttrs[] = {{"fmod", AttrType::boolean, 0}};

double fmod_of(double x, double y) { return std::fmod(x, y); }

// The sign of the dividend.
Result<int64_t> remainder_of(int64_t x, int64_t y) {
  if (y == 0) return corrupt("{} modulo zero", x);
  return y == -1 ? 0 : x % y;
}

// The sign of the divisor.
Result<int64_t> mod_of(int64_t x, int64_t y) {
  TRY_ASSIGN(int64_t remainder, remainder_of(x, y));
  return remainder != 0 && (remainder < 0) != (y < 0) ? remainder + y : remainder;
}

Dim follow(const Dim& x, const Dim& y) { return follow_known(x, y, mod_of); }

Result<Facts> infer(const OpContext& context) {
  bool fmod = context.attrs.boolean("fmod");
  if (is_float(context.dtype(0)) && !fmod) return corrupt("the modulo of {} needs fmod", dtype_name(context.dtype(0)));
  return fmod ? infer_broadcast(context) : infer_arithmetic(context, follow);
}

Result<Tensors> evaluate(const OpContext& context) {
  return evaluate_arithmetic(context, {fmod_of, context.attrs.boolean("fmod") ? remainder_of : mod_of});
}

}  // namespace

constinit extern const OpInfo op_mod{
    .name = "mod", .arity = {2, 2}, .attrs = kAttrs, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_mod
