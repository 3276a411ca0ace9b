#pragma once
// Where the parts of a checkpoint lie in its file.

#include "formats/torch/value.h"

namespace ponte::torch {

/// Opens the container and reads its pickle; the returned TensorStore can read all of its storages, each of which is
/// there and has the promised size.
Result<Pickle> read_zip_container(SharedBytes file);

/// The container of torch 1.5 and before: five pickles and the storages, one after the other.
Result<Pickle> read_legacy_container(SharedBytes file);

/// True when a file begins as one of read_legacy_container does.
bool begins_like_legacy_container(Bytes file);

/// Says what a file is that is neither.
std::unexpected<Error> explain_foreign_file(Bytes file);

}  // namespace ponte::torch
