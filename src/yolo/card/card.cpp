#include "yolo/card/card.h"

#include <array>
#include <functional>

#include "yolo/card/python_literal.h"

namespace ponte::yolo {

namespace {

constexpr std::array<std::pair<Task, const char*>, 6> kTasks = {{
    {Task::unknown, "unknown"},
    {Task::detect, "detect"},
    {Task::segment, "segment"},
    {Task::pose, "pose"},
    {Task::obb, "obb"},
    {Task::classify, "classify"},
}};

constexpr std::array<std::pair<HeadLayout, const char*>, 6> kLayouts = {{
    {HeadLayout::unknown, "unknown"},
    {HeadLayout::joint, "joint"},
    {HeadLayout::end_to_end, "end_to_end"},
    {HeadLayout::split, "split"},
    {HeadLayout::levels, "levels"},
    {HeadLayout::detections, "detections"},
}};

}  // namespace

Task task_from_name(std::string_view name) {
  for (const auto& [task, text] : kTasks)
    if (name == text) return task;
  return Task::unknown;
}

std::string class_label(const Card& card, int64_t index) {
  auto found = card.names.find(index);
  return found == card.names.end() ? fmt::format("class {}", index) : found->second;
}

namespace {

std::string python_bool(bool value) { return value ? "True" : "False"; }

// Ultralytics writes one number: the coarsest stride.
std::string largest_stride(const Card& card) {
  double largest = 0;
  for (double stride : card.strides) largest = std::max(largest, stride);
  return fmt::format("{}", static_cast<int64_t>(largest));
}

void add_if(Metadata& metadata, bool wanted, const char* key, std::string value) {
  if (wanted) metadata.emplace_back(key, std::move(value));
}

}  // namespace

Metadata card_to_metadata(const Card& card) {
  Metadata out;
  add_if(out, !card.description.empty(), "description", card.description);
  add_if(out, !card.author.empty(), "author", card.author);
  add_if(out, !card.date.empty(), "date", card.date);
  add_if(out, !card.version.empty(), "version", card.version);
  add_if(out, !card.license.empty(), "license", card.license);
  add_if(out, !card.docs.empty(), "docs", card.docs);
  add_if(out, !card.strides.empty(), "stride", largest_stride(card));
  add_if(out, card.task != Task::unknown, "task", task_name(card.task));
  add_if(out, card.batch > 0, "batch", fmt::format("{}", card.batch));
  add_if(out, card.image_height > 0, "imgsz", python_list({card.image_height, card.image_width}));
  add_if(out, !card.names.empty(), "names", python_dict(card.names));
  add_if(out, card.task != Task::unknown, "channels", fmt::format("{}", card.channels));
  add_if(out, card.task != Task::unknown, "end2end", python_bool(card.end_to_end));
  if (card.keypoint_shape)
    out.emplace_back("kpt_shape", python_list({card.keypoint_shape->first, card.keypoint_shape->second}));
  add_if(out, !card.family.empty(), "ponte.family", card.family);
  add_if(out, card.strides.size() > 1, "ponte.strides", fmt::format("[{}]", fmt::join(card.strides, ", ")));
  add_if(out, card.layout != HeadLayout::unknown, "ponte.layout", head_layout_name(card.layout));
  add_if(out, card.task != Task::unknown, "ponte.colour_order", card.colour_order);
  add_if(out, card.task != Task::unknown, "ponte.value_range", fmt::format("[{}]", fmt::join(card.value_range, ", ")));
  add_if(out, !card.source_file.empty(), "ponte.source_file", card.source_file);
  add_if(out, !card.source_sha256.empty(), "ponte.source_sha256", card.source_sha256);
  add_if(out, !card.target.empty(), "ponte.target", card.target);
  for (const auto& [key, value] : card.other) out.emplace_back(key, value);
  return out;
}

namespace {

std::optional<std::vector<double>> positive_numbers(const std::string& text, size_t at_least) {
  auto numbers = parse_python_numbers(text);
  if (!numbers || numbers->size() < at_least) return std::nullopt;
  for (double number : *numbers)
    if (!(number >= 0 && number < 1e6)) return std::nullopt;
  return numbers;
}

/// Takes one entry into the card; false when the value cannot be read.
using Setter = bool (*)(Card&, const std::string&);

template <std::string Card::* field>
bool set_text(Card& card, const std::string& value) {
  card.*field = value;
  return true;
}

template <int64_t Card::* field>
bool set_integer(Card& card, const std::string& value) {
  auto numbers = positive_numbers(value, 1);
  if (numbers) card.*field = static_cast<int64_t>(numbers->front());
  return numbers.has_value();
}

bool set_image_size(Card& card, const std::string& value) {
  auto numbers = positive_numbers(value, 1);
  if (!numbers) return false;
  card.image_height = static_cast<int64_t>(numbers->front());
  card.image_width = static_cast<int64_t>(numbers->back());
  return true;
}

bool set_strides(Card& card, const std::string& value) {
  auto numbers = positive_numbers(value, 1);
  if (numbers && numbers->size() >= card.strides.size()) card.strides = *numbers;
  return numbers.has_value();
}

bool set_names(Card& card, const std::string& value) {
  auto names = parse_python_names(value);
  if (names) card.names = std::move(*names);
  return names.has_value();
}

bool set_keypoints(Card& card, const std::string& value) {
  auto numbers = positive_numbers(value, 2);
  if (numbers) card.keypoint_shape = {static_cast<int64_t>((*numbers)[0]), static_cast<int64_t>((*numbers)[1])};
  return numbers.has_value();
}

bool set_task(Card& card, const std::string& value) {
  card.task = task_from_name(value);
  return card.task != Task::unknown;
}

bool set_layout(Card& card, const std::string& value) {
  for (const auto& [layout, text] : kLayouts)
    if (value == text) card.layout = layout;
  return card.layout != HeadLayout::unknown;
}

bool set_value_range(Card& card, const std::string& value) {
  auto numbers = parse_python_numbers(value);
  if (!numbers || numbers->size() != 2) return false;
  card.value_range = {(*numbers)[0], (*numbers)[1]};
  return true;
}

bool set_end_to_end(Card& card, const std::string& value) {
  card.end_to_end = value == "True";
  return value == "True" || value == "False";
}

struct Key {
  const char* name;
  Setter set;
};

constexpr Key kKeys[] = {
    {"description", set_text<&Card::description>},
    {"author", set_text<&Card::author>},
    {"date", set_text<&Card::date>},
    {"version", set_text<&Card::version>},
    {"license", set_text<&Card::license>},
    {"docs", set_text<&Card::docs>},
    {"stride", set_strides},
    {"task", set_task},
    {"batch", set_integer<&Card::batch>},
    {"imgsz", set_image_size},
    {"names", set_names},
    {"channels", set_integer<&Card::channels>},
    {"end2end", set_end_to_end},
    {"kpt_shape", set_keypoints},
    {"ponte.family", set_text<&Card::family>},
    {"ponte.strides", set_strides},
    {"ponte.layout", set_layout},
    {"ponte.colour_order", set_text<&Card::colour_order>},
    {"ponte.value_range", set_value_range},
    {"ponte.source_file", set_text<&Card::source_file>},
    {"ponte.source_sha256", set_text<&Card::source_sha256>},
    {"ponte.target", set_text<&Card::target>},
};

}  // namespace

Card card_from_metadata(const Metadata& metadata) {
  Card card;
  for (const auto& [name, value] : metadata) {
    bool taken = false;
    for (const Key& key : kKeys)
      if (name == key.name) taken = key.set(card, value);
    if (!taken) card.other[name] = value;
  }
  return card;
}

}  // namespace ponte::yolo

namespace ponte {

using namespace yolo;

const char* task_name(Task task) { return kTasks[static_cast<size_t>(task)].second; }

const char* head_layout_name(HeadLayout layout) { return kLayouts[static_cast<size_t>(layout)].second; }

}  // namespace ponte
