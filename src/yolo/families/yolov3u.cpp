// Darknet blocks with the anchor-free head: Bottleneck as a layer of its own, no C-blocks.
#include "yolo/families/family.h"

namespace ponte::yolo::families_yolov3u {

static bool matches(const ModuleInventory& census) {
  return !census.yolov5_repository && census.has("Bottleneck") && !census.has("C3") && !census.has("C2f") &&
         !census.has("C3k2") && !census.has("RepNCSPELAN4") && !census.has("ELAN1");
}

constinit extern const Family family_yolov3u{.name = "yolov3u", .title = "YOLOv3u", .matches = matches};

}  // namespace ponte::yolo::families_yolov3u
