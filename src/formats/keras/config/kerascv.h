#pragma once
// YOLOV8Detector and YOLOV8Backbone of KerasCV 0.9, whose files hold a few numbers in place of layers. They are written
// out as functional models, so that everything else sees ordinary layers.

#include "formats/keras/config/config_value.h"
#include "formats/keras/reader.h"

namespace ponte::keras {

/// The same model as an entry of class Functional with its layers; nothing when the entry is of another class.
Result<std::optional<ConfigValue>> expand_kerascv(const ConfigValue& entry);

/// What lies between the raw maps of a detector and its boxes, which KerasCV decodes outside of the graph, and what its
/// configuration says of it. Does nothing for other models.
Result<> add_kerascv_head(const ConfigValue& entry, KerasModel& model);

}  // namespace ponte::keras
