#pragma once
// What the elements of a dataset or an attribute are, and how many.

#include <optional>

#include "base/bytes.h"
#include "graph/tensor.h"
#include "uses/hdf5.h"

namespace ponte::hdf5 {

struct Datatype {
  enum class Class : uint8_t {
    number,
    fixed_text,     ///< `size` bytes each, what is not used is filled up
    variable_text,  ///< length and address of each in a heap
    opaque,         ///< `size` bytes of which the file says no more
  };
  enum class Padding : uint8_t { zeros, spaces };

  Class kind = Class::number;
  size_t size = 0;           ///< bytes of one element in the file
  DType dtype = DType::f32;  ///< of numbers
  Padding padding = Padding::zeros;
};

/// Unsupported, by name, for what is not one of the classes above: compounds, references, big-endian numbers.
Result<Datatype> read_datatype(Bytes message);

/// The dims of a dataspace, in numbers of `length_width` bytes; a scalar has none, and a null dataspace is one dim of
/// 0.
Result<Dims> read_dataspace(Bytes message, size_t length_width);

/// Bytes of all elements.
Result<uint64_t> data_size(const Datatype& datatype, const Dims& dims);

}  // namespace ponte::hdf5
