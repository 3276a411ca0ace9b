#pragma once
// The data of a dataset, whichever way they are laid out.

#include "formats/hdf5/structures.h"
#include "formats/hdf5/types.h"

namespace ponte::hdf5 {

/// A tensor of numbers over bytes that are as many as it needs.
Result<Tensor> tensor_of(const Datatype& datatype, Dims dims, SharedBytes data);

/// The data of a dataset with this header: a view of the file where they lie in one piece. Spends what is decoded.
/// `opaque_dtype` is what opaque data of its size are; nothing when they are refused.
Result<Tensor> read_data(const SharedBytes& file, const Header& header, std::optional<DType> opaque_dtype,
                         Budget& budget);

}  // namespace ponte::hdf5
