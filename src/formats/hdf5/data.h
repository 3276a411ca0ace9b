#pragma once
// The data of a dataset, whichever way they are laid out.

#include "formats/hdf5/structures.h"
#include "formats/hdf5/types.h"

namespace ponte::hdf5 {

/// A tensor of numbers over bytes that are as many as it needs.
Result<Tensor> tensor_of(const Datatype& datatype, Dims dims, SharedBytes data);

/// The data of a dataset with this header: a view of the file where they lie in one piece. Spends what is decoded.
/// Opaque data are refused, unless they are of two bytes and known to be bfloat16.
Result<Tensor> read_data(const SharedBytes& file, const Header& header, bool is_bfloat16, Budget& budget);

}  // namespace ponte::hdf5
