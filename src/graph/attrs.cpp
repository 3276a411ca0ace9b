#include "graph/attrs.h"

#include <algorithm>

namespace ponte::graph {

Attrs::Attrs(std::initializer_list<Entry> entries) {
  for (const Entry& entry : entries) set(entry.first, entry.second);
}

void Attrs::set(std::string name, AttrValue value) {
  auto place = std::lower_bound(entries_.begin(), entries_.end(), name,
                                [](const Entry& entry, const std::string& wanted) { return entry.first < wanted; });
  if (place != entries_.end() && place->first == name)
    place->second = std::move(value);
  else
    entries_.insert(place, {std::move(name), std::move(value)});
}

const AttrValue* Attrs::find(std::string_view name) const {
  for (const Entry& entry : entries_)
    if (entry.first == name) return &entry.second;
  return nullptr;
}

}  // namespace ponte::graph
