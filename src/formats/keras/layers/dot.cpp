#include "formats/keras/read/einsum.h"
#include "formats/keras/read/norms.h"

namespace ponte::keras::layers_dot {

namespace {

// Along one axis of each, sample by sample; the axes of the second come after those of the first.
Result<> read(LayerReader& call) {
  TRY_ASSIGN(std::vector<ValueId> x, call.tensors());
  if (x.size() != 2) return corrupt("Dot of {} tensors", x.size());
  TRY_ASSIGN(Dims axes, call.integers("axes"));
  if (axes.size() == 1) axes.push_back(axes[0]);
  TRY_ASSIGN(bool normalizes, call.flag("normalize", false));
  if (axes.size() != 2) return corrupt("axes has {} entries", axes.size());
  std::string letters[2], result = "a";
  for (size_t i = 0; i < 2; ++i) {
    x[i] = call.cast(x[i], DType::f32);
    TRY_ASSIGN(axes[i], normalize_axis(axes[i], call.rank(x[i])));
    if (axes[i] == 0 || call.rank(x[i]) < 2 || call.rank(x[i]) > 8) return unsupported("Dot along the batch");
    if (normalizes) x[i] = normalize(call, x[i], {axes[i]}, 1e-12, fmt::format("normalized_{}", i));
    for (size_t k = 0; k < call.rank(x[i]); ++k)
      letters[i] += k == 0 ? 'a' : static_cast<int64_t>(k) == axes[i] ? 'b' : static_cast<char>('c' + i * 8 + k);
    for (char letter : letters[i])
      if (letter > 'b') result += letter;
  }
  std::string equation = fmt::format("{},{}->{}", letters[0], letters[1], result);
  bool scalar = result.size() == 1;
  TRY_ASSIGN(ValueId y, einsum(call, equation, x[0], x[1], scalar ? "product" : ""));
  return call.give(scalar ? call.b.add("unsqueeze", {y}, {{"axes", Dims{1}}}) : y);
}

}  // namespace

constinit extern const KerasLayer layer_dot{
    .class_name = "Dot", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_dot
