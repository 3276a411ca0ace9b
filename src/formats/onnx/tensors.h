#pragma once
// Tensor data of ONNX files: in the file, in typed fields, or in files beside it.

#include <map>
#include <string>

#include "formats/onnx/wire.h"
#include "graph/tensor.h"

namespace ponte::onnx {

/// The DType of a TensorProto.DataType; an error naming it when there is none.
Result<DType> dtype_from_onnx(int32_t data_type);
int32_t dtype_to_onnx(DType dtype);

/// Every value of a graph carries its shape, so that a few bytes with many axes could fill the memory.
Result<> check_rank(size_t rank);

/// Turns TensorProtos into tensors. Raw data are views into the file, external data views into mapped files.
class TensorReader {
 public:
  /// `folder` is where the model lies; empty: external data are refused.
  TensorReader(SharedBytes file, std::string folder) : file_(std::move(file)), folder_(std::move(folder)) {}

  Result<Tensor> read(const TensorProto& tensor);

 private:
  Result<Tensor> read_external(const TensorProto& tensor, DType dtype, size_t size);
  Result<SharedBytes> map_external(std::string_view location);

  SharedBytes file_;
  std::string folder_;
  std::map<std::string, SharedBytes, std::less<>> external_;
};

}  // namespace ponte::onnx
