#include "graph/infer.h"

namespace ponte {

namespace {

constexpr AttrSpec kAttrs[] = {{"mode", AttrType::text, std::nullopt, "constant"}};

Result<Dim> padded(const Dim& size, const Dim& begin, const Dim& end) {
  if (begin == Dim(0) && end == Dim(0)) return size;
  if (!size.known() || !begin.known() || !end.known()) return Dim{};
  TRY_ASSIGN(int64_t result, checked_add(size.size, begin.size));
  TRY_ASSIGN(result, checked_add(result, end.size));
  return Dim(result);
}

// Pads of every axis: all begins, then all ends. Negative ones crop.
Result<Facts> infer(const OpContext& context) {
  Shape shape = context.shape(0);
  const std::string& mode = context.attrs.text("mode");
  if (mode != "constant" && mode != "reflect" && mode != "edge") return unsupported("there is no pad mode {}", mode);
  TRY(check_rank(context, 1, 1));
  auto pads = context.ints(1).value_or(std::vector<Dim>(2 * shape.size()));
  if (pads.size() != 2 * shape.size()) return corrupt("{} pads do not fit [{}]", pads.size(), shape_text(shape));
  for (size_t i = 0; i < shape.size(); ++i) {
    TRY_ASSIGN(shape[i], padded(shape[i], pads[i], pads[i + shape.size()]));
  }
  return one_fact(context.dtype(0), std::move(shape));
}

}  // namespace

constinit extern const OpInfo op_pad{.name = "pad", .arity = {2, 3}, .attrs = kAttrs, .infer = infer};

}  // namespace ponte
