#include "engines/litert/session.h"

#include <cstdlib>
#include <cstring>

#include "base/parallel.h"
#include "engines/common/owned.h"
#include "engines/common/shared_library.h"
#include "engines/litert/library.h"
#include "engines/litert/quiet.h"

namespace ponte::litert {

namespace {

/// TensorFlow Lite's numbers for element types (TfLiteType). Types that only weights have are left out.
constexpr std::pair<int, DType> kElementTypes[] = {
    {1, DType::f32}, {2, DType::i32},  {3, DType::u8},   {4, DType::i64},  {6, DType::boolean}, {7, DType::i16},
    {9, DType::i8},  {10, DType::f16}, {11, DType::f64}, {13, DType::u64}, {16, DType::u32},    {17, DType::u16},
};

Result<DType> dtype_of_element(int element) {
  for (auto [number, dtype] : kElementTypes)
    if (number == element) return dtype;
  return unsupported("TFLite element type {} is not supported", element);
}

using OwnedModel = Owned<Library, Model, DestroyModel>;
using OwnedOptions = Owned<Library, NativeOptions, DestroyOptions>;
using OwnedCompiled = Owned<Library, CompiledModel, DestroyCompiled>;
using OwnedBuffer = Owned<Library, Buffer, DestroyBuffer>;

Shape shape_of(const TensorLayout& layout) {
  Shape shape;
  for (size_t i = 0; i < std::min<size_t>(layout.rank, std::size(layout.dims)); ++i)
    shape.push_back(layout.dims[i] < 0 ? Dim() : Dim(layout.dims[i]));
  return shape;
}

Result<Port> describe(const Library& library, NativeTensor* tensor, const char* name) {
  Port port{.name = name, .dtype = DType::f32, .shape = {}, .quantized = std::nullopt};
  TensorType type{};
  TRY(library.check<GetTensorType>(tensor, &type));
  TRY_ASSIGN(port.dtype, dtype_of_element(type.element));
  port.shape = shape_of(type.layout);
  int kind = 0;
  TRY(library.check<GetQuantizationKind>(tensor, &kind));
  if (kind != kPerTensor || is_float(port.dtype)) return port;
  PerTensorScale scale{};
  TRY(library.check<GetScale>(tensor, &scale));
  port.quantized = PortScale{.scale = scale.scale, .zero_point = scale.zero_point};
  return port;
}

/// The inputs or outputs of a signature, whichever the three functions speak of.
template <class GetCount, class GetName, class GetTensor>
Result<std::vector<Port>> ports(const Library& library, Signature* signature) {
  size_t count = 0;
  TRY(library.check<GetCount>(signature, &count));
  std::vector<Port> found;
  for (size_t i = 0; i < count; ++i) {
    const char* name = nullptr;
    NativeTensor* tensor = nullptr;
    TRY(library.check<GetName>(signature, i, &name));
    TRY(library.check<GetTensor>(signature, i, &tensor));
    TRY_ASSIGN(Port port, in_context(describe(library, tensor, name), name));
    found.push_back(std::move(port));
  }
  return found;
}

/// Options of one part of the runtime are a text (TOML) under the part's name.
Result<> add_text(const Library& library, NativeOptions* options, const char* part, const std::string& text) {
  OpaqueOptions* opaque = nullptr;
  void* copy = strdup(text.c_str());
  if (Result<> made = library.check<CreateOpaqueOptions>(part, copy, &std::free, &opaque); !made) {
    std::free(copy);
    return made;
  }
  return library.check<AddOpaqueOptions>(options, opaque);
}

Result<OwnedOptions> native_options(const Library& library, const SessionOptions& options) {
  OwnedOptions native(library);
  TRY(library.check<CreateOptions>(native.out()));
  TRY(library.check<SetAccelerators>(native.get(), kCpu));
  std::string cpu = fmt::format("num_threads = {}\nkernel_mode = \"{}\"\n", thread_count(options.threads),
                                options.xnnpack ? "xnnpack" : "builtin");
  TRY(add_text(library, native.get(), "xnnpack", cpu));
  // 2: errors of a run are kept, for GetErrors.
  TRY(add_text(library, native.get(), "runtime_options_string", "error_reporter_mode = 2\n"));
  return native;
}

Result<OwnedCompiled> compile(const Runtime& runtime, const OwnedModel& model, const OwnedOptions& options) {
  OwnedCompiled made(runtime.library);
  KeptStandardError kept;
  Result<> done = runtime.library.check<Compile>(runtime.environment, model.get(), options.get(), made.out());
  std::string reason = kept.take_errors();
  if (done) return made;
  if (!reason.empty()) done.error().what = fmt::format("LiteRT {}: {}", runtime.library.version(), on_one_line(reason));
  return std::unexpected(std::move(done).error());
}

class LiteRtSession final : public Session {
 public:
  LiteRtSession(const Runtime& runtime, SharedBytes file, OwnedModel model, OwnedOptions options,
                OwnedCompiled compiled)
      : runtime_(runtime),
        library_(runtime.library),
        file_(std::move(file)),
        model_(std::move(model)),
        options_(std::move(options)),
        compiled_(std::move(compiled)) {}

