#include "formats/onnx/wire.h"

#include <protozero/pbf_reader.hpp>

namespace ponte::onnx {

namespace {

using protozero::pbf_reader;
using protozero::pbf_wire_type;
using protozero::tag_and_type;

constexpr auto kVarint = pbf_wire_type::varint;
constexpr auto kFixed32 = pbf_wire_type::fixed32;
constexpr auto kFixed64 = pbf_wire_type::fixed64;
constexpr auto kDelimited = pbf_wire_type::length_delimited;

std::string_view text(pbf_reader& reader) {
  auto view = reader.get_view();
  return {view.data(), view.size()};
}

Bytes bytes(pbf_reader& reader) { return as_bytes(text(reader)); }

pbf_reader reader_of(Bytes message) {
  return pbf_reader(protozero::data_view(reinterpret_cast<const char*>(message.data()), message.size()));
}

struct TooMany {};

// A file of nothing but tiny messages would take many times its size in memory.
class Budget {
 public:
  void spend() {
    if (++spent_ > kMost) throw TooMany{};
  }

 private:
  static constexpr size_t kMost = 1'000'000;
  size_t spent_ = 0;
};

template <class Function>
auto catch_errors(Function function) -> Result<decltype(function())> {
  try {
    return function();
  } catch (const protozero::exception& error) {
    return corrupt("damaged protobuf: {}", error.what());
  } catch (const TooMany&) {
    return corrupt("too many parts for a model");
  }
}

TensorProto read_tensor(Bytes message, Budget& budget) {
  TensorProto tensor;
  tensor.message = message;
  pbf_reader reader = reader_of(message);
  while (reader.next()) {
    switch (reader.tag_and_type()) {
      case tag_and_type(1, kVarint):
        budget.spend();
        tensor.dims.push_back(reader.get_int64());
        break;
      case tag_and_type(1, kDelimited):
        for (int64_t dim : reader.get_packed_int64()) {
          budget.spend();
          tensor.dims.push_back(dim);
        }
        break;
      case tag_and_type(2, kVarint): tensor.data_type = reader.get_int32(); break;
      case tag_and_type(8, kDelimited): tensor.name = text(reader); break;
      case tag_and_type(9, kDelimited): tensor.raw_data = bytes(reader); break;
      case tag_and_type(14, kVarint): tensor.external = reader.get_int32() == 1; break;
      default: reader.skip();
    }
  }
  return tensor;
}

AttributeProto read_attribute(Bytes message) {
  AttributeProto attribute;
  attribute.message = message;
  int32_t present = kAttrUndefined;
  pbf_reader reader = reader_of(message);
  while (reader.next()) {
    switch (reader.tag_and_type()) {
      case tag_and_type(1, kDelimited): attribute.name = text(reader); break;
      case tag_and_type(2, kFixed32):
        attribute.f = reader.get_float();
        present = kAttrFloat;
        break;
      case tag_and_type(3, kVarint):
        attribute.i = reader.get_int64();
        present = kAttrInt;
        break;
      case tag_and_type(4, kDelimited):
        attribute.s = text(reader);
        present = kAttrString;
        break;
      case tag_and_type(5, kDelimited):
        attribute.t = bytes(reader);
        present = kAttrTensor;
        break;
      case tag_and_type(7, kFixed32):
      case tag_and_type(7, kDelimited):
        reader.skip();
        present = kAttrFloats;
        break;
      case tag_and_type(8, kVarint):
      case tag_and_type(8, kDelimited):
        reader.skip();
        present = kAttrInts;
        break;
      case tag_and_type(20, kVarint): attribute.type = reader.get_int32(); break;
      default: reader.skip();
    }
  }
  if (attribute.type == kAttrUndefined) attribute.type = present;
  return attribute;
}

NodeProto read_node(Bytes message, Budget& budget) {
  NodeProto node;
  pbf_reader reader = reader_of(message);
  while (reader.next()) {
    budget.spend();
    switch (reader.tag_and_type()) {
      case tag_and_type(1, kDelimited): node.inputs.push_back(text(reader)); break;
      case tag_and_type(2, kDelimited): node.outputs.push_back(text(reader)); break;
      case tag_and_type(3, kDelimited): node.name = text(reader); break;
      case tag_and_type(4, kDelimited): node.op_type = text(reader); break;
      case tag_and_type(5, kDelimited): node.attributes.push_back(read_attribute(bytes(reader))); break;
      case tag_and_type(7, kDelimited): node.domain = text(reader); break;
      default: reader.skip();
    }
  }
  return node;
}

Dim read_dim(pbf_reader reader) {
  Dim dim;
  while (reader.next()) {
    switch (reader.tag_and_type()) {
      case tag_and_type(1, kVarint): {
        int64_t size = reader.get_int64();
        dim = size < 0 ? Dim{} : Dim(size);
        break;
      }
      case tag_and_type(2, kDelimited): dim = Dim::named(std::string(text(reader))); break;
      default: reader.skip();
    }
  }
  return dim;
}

Shape read_shape(pbf_reader reader, Budget& budget) {
  Shape shape;
  while (reader.next(1, kDelimited)) {
    budget.spend();
    shape.push_back(read_dim(reader.get_message()));
  }
  return shape;
}

void read_type(pbf_reader reader, ValueInfoProto& info, Budget& budget) {
  while (reader.next()) {
    if (reader.tag_and_type() != tag_and_type(1, kDelimited)) {
      reader.skip();
      continue;
    }
    info.is_tensor = true;
    pbf_reader tensor = reader.get_message();
    while (tensor.next()) {
      switch (tensor.tag_and_type()) {
        case tag_and_type(1, kVarint): info.elem_type = tensor.get_int32(); break;
        case tag_and_type(2, kDelimited): info.shape = read_shape(tensor.get_message(), budget); break;
        default: tensor.skip();
      }
    }
  }
}

ValueInfoProto read_value_info(pbf_reader reader, Budget& budget) {
  ValueInfoProto info;
  while (reader.next()) {
    switch (reader.tag_and_type()) {
      case tag_and_type(1, kDelimited): info.name = text(reader); break;
      case tag_and_type(2, kDelimited): read_type(reader.get_message(), info, budget); break;
      default: reader.skip();
    }
  }
  return info;
}

GraphProto read_graph(pbf_reader reader, Budget& budget) {
  GraphProto graph;
  while (reader.next()) {
    budget.spend();
    switch (reader.tag_and_type()) {
      case tag_and_type(1, kDelimited): graph.nodes.push_back(read_node(bytes(reader), budget)); break;
      case tag_and_type(2, kDelimited): graph.name = text(reader); break;
      case tag_and_type(5, kDelimited): graph.initializers.push_back(read_tensor(bytes(reader), budget)); break;
      case tag_and_type(11, kDelimited): graph.inputs.push_back(read_value_info(reader.get_message(), budget)); break;
      case tag_and_type(12, kDelimited): graph.outputs.push_back(read_value_info(reader.get_message(), budget)); break;
      case tag_and_type(15, kDelimited):
        ++graph.sparse_initializers;
        reader.skip();
        break;
      default: reader.skip();
    }
  }
  return graph;
}

std::pair<std::string_view, std::string_view> read_pair(pbf_reader reader) {
  std::pair<std::string_view, std::string_view> pair;
  while (reader.next()) {
    switch (reader.tag_and_type()) {
      case tag_and_type(1, kDelimited): pair.first = text(reader); break;
      case tag_and_type(2, kDelimited): pair.second = text(reader); break;
      default: reader.skip();
    }
  }
  return pair;
}

std::pair<std::string_view, int64_t> read_opset(pbf_reader reader) {
  std::pair<std::string_view, int64_t> opset{"", 1};
  while (reader.next()) {
    switch (reader.tag_and_type()) {
      case tag_and_type(1, kDelimited): opset.first = text(reader); break;
      case tag_and_type(2, kVarint): opset.second = reader.get_int64(); break;
      default: reader.skip();
    }
  }
  return opset;
}

ModelProto read_model(pbf_reader reader, Budget& budget) {
  ModelProto model;
  while (reader.next()) {
    budget.spend();
    switch (reader.tag_and_type()) {
      case tag_and_type(1, kVarint): model.ir_version = reader.get_int64(); break;
      case tag_and_type(2, kDelimited): model.producer_name = text(reader); break;
      case tag_and_type(3, kDelimited): model.producer_version = text(reader); break;
      case tag_and_type(7, kDelimited): model.graph = read_graph(reader.get_message(), budget); break;
      case tag_and_type(8, kDelimited): model.opsets.push_back(read_opset(reader.get_message())); break;
      case tag_and_type(14, kDelimited): model.metadata.push_back(read_pair(reader.get_message())); break;
      default: reader.skip();
    }
  }
  return model;
}

struct OverLimit {};

// Collects a repeated number, packed or not. Elements that are too many are not stored first and counted later.
template <class T, class Single, class Packed>
Result<std::vector<T>> collect(Bytes message, uint32_t field, pbf_wire_type type, size_t limit, Single single,
                               Packed packed) {
  try {
    std::vector<T> values;
    auto store = [&](T value) {
      if (values.size() == limit) throw OverLimit{};
      values.push_back(value);
    };
    pbf_reader reader = reader_of(message);
    while (reader.next()) {
      if (reader.tag_and_type() == tag_and_type(field, type))
        store((reader.*single)());
      else if (reader.tag_and_type() == tag_and_type(field, kDelimited))
        for (T value : (reader.*packed)()) store(value);
      else
        reader.skip();
    }
    return values;
  } catch (const protozero::exception& error) {
    return corrupt("damaged protobuf: {}", error.what());
  } catch (const OverLimit&) {
    return corrupt("more elements than the shape has ({})", limit);
  }
}

constexpr size_t kLongestList = 1 << 20;

}  // namespace

Result<ModelProto> parse_model(Bytes file) {
  Budget budget;
  return catch_errors([&] { return read_model(reader_of(file), budget); });
}

Result<TensorProto> parse_tensor(Bytes message) {
  Budget budget;
  return catch_errors([&] { return read_tensor(message, budget); });
}

Result<StringPairs> external_entries(const TensorProto& tensor) {
  return catch_errors([&] {
    StringPairs pairs;
    pbf_reader reader = reader_of(tensor.message);
    Budget budget;
    while (reader.next(13, kDelimited)) {
      budget.spend();
      pairs.push_back(read_pair(reader.get_message()));
    }
    return pairs;
  });
}

Result<Dims> attribute_ints(const AttributeProto& attribute) {
  return collect<int64_t>(attribute.message, 8, kVarint, kLongestList, &pbf_reader::get_int64,
                          &pbf_reader::get_packed_int64);
}

Result<std::vector<float>> attribute_floats(const AttributeProto& attribute) {
  return collect<float>(attribute.message, 7, kFixed32, kLongestList, &pbf_reader::get_float,
                        &pbf_reader::get_packed_float);
}

Result<std::vector<float>> float_data(const TensorProto& tensor, size_t limit) {
  return collect<float>(tensor.message, 4, kFixed32, limit, &pbf_reader::get_float, &pbf_reader::get_packed_float);
}

Result<std::vector<double>> double_data(const TensorProto& tensor, size_t limit) {
  return collect<double>(tensor.message, 10, kFixed64, limit, &pbf_reader::get_double, &pbf_reader::get_packed_double);
}

Result<std::vector<int32_t>> int32_data(const TensorProto& tensor, size_t limit) {
  return collect<int32_t>(tensor.message, 5, kVarint, limit, &pbf_reader::get_int32, &pbf_reader::get_packed_int32);
}

Result<std::vector<int64_t>> int64_data(const TensorProto& tensor, size_t limit) {
  return collect<int64_t>(tensor.message, 7, kVarint, limit, &pbf_reader::get_int64, &pbf_reader::get_packed_int64);
}

Result<std::vector<uint64_t>> uint64_data(const TensorProto& tensor, size_t limit) {
  return collect<uint64_t>(tensor.message, 11, kVarint, limit, &pbf_reader::get_uint64, &pbf_reader::get_packed_uint64);
}

}  // namespace ponte::onnx
