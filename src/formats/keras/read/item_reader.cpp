#include "formats/keras/read/item_reader.h"

#include "formats/keras/read/operation_readers.h"

namespace ponte::keras {

namespace {

// null is a slice's open end as well as a new axis; the latter is called so here.
bool is_new_axis(const ConfigValue& entry) { return entry.is_null(); }

bool is_ellipsis(const ConfigValue& entry) {
  return entry.text("class_name") == "__ellipsis__" || entry.text() == "..." || entry.text() == "Ellipsis";
}

const ConfigValue* slice_of(const ConfigValue& entry) {
  if (entry.text("class_name") == "__slice__") return entry.find("config");
  return entry.find("start") && entry.find("stop") ? &entry : nullptr;
}

class Items {
 public:
  Items(LayerReader& call, size_t rank) : call_(call), rank_(rank) {}

  Result<> read(const ConfigValue::List& entries) {
    size_t named = 0;
    for (const ConfigValue& entry : entries)
      if (!is_new_axis(entry) && !is_ellipsis(entry)) ++named;
    if (named > rank_) return corrupt("{} indices into {} axes", named, rank_);
    for (const ConfigValue& entry : entries) {
      if (is_ellipsis(entry)) {
        if (skipped_) return corrupt("an index with two ellipses");
        skipped_ = true;
        axis_ += static_cast<int64_t>(rank_ - named);
        place_ += static_cast<int64_t>(rank_ - named);
      } else {
        TRY(read_entry(entry));
      }
    }
    return {};
  }

  ValueId apply(ValueId x) {
    bool last = dropped_.empty() && added_.empty();
    if (!axes_.empty()) x = slice(call_, x, begins_, ends_, axes_, steps_, last ? "" : "slice");
    if (!dropped_.empty()) x = call_.b.add("squeeze", {x}, {{"axes", dropped_}}, added_.empty() ? "" : "squeeze");
    if (!added_.empty()) x = call_.b.add("unsqueeze", {x}, {{"axes", added_}});
    return x;
  }

 private:
  Result<> read_entry(const ConfigValue& entry) {
    if (is_new_axis(entry)) {
      added_.push_back(place_++);
      return {};
    }
    if (auto index = entry.integer()) {
      cut(*index, *index == -1 ? INT64_MAX : *index + 1, 1);
      dropped_.push_back(axis_++);
      return {};
    }
    const ConfigValue* range = slice_of(entry);
    if (!range) return unsupported("an index that is {} is not supported", entry.description());
    TRY_ASSIGN(auto start, bound(*range, "start"));
    TRY_ASSIGN(auto stop, bound(*range, "stop"));
    TRY_ASSIGN(auto step, bound(*range, "step"));
    int64_t by = step.value_or(1);
    if (by == 0) return corrupt("a slice with steps of 0");
    if (start || stop || by != 1)
      cut(start.value_or(by > 0 ? 0 : INT64_MAX), stop.value_or(by > 0 ? INT64_MAX : -INT64_MAX), by);
    ++axis_;
    ++place_;
    return {};
  }

  static Result<std::optional<int64_t>> bound(const ConfigValue& range, std::string_view name) {
    const ConfigValue* value = range.find(name);
    if (!value || value->is_null()) return std::optional<int64_t>();
    if (auto number = value->integer()) return number;
    return unsupported("a slice whose {} is {} is not supported", name, value->description());
  }

  void cut(int64_t begin, int64_t end, int64_t step) {
    axes_.push_back(axis_);
    begins_.push_back(begin);
    ends_.push_back(end);
    steps_.push_back(step);
  }

  LayerReader& call_;
  size_t rank_;
  bool skipped_ = false;
  int64_t axis_ = 0, place_ = 0;  // of the input, and of the result
  Dims axes_, begins_, ends_, steps_, dropped_, added_;
};

}  // namespace

Result<ValueId> get_item(LayerReader& call, ValueId x, const ConfigValue& key) {
  Items items(call, call.rank(x));
  const auto* list = key.as<ConfigValue::List>();
  TRY(items.read(list ? *list : ConfigValue::List{key}));
  return items.apply(x);
}

}  // namespace ponte::keras
