#include "formats/saved_model/structured_value.h"

namespace ponte::saved_model::value {

namespace {

constexpr uint32_t kNone = 1, kText = 13, kTensorSpec = 33, kList = 51, kTuple = 52, kDict = 53, kNamedTuple = 54;

ProtoWriter holding(uint32_t kind, const ProtoWriter& content) {
  ProtoWriter message;
  message.message(kind, content);
  return message;
}

ProtoWriter sequence(uint32_t kind, const std::vector<ProtoWriter>& values) {
  ProtoWriter content;
  for (const ProtoWriter& one : values) content.message(1, one);
  return holding(kind, content);
}

ProtoWriter pair(std::string_view key, const ProtoWriter& one) {
  ProtoWriter message;
  message.text(1, key);
  message.message(2, one);
  return message;
}

}  // namespace

ProtoWriter none() { return holding(kNone, {}); }

ProtoWriter text(std::string_view content) {
  ProtoWriter message;
  message.text(kText, content);
  return message;
}

ProtoWriter list(const std::vector<ProtoWriter>& values) { return sequence(kList, values); }
ProtoWriter tuple(const std::vector<ProtoWriter>& values) { return sequence(kTuple, values); }

ProtoWriter dict(const Fields& fields) {
  ProtoWriter content;
  for (const auto& [key, one] : fields) content.message(1, pair(key, one));
  return holding(kDict, content);
}

ProtoWriter named_tuple(std::string_view name, const Fields& fields) {
  ProtoWriter content;
  content.text(1, name);
  for (const auto& [key, one] : fields) content.message(2, pair(key, one));
  return holding(kNamedTuple, content);
}

ProtoWriter tensor_spec(const Port& port) {
  ProtoWriter content;
  content.text(1, port.name);
  content.message(2, shape_message(port.shape));
  content.integer(3, static_cast<int64_t>(port.type));
  return holding(kTensorSpec, content);
}

}  // namespace ponte::saved_model::value
