// Plain convolutions, upsampling by transposed ones.
#include "yolo/families/family.h"

namespace ponte::yolo::families_yolov6 {

static bool matches(const ModuleInventory& census) {
  return !census.yolov5_repository && census.has("ConvTranspose2d") && !census.has("Bottleneck") &&
         !census.has("C2f") && !census.has("C3k2") && !census.has("RepNCSPELAN4") && !census.has("ELAN1");
}

constinit extern const Family family_yolov6{.name = "yolov6", .title = "YOLOv6", .matches = matches};

}  // namespace ponte::yolo::families_yolov6
