#pragma once
// The card as the key-value pairs that Ultralytics' tools read and write.

#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "ponte/card.h"
#include "uses/yolo.h"

namespace ponte::yolo {

using Metadata = std::vector<std::pair<std::string, std::string>>;

/// Under Ultralytics' keys (task, names, stride, imgsz, batch, end2end, kpt_shape, …), values as Python literals, and
/// ponte's own under "ponte.…". The order is fixed.
Metadata card_to_metadata(const Card& card);

/// The reverse. A value that cannot be read is left out of its field and kept in `other`; metadata never make a model
/// unreadable.
Card card_from_metadata(const Metadata& metadata);

Task task_from_name(std::string_view name);

/// Class name, or "class 7" when the card has none.
std::string class_label(const Card& card, int64_t index);

}  // namespace ponte::yolo
