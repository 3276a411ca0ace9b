#pragma once
// Python values as SavedModels keep them: StructuredValue of tensorflow/core/protobuf/struct.proto.

#include "formats/saved_model/object_graph.h"

namespace ponte::saved_model::value {

using Fields = std::vector<std::pair<std::string, ProtoWriter>>;

ProtoWriter none();
ProtoWriter text(std::string_view content);
ProtoWriter list(const std::vector<ProtoWriter>& values);
ProtoWriter tuple(const std::vector<ProtoWriter>& values);
/// Keys sorted.
ProtoWriter dict(const Fields& fields);
ProtoWriter named_tuple(std::string_view name, const Fields& fields);
ProtoWriter tensor_spec(const Port& port);

}  // namespace ponte::saved_model::value
