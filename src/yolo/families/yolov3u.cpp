// Darknet blocks with the anchor-free head: other families have a Bottleneck too, inside of their own blocks.
#include "yolo/families/family.h"

namespace ponte::yolo::families_yolov3u {

static int score(const ModuleInventory& modules) { return modules.has("Bottleneck") ? 10 : 0; }

constinit extern const Family family_yolov3u{.name = "yolov3u", .title = "YOLOv3u", .score = score};

}  // namespace ponte::yolo::families_yolov3u
