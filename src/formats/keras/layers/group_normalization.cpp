#include "formats/keras/read/norms.h"

namespace ponte::keras::layers_group_normalization {

namespace {

// The channels in groups, each standardised over the whole sample.
Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.float_tensor());
  size_t rank = call.rank(x);
  if (rank < 2) return corrupt("GroupNormalization over [{}]", shape_text(call.shape(x)));
  TRY_ASSIGN(int64_t axis, call.axis("axis", rank, -1));
  TRY_ASSIGN(int64_t groups, call.integer("groups", 32));
  TRY_ASSIGN(double epsilon, call.number("epsilon", 1e-3));
  auto last = static_cast<int64_t>(rank) - 1;
  Dims perm, back;
  for (int64_t i = 0; i <= last; ++i)
    if (i != axis) perm.push_back(i);
  perm.push_back(axis);
  back.resize(rank);
  for (size_t i = 0; i < rank; ++i) back[static_cast<size_t>(perm[i])] = static_cast<int64_t>(i);
  ValueId y = axis == last ? x : call.b.transpose(x, perm, "channels_last");
  TRY(call.b.status());
  const Dim channels = call.shape(y)[rank - 1];
  if (groups == -1 && channels.known()) groups = channels.size;
  if (groups < 1 || !channels.known() || channels.size % groups != 0)
    return corrupt("{} groups of the channels of [{}]", groups, shape_text(call.shape(x)));
  // Zeros stand for the sizes of the input.
  Dims grouped(rank - 1, 0), whole(rank - 1, 0), reduced;
  grouped.insert(grouped.end(), {groups, channels.size / groups});
  whole.push_back(channels.size);
  for (int64_t i = 1; i <= last + 1; ++i)
    if (i != last) reduced.push_back(i);
  y = standardize(call, call.reshape(y, grouped, "groups"), reduced, epsilon, "standardized");
  y = call.reshape(y, whole, "channels");
  TRY(call.b.status());
  TRY_ASSIGN(Affine affine, read_affine(call, call.shape(y), {last}));
  if (axis == last) return call.give(affine.gamma || affine.beta ? apply(call, y, affine) : y);
  if (affine.gamma) y = call.b.mul(y, affine.gamma, "scaled");
  if (affine.beta) y = call.b.add(y, affine.beta, "shifted");
  return call.give(call.b.transpose(y, back, ""));
}

}  // namespace

constinit extern const KerasLayer layer_group_normalization{
    .class_name = "GroupNormalization", .module = "keras.layers", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_group_normalization
