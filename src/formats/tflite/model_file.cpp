#include "formats/tflite/model_file.h"

#include <algorithm>

namespace ponte::tflite {

namespace {

constexpr std::string_view kIdentifier = "TFL3";
constexpr int32_t kCustom = 32;

struct OperatorCode {
  int32_t code = 0, version = 1;
  std::string_view custom;
};

struct Parser {
  Bytes file;
  std::vector<OperatorCode> codes;
  std::vector<Bytes> buffers;

  Result<> parse_codes(const FlatTable& model);
  Result<> parse_buffers(const FlatTable& model);
  Result<FileTensor> tensor(const FlatTable& table) const;
  Result<FileOperator> oper(const FlatTable& table, size_t tensors) const;
  Result<FileSubgraph> subgraph(const FlatTable& table) const;
  Result<FileMetadata> metadata(const FlatTable& table) const;
};

Result<> Parser::parse_codes(const FlatTable& model) {
  TRY_ASSIGN(std::vector<FlatTable> tables, model.tables(field::model::operator_codes));
  for (const FlatTable& table : tables) {
    OperatorCode code;
    TRY_ASSIGN(int8_t old_code, table.number<int8_t>(field::operator_code::old_code, 0));
    TRY_ASSIGN(int32_t new_code, table.number<int32_t>(field::operator_code::code, 0));
    TRY_ASSIGN(code.version, table.number<int32_t>(field::operator_code::version, 1));
    // Codes from 127 on are in the second field only, which old files do not have.
    code.code = std::max<int32_t>(old_code, new_code);
    if (code.code == kCustom) {
      TRY_ASSIGN(code.custom, table.text(field::operator_code::custom));
    }
    codes.push_back(code);
  }
  return {};
}

Result<> Parser::parse_buffers(const FlatTable& model) {
  TRY_ASSIGN(std::vector<FlatTable> tables, model.tables(field::model::buffers));
  for (const FlatTable& table : tables) {
    TRY_ASSIGN(Bytes data, table.content(field::buffer::data));
    // Models of 2 GB and more have their data behind the FlatBuffer.
    TRY_ASSIGN(uint64_t offset, table.number<uint64_t>(field::buffer::offset, 0));
    TRY_ASSIGN(uint64_t size, table.number<uint64_t>(field::buffer::size, 0));
    if (offset > 1) {
      if (offset > file.size() || size > file.size() - offset)
        return corrupt("buffer {}: {} bytes from byte {} on are not in the file", buffers.size(), size, offset);
      data = file.subspan(offset, size);
    }
    buffers.push_back(data);
  }
  return {};
}

Result<FileQuantization> parse_quantization(const FlatTable& tensor) {
  FileQuantization quantization;
  TRY_ASSIGN(std::optional<FlatTable> table, tensor.table(field::tensor::quantization));
  if (!table) return quantization;
  TRY_ASSIGN(quantization.scales, table->vector<float>(field::quantization::scale));
  TRY_ASSIGN(quantization.zero_points, table->vector<int64_t>(field::quantization::zero_point));
  TRY_ASSIGN(quantization.axis, table->number<int32_t>(field::quantization::axis, 0));
  TRY_ASSIGN(uint8_t details, table->number<uint8_t>(field::quantization::details_type, 0));
  quantization.is_blockwise = details != 0;
  size_t scales = quantization.scales.size(), zeros = quantization.zero_points.size();
  if (zeros != 0 && zeros != scales) return corrupt("{} scales and {} zero points", scales, zeros);
  return quantization;
}

Result<FileTensor> Parser::tensor(const FlatTable& table) const {
  FileTensor tensor;
  TRY_ASSIGN(tensor.name, table.text(field::tensor::name));
  TRY_ASSIGN(tensor.shape, table.vector<int32_t>(field::tensor::shape));
  TRY_ASSIGN(tensor.signature, table.vector<int32_t>(field::tensor::shape_signature));
  TRY_ASSIGN(tensor.type, table.number<TensorType>(field::tensor::type, TensorType::f32));
  TRY_ASSIGN(tensor.is_variable, table.number<bool>(field::tensor::is_variable, false));
  tensor.is_sparse = table.has(field::tensor::sparsity);
  TRY_ASSIGN(tensor.quantization, parse_quantization(table));
  TRY_ASSIGN(uint32_t buffer, table.number<uint32_t>(field::tensor::buffer, 0));
  if (buffer != 0 && buffer >= buffers.size())
    return corrupt("the tensor {} has buffer {} of {}", tensor.name, buffer, buffers.size());
  if (buffer != 0) tensor.data = buffers[buffer];
  tensor.is_constant = !tensor.data.empty();
  return tensor;
}

Result<> check_indices(const FlatVector<int32_t>& indices, size_t tensors, bool may_be_absent) {
  for (size_t i = 0; i < indices.size(); ++i) {
    int32_t index = indices[i];
    if (may_be_absent && index == -1) continue;
    if (index < 0 || static_cast<size_t>(index) >= tensors) return corrupt("tensor {} of {} is used", index, tensors);
  }
  return {};
}

Result<FileOperator> Parser::oper(const FlatTable& table, size_t tensors) const {
  FileOperator result;
  TRY_ASSIGN(uint32_t code, table.number<uint32_t>(field::op::code, 0));
  if (code >= codes.size()) return corrupt("operator code {} of {} is used", code, codes.size());
  result.code = codes[code].code;
  result.version = codes[code].version;
  result.custom = codes[code].custom;
  TRY_ASSIGN(result.inputs, table.vector<int32_t>(field::op::inputs));
  TRY_ASSIGN(result.outputs, table.vector<int32_t>(field::op::outputs));
  TRY(check_indices(result.inputs, tensors, true));
  TRY(check_indices(result.outputs, tensors, false));
  TRY_ASSIGN(result.options_type, table.number<uint8_t>(field::op::options_type, 0));
  if (result.options_type != 0) {
    TRY_ASSIGN(result.options, table.table(field::op::options));
  }
  TRY_ASSIGN(result.custom_options, table.content(field::op::custom_options));
  return result;
}

Result<FileSubgraph> Parser::subgraph(const FlatTable& table) const {
  FileSubgraph subgraph;
  TRY_ASSIGN(subgraph.name, table.text(field::subgraph::name));
  TRY_ASSIGN(std::vector<FlatTable> tensors, table.tables(field::subgraph::tensors));
  for (const FlatTable& each : tensors) {
    TRY_ASSIGN(FileTensor parsed, tensor(each));
    subgraph.tensors.push_back(parsed);
  }
  TRY_ASSIGN(subgraph.inputs, table.vector<int32_t>(field::subgraph::inputs));
  TRY_ASSIGN(subgraph.outputs, table.vector<int32_t>(field::subgraph::outputs));
  TRY(check_indices(subgraph.inputs, tensors.size(), false));
  TRY(check_indices(subgraph.outputs, tensors.size(), false));
  TRY_ASSIGN(std::vector<FlatTable> operators, table.tables(field::subgraph::operators));
  for (size_t i = 0; i < operators.size(); ++i) {
    auto parsed = oper(operators[i], tensors.size());
    if (!parsed) return std::unexpected(std::move(parsed).error().in(fmt::format("operator {}", i)));
    subgraph.operators.push_back(std::move(*parsed));
  }
  return subgraph;
}

Result<FileMetadata> Parser::metadata(const FlatTable& table) const {
  FileMetadata entry;
  TRY_ASSIGN(entry.name, table.text(field::metadata::name));
  TRY_ASSIGN(uint32_t buffer, table.number<uint32_t>(field::metadata::buffer, 0));
  if (buffer >= buffers.size())
    return corrupt("the metadata {} have buffer {} of {}", entry.name, buffer, buffers.size());
  entry.data = buffers[buffer];
  return entry;
}

Result<std::vector<NamedTensor>> named_tensors(const FlatTable& signature, int id) {
  std::vector<NamedTensor> list;
  TRY_ASSIGN(std::vector<FlatTable> tables, signature.tables(id));
  for (const FlatTable& table : tables) {
    NamedTensor entry;
    TRY_ASSIGN(entry.name, table.text(field::named_tensor::name));
    TRY_ASSIGN(entry.tensor, table.number<uint32_t>(field::named_tensor::tensor, 0));
    list.push_back(entry);
  }
  return list;
}

Result<FileSignature> parse_signature(const FlatTable& table, const std::vector<FileSubgraph>& subgraphs) {
  FileSignature signature;
  TRY_ASSIGN(signature.key, table.text(field::signature::key));
  TRY_ASSIGN(signature.subgraph, table.number<uint32_t>(field::signature::subgraph, 0));
  TRY_ASSIGN(signature.inputs, named_tensors(table, field::signature::inputs));
  TRY_ASSIGN(signature.outputs, named_tensors(table, field::signature::outputs));
  if (signature.subgraph >= subgraphs.size())
    return corrupt("the signature {} is of subgraph {} of {}", signature.key, signature.subgraph, subgraphs.size());
  size_t tensors = subgraphs[signature.subgraph].tensors.size();
  for (const auto* list : {&signature.inputs, &signature.outputs})
    for (const NamedTensor& entry : *list)
      if (entry.tensor >= tensors)
        return corrupt("the signature {} names tensor {} of {}", signature.key, entry.tensor, tensors);
  return signature;
}

Result<> parse_parts(const FlatTable& root, ModelFile& model) {
  Parser parser{.file = model.bytes.bytes};
  TRY(parser.parse_codes(root));
  TRY(parser.parse_buffers(root));
  TRY_ASSIGN(std::vector<FlatTable> subgraphs, root.tables(field::model::subgraphs));
  for (const FlatTable& table : subgraphs) {
    TRY_ASSIGN(FileSubgraph subgraph, parser.subgraph(table));
    model.subgraphs.push_back(std::move(subgraph));
  }
  TRY_ASSIGN(std::vector<FlatTable> signatures, root.tables(field::model::signatures));
  for (const FlatTable& table : signatures) {
    TRY_ASSIGN(FileSignature signature, parse_signature(table, model.subgraphs));
    model.signatures.push_back(std::move(signature));
  }
  TRY_ASSIGN(std::vector<FlatTable> metadata, root.tables(field::model::metadata));
  for (const FlatTable& table : metadata) {
    TRY_ASSIGN(FileMetadata entry, parser.metadata(table));
    model.metadata.push_back(entry);
  }
  return {};
}

}  // namespace

bool begins_like_tflite(Bytes file) { return file.size() >= 8 && as_text(file.subspan(4, 4)) == kIdentifier; }

Result<ModelFile> parse_model(SharedBytes file) {
  ModelFile model{.bytes = std::move(file)};
  model.budget = std::make_unique<FlatBudget>(model.bytes.bytes.size());
  TRY_ASSIGN(FlatTable root, FlatTable::root(model.bytes.bytes, kIdentifier, *model.budget));
  TRY_ASSIGN(model.version, root.number<uint32_t>(field::model::version, 0));
  if (model.version != kSchemaVersion)
    return unsupported("version {} of the TFLite schema is not read, {} is", model.version, kSchemaVersion);
  TRY_ASSIGN(model.description, root.text(field::model::description));
  TRY(parse_parts(root, model));
  if (model.subgraphs.empty()) return corrupt("the model has no graph");
  return model;
}

}  // namespace ponte::tflite