  Result<> describe_ports();

  const std::vector<Port>& inputs() const override { return inputs_; }
  const std::vector<Port>& outputs() const override { return outputs_; }
  Result<std::vector<Tensor>> run(const std::vector<Tensor>& inputs) const override;
  std::string engine() const override { return "LiteRT " + library_.version(); }

 private:
  Result<> check_fit(const Port& port, const Tensor& tensor) const;
  Result<> make_buffers(const std::vector<Tensor>& inputs) const;
  template <class GetRequirements>
  Result<> make_buffer(size_t index, DType dtype, const Dims& dims, std::vector<OwnedBuffer>& buffers) const;
  Result<> fill(const Tensor& tensor, Buffer* buffer) const;
  Result<Tensor> copied_out(size_t output) const;
  Result<> run_compiled() const;

  const Runtime& runtime_;
  const Library& library_;
  SharedBytes file_;  // the model is read from it as long as it lives
  OwnedModel model_;
  OwnedOptions options_;
  OwnedCompiled compiled_;
  std::vector<Port> inputs_, outputs_;
  // Memory for the sizes of the last run.
  mutable std::vector<Dims> input_dims_, output_dims_;
  mutable std::vector<OwnedBuffer> input_buffers_, output_buffers_;
};

// Of several signatures the first: others are other functions of the same model.
constexpr size_t kSignature = 0;

Result<> LiteRtSession::describe_ports() {
  Signature* signature = nullptr;
  TRY(library_.check<GetSignature>(model_.get(), kSignature, &signature));
  TRY_ASSIGN(inputs_, ports<GetInputCount, GetInputName, GetInputTensor>(library_, signature));
  TRY_ASSIGN(outputs_, ports<GetOutputCount, GetOutputName, GetOutputTensor>(library_, signature));
  return {};
}

Result<> LiteRtSession::check_fit(const Port& port, const Tensor& tensor) const {
  bool fits = port.dtype == tensor.dtype() && port.shape.size() == tensor.dims().size();
  for (size_t i = 0; fits && i < port.shape.size(); ++i)
    fits = !port.shape[i].known() || port.shape[i].size == tensor.dims()[i];
  if (fits) return {};
  return fail(ErrorKind::engine, "the input {} is {}[{}], {}[{}] was given", port.name, dtype_name(port.dtype),
              shape_text(port.shape), dtype_name(tensor.dtype()), dims_text(tensor.dims()));
}

int element_of_dtype(DType wanted) {
  for (auto [number, dtype] : kElementTypes)
    if (dtype == wanted) return number;
  return 0;
}

template <class GetRequirements>
Result<> LiteRtSession::make_buffer(size_t index, DType dtype, const Dims& dims,
                                    std::vector<OwnedBuffer>& buffers) const {
  TensorType type{.element = element_of_dtype(dtype), .layout = {}};
  if (dims.size() > std::size(type.layout.dims)) return unsupported("a tensor of {} axes", dims.size());
  type.layout.rank = static_cast<uint32_t>(dims.size()) & 127;
  for (size_t i = 0; i < dims.size(); ++i) type.layout.dims[i] = static_cast<int32_t>(dims[i]);
  Requirements* requirements = nullptr;
  TRY(library_.check<GetRequirements>(compiled_.get(), kSignature, index, &requirements));
  OwnedBuffer buffer(library_);
  TRY(library_.check<CreateBuffer>(runtime_.environment, static_cast<const TensorType*>(&type), requirements,
                                   buffer.out()));
  buffers.push_back(std::move(buffer));
  return {};
}

/// Brings the model to the sizes of the inputs, when they are not those of the last run.
Result<> LiteRtSession::make_buffers(const std::vector<Tensor>& inputs) const {
  std::vector<Dims> wanted;
  for (const Tensor& tensor : inputs) wanted.push_back(tensor.dims());
  if (wanted == input_dims_) return {};
  input_dims_.clear();
  input_buffers_.clear();
  output_buffers_.clear();
  bool resized = false;
  for (size_t i = 0; i < inputs.size(); ++i) {
    if (all_known(inputs_[i].shape)) continue;
    std::vector<int> sizes(wanted[i].begin(), wanted[i].end());
    TRY(library_.check<ResizeInput>(compiled_.get(), kSignature, i, static_cast<const int*>(sizes.data()),
                                    sizes.size()));
    resized = true;
  }
  std::vector<TensorLayout> layouts(outputs_.size());
  TRY(library_.check<GetOutputLayouts>(compiled_.get(), kSignature, layouts.size(), layouts.data(), resized));
  output_dims_.clear();
  for (const TensorLayout& layout : layouts) {
    auto dims = known_dims(shape_of(layout));
    if (!dims) return unsupported("LiteRT does not tell the size of an output before it runs");
    output_dims_.push_back(std::move(*dims));
  }
  for (size_t i = 0; i < inputs.size(); ++i)
    TRY(make_buffer<GetInputRequirements>(i, inputs_[i].dtype, wanted[i], input_buffers_));
  for (size_t i = 0; i < outputs_.size(); ++i)
    TRY(make_buffer<GetOutputRequirements>(i, outputs_[i].dtype, output_dims_[i], output_buffers_));
  input_dims_ = std::move(wanted);
  return {};
}

Result<> LiteRtSession::fill(const Tensor& tensor, Buffer* buffer) const {
  size_t size = 0;
  void* memory = nullptr;
  TRY(library_.check<GetBufferSize>(buffer, &size));
  if (size != tensor.bytes().size())
    return fail(ErrorKind::engine, "LiteRT wants {} bytes of an input of {}", size, tensor.bytes().size());
  TRY(library_.check<LockBuffer>(buffer, &memory, kWrite));
  std::memcpy(memory, tensor.bytes().data(), size);
  return library_.check<UnlockBuffer>(buffer);
}

Result<Tensor> LiteRtSession::copied_out(size_t output) const {
  DType dtype = outputs_[output].dtype;
  const Dims& dims = output_dims_[output];
  Buffer* buffer = output_buffers_[output].get();
  TRY_ASSIGN(int64_t count, element_count(dims));
  size_t wanted = storage_size(dtype, count), size = 0;
  void* memory = nullptr;
  TRY(library_.check<GetBufferSize>(buffer, &size));
  if (size < wanted) return fail(ErrorKind::engine, "LiteRT gives {} bytes of an output of {}", size, wanted);
  TRY(library_.check<LockBuffer>(buffer, &memory, kRead));
  auto first = static_cast<const std::byte*>(memory);
  auto copy = std::make_shared<std::vector<std::byte>>(first, first + wanted);
  TRY(library_.check<UnlockBuffer>(buffer));
  return Tensor::view(dtype, dims, {*copy, copy});
}

/// With the runtime's own words where it failed.
Result<> LiteRtSession::run_compiled() const {
  std::vector<Buffer*> in, out;
  for (const OwnedBuffer& buffer : input_buffers_) in.push_back(buffer.get());
  for (const OwnedBuffer& buffer : output_buffers_) out.push_back(buffer.get());
  Result<> ran = library_.check<Run>(compiled_.get(), kSignature, in.size(), in.data(), out.size(), out.data());
  if (ran) return ran;
  char* words = nullptr;
  if (library_.call<GetErrors>(compiled_.get(), &words) == 0 && words && *words)
    ran.error().what = fmt::format("{}: {}", engine(), on_one_line(words));
  std::free(words);
  library_.call<ClearErrors>(compiled_.get());
  return ran;
}

Result<std::vector<Tensor>> LiteRtSession::run(const std::vector<Tensor>& inputs) const {
  TRY(check_input_count(*this, inputs));
  for (size_t i = 0; i < inputs.size(); ++i) TRY(check_fit(inputs_[i], inputs[i]));
  TRY(make_buffers(inputs));
  for (size_t i = 0; i < inputs.size(); ++i) TRY(in_context(fill(inputs[i], input_buffers_[i].get()), inputs_[i].name));
  TRY(run_compiled());
  std::vector<Tensor> outputs;
  for (size_t i = 0; i < outputs_.size(); ++i) {
    TRY_ASSIGN(Tensor output, in_context(copied_out(i), outputs_[i].name));
    outputs.push_back(std::move(output));
  }
  return outputs;
}

}  // namespace

Result<SessionPtr> open_session(SharedBytes file, const SessionOptions& options) {
  TRY_ASSIGN(const Runtime* started, runtime());
  const Library& library = started->library;
  OwnedModel model(library);
  TRY(library.check<CreateModel>(started->environment, static_cast<const void*>(file.bytes.data()), file.bytes.size(),
                                 model.out()));
  TRY_ASSIGN(OwnedOptions native, native_options(library, options));
  TRY_ASSIGN(OwnedCompiled made, compile(*started, model, native));
  auto session =
      std::make_unique<LiteRtSession>(*started, std::move(file), std::move(model), std::move(native), std::move(made));
  TRY(session->describe_ports());
  return SessionPtr(std::move(session));
}

}  // namespace ponte::litert
