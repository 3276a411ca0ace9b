#include "formats/keras/read/layer_reader.h"

namespace ponte::keras::layers_op_moveaxis {

namespace {

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.tensor(0, "x"));
  TRY_ASSIGN(Dims from, call.integers("source"));
  TRY_ASSIGN(Dims to, call.integers("destination"));
  if (from.size() != to.size()) return corrupt("{} axes are moved to {} places", from.size(), to.size());
  Dims perm(call.rank(x), -1);
  std::vector<bool> moved(perm.size());
  for (size_t i = 0; i < from.size(); ++i) {
    TRY_ASSIGN(int64_t source, normalize_axis(from[i], perm.size()));
    TRY_ASSIGN(int64_t place, normalize_axis(to[i], perm.size()));
    perm[static_cast<size_t>(place)] = source;
    moved[static_cast<size_t>(source)] = true;
  }
  int64_t next = 0;
  for (int64_t& axis : perm) {
    while (next < static_cast<int64_t>(moved.size()) && moved[static_cast<size_t>(next)]) ++next;
    if (axis < 0) axis = next++;
  }
  return call.give(call.b.transpose(x, std::move(perm), ""));
}

}  // namespace

constinit extern const KerasLayer layer_op_moveaxis{
    .class_name = "Moveaxis", .module = "keras.src.ops.numpy", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_moveaxis
