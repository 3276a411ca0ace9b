#include "engines/onnxruntime/session.h"

#include <array>

#include "base/parallel.h"
#include "engines/common/owned.h"
#include "engines/onnxruntime/library.h"

namespace ponte::onnxruntime {

namespace {

/// ONNX's numbers for element types (onnx.proto, TensorProto.DataType). Four-bit types are for weights only.
constexpr std::pair<int, DType> kElementTypes[] = {
    {1, DType::f32},  {2, DType::u8},   {3, DType::i8},      {4, DType::u16},  {5, DType::i16},
    {6, DType::i32},  {7, DType::i64},  {9, DType::boolean}, {10, DType::f16}, {11, DType::f64},
    {12, DType::u32}, {13, DType::u64}, {16, DType::bf16},
};

Result<DType> dtype_of_element(int element) {
  for (auto [number, dtype] : kElementTypes)
    if (number == element) return dtype;
  return unsupported("ONNX element type {} is not supported", element);
}

int element_of_dtype(DType wanted) {
  for (auto [number, dtype] : kElementTypes)
    if (dtype == wanted) return number;
  return 0;
}

using OwnedOptions = Owned<Library, NativeOptions, ReleaseOptions>;
using OwnedSession = Owned<Library, NativeSession, ReleaseSession>;
using OwnedMemoryInfo = Owned<Library, MemoryInfo, ReleaseMemoryInfo>;
using OwnedValue = Owned<Library, Value, ReleaseValue>;
using OwnedTypeInfo = Owned<Library, TypeInfo, ReleaseTypeInfo>;
using OwnedTensorInfo = Owned<Library, TensorInfo, ReleaseTensorInfo>;

Result<> describe(const Library& library, const TensorInfo* info, Port& port) {
  int element = 0;
  size_t rank = 0;
  TRY(library.check<GetElementType>(info, &element));
  TRY(library.check<GetRank>(info, &rank));
  Dims dims(rank);
  std::vector<const char*> names(rank);
  TRY(library.check<GetDims>(info, dims.data(), rank));
  TRY(library.check<GetDimNames>(info, names.data(), rank));
  TRY_ASSIGN(port.dtype, dtype_of_element(element));
  for (size_t i = 0; i < rank; ++i) {
    if (dims[i] >= 0)
      port.shape.push_back(dims[i]);
    else
      port.shape.push_back(names[i] ? Dim::named(names[i]) : Dim());
  }
  return {};
}

/// The inputs or outputs of a session, whichever the three functions speak of.
template <class GetCount, class GetName, class GetType>
Result<std::vector<Port>> ports(const Library& library, const NativeSession* session) {
  Allocator* allocator = nullptr;
  TRY(library.check<GetDefaultAllocator>(&allocator));
  size_t count = 0;
  TRY(library.check<GetCount>(session, &count));
  std::vector<Port> found(count);
  for (size_t i = 0; i < count; ++i) {
    char* name = nullptr;
    TRY(library.check<GetName>(session, i, allocator, &name));
    found[i].name = name;
    TRY(library.check<AllocatorFree>(allocator, static_cast<void*>(name)));
    OwnedTypeInfo type(library);
    TRY(library.check<GetType>(session, i, type.out()));
    const TensorInfo* info = nullptr;
    TRY(library.check<TypeAsTensor>(static_cast<const TypeInfo*>(type.get()), &info));
    if (!info) return unsupported("{} is not a tensor", found[i].name);
    TRY(in_context(describe(library, info, found[i]), found[i].name));
  }
  return found;
}

Result<OwnedOptions> native_options(const Library& library, const SessionOptions& options) {
  OwnedOptions native(library);
  TRY(library.check<CreateOptions>(native.out()));
  TRY(library.check<SetLogSeverity>(native.get(), kLogFatal));
  TRY(library.check<SetOptimization>(native.get(), options.optimize ? kOptimizeAll : kOptimizeNothing));
  // A run has the thread that calls it, and all runs share the others.
  const EngineThreads& threads = options.threads;
  int within = threads.at_once > 1 ? std::max(1, thread_count(threads.count) - threads.at_once + 1) : threads.count;
  if (within > 0) TRY(library.check<SetThreads>(native.get(), within));
  return native;
}

bool is_aligned(const void* data, DType dtype) {
  size_t element = static_cast<size_t>(std::max(1, dtype_bits(dtype) / 8));
  return reinterpret_cast<uintptr_t>(data) % element == 0;
}

/// The elements of a tensor where the runtime can read them: in place, or in `copy` when they lie askew.
void* readable(const Tensor& tensor, std::vector<std::byte>& copy) {
  Bytes bytes = tensor.bytes();
  if (is_aligned(bytes.data(), tensor.dtype())) return const_cast<std::byte*>(bytes.data());
  copy.assign(bytes.begin(), bytes.end());
  return copy.data();
}

Result<Tensor> copied_out(const Library& library, Value* value) {
  OwnedTensorInfo info(library);
  TRY(library.check<GetTensorInfo>(static_cast<const Value*>(value), info.out()));
  const TensorInfo* seen = info.get();
  int element = 0;
  size_t rank = 0;
  TRY(library.check<GetElementType>(seen, &element));
  TRY(library.check<GetRank>(seen, &rank));
  Dims dims(rank);
  TRY(library.check<GetDims>(seen, dims.data(), rank));
  TRY_ASSIGN(DType dtype, dtype_of_element(element));
  TRY_ASSIGN(int64_t count, element_count(dims));
  void* data = nullptr;
  TRY(library.check<GetTensorData>(value, &data));
  auto first = static_cast<const std::byte*>(data);
  auto copy = std::make_shared<std::vector<std::byte>>(first, first + storage_size(dtype, count));
  return Tensor::view(dtype, std::move(dims), {*copy, copy});
}

class OrtSession final : public Session {
 public:
  OrtSession(const Library& library, int at_once, OwnedSession session, OwnedMemoryInfo memory,
             std::vector<Port> inputs, std::vector<Port> outputs)
      : library_(library),
        at_once_(at_once),
        session_(std::move(session)),
        memory_(std::move(memory)),
        inputs_(std::move(inputs)),
        outputs_(std::move(outputs)) {}

