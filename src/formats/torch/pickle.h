#pragma once
// Reads pickles of protocols 2 to 5 into plain values. Nothing is ever imported or called.

#include "formats/torch/value.h"

namespace ponte::torch {

/// The longest pickle that is read. Those of the largest networks take a megabyte.
inline constexpr size_t kMaxPickle = size_t{64} << 20;

/// Reads the pickle at the beginning of `source`; what follows it is left alone (see Pickle::size).
///
/// What a pickle asks to call is interpreted where its meaning is known (tensors, parameters, ordered dicts, sets,
/// numpy scalars); all other calls become objects that name the callable and hold its arguments. Calls of what is
/// neither a class of a network nor a plain data class are listed in Pickle::warnings.
///
/// Time and memory are linear in the size of the pickle. Storages are only described:
/// the container gives the TensorStore its reader. Corrupt when malformed; unsupported for other protocols and for
/// opcodes that need a registry or buffers outside the file.
Result<Pickle> read_pickle(SharedBytes source);

}  // namespace ponte::torch