  const std::vector<Port>& inputs() const override { return inputs_; }
  const std::vector<Port>& outputs() const override { return outputs_; }
  Result<std::vector<Tensor>> run(const std::vector<Tensor>& inputs) const override;
  int at_once() const override { return at_once_; }
  std::string engine() const override { return "ONNX Runtime " + library_.version(); }

 private:
  const Library& library_;
  int at_once_;
  OwnedSession session_;
  OwnedMemoryInfo memory_;
  std::vector<Port> inputs_;
  std::vector<Port> outputs_;
};

Result<std::vector<Tensor>> OrtSession::run(const std::vector<Tensor>& inputs) const {
  TRY(check_input_count(*this, inputs));

  std::vector<const char*> input_names, output_names;
  for (const Port& port : inputs_) input_names.push_back(port.name.c_str());
  for (const Port& port : outputs_) output_names.push_back(port.name.c_str());

  std::vector<std::vector<std::byte>> copies(inputs.size());
  std::vector<OwnedValue> values;
  std::vector<const Value*> raw_inputs;
  for (size_t i = 0; i < inputs.size(); ++i) {
    const Tensor& tensor = inputs[i];
    const MemoryInfo* memory = memory_.get();
    OwnedValue& value = values.emplace_back(library_);
    TRY(library_.check<CreateTensor>(memory, readable(tensor, copies[i]), tensor.bytes().size(), tensor.dims().data(),
                                     tensor.dims().size(), element_of_dtype(tensor.dtype()), value.out()));
    raw_inputs.push_back(value.get());
  }

  std::vector<Value*> raw_outputs(output_names.size());
  Result<> ran = library_.check<Run>(session_.get(), static_cast<const RunOptions*>(nullptr), input_names.data(),
                                     raw_inputs.data(), raw_inputs.size(), output_names.data(), output_names.size(),
                                     raw_outputs.data());
  std::vector<OwnedValue> owned_outputs;
  for (Value* raw : raw_outputs) *owned_outputs.emplace_back(library_).out() = raw;
  TRY(std::move(ran));

  std::vector<Tensor> outputs;
  for (size_t i = 0; i < owned_outputs.size(); ++i) {
    TRY_ASSIGN(Tensor output, in_context(copied_out(library_, owned_outputs[i].get()), outputs_[i].name));
    outputs.push_back(std::move(output));
  }
  return outputs;
}

}  // namespace

void warm_up() { (void)runtime(); }

Result<SessionPtr> open_session(Bytes model, const SessionOptions& options) {
  TRY_ASSIGN(const Runtime* started, runtime());
  const Library& library = started->library;
  TRY_ASSIGN(OwnedOptions native, native_options(library, options));
  OwnedSession session(library);
  TRY(library.check<CreateSession>(started->environment, static_cast<const void*>(model.data()), model.size(),
                                   static_cast<const NativeOptions*>(native.get()), session.out()));
  OwnedMemoryInfo memory(library);
  TRY(library.check<CreateCpuMemoryInfo>(kDeviceAllocator, kDefaultMemory, memory.out()));
  TRY_ASSIGN(auto inputs, ports<GetInputCount, GetInputName, GetInputType>(library, session.get()));
  if (options.optional_inputs) {
    TRY_ASSIGN(auto more, ports<GetOptionalCount, GetOptionalName, GetOptionalType>(library, session.get()));
    inputs.insert(inputs.end(), more.begin(), more.end());
  }
  TRY_ASSIGN(auto outputs, ports<GetOutputCount, GetOutputName, GetOutputType>(library, session.get()));
  return std::make_unique<OrtSession>(library, options.threads.at_once, std::move(session), std::move(memory),
                                      std::move(inputs), std::move(outputs));
}

}  // namespace ponte::onnxruntime
