#pragma once
// What a user knows of a model, kept whole through every format.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ponte {

enum class Task { unknown, detect, segment, pose, obb, classify };

/// "detect", "segment", …
const char* task_name(Task task);

/// Which set of outputs a graph has; see Outputs in convert.h for what each holds.
enum class HeadLayout { unknown, joint, end_to_end, split, levels, detections };

const char* head_layout_name(HeadLayout layout);

struct Card {
  Task task = Task::unknown;
  std::string family;                         ///< "yolov8", "yolo11", …; empty when it is not known
  std::string description;                    ///< one line for people
  std::map<int64_t, std::string> names;       ///< class names by index
  std::vector<double> strides;                ///< pixels per cell of each pyramid level, finest first
  int64_t image_height = 0, image_width = 0;  ///< network input in pixels; 0: not fixed
  int64_t channels = 3;
  int64_t batch = 1;  ///< 0: any
  std::string colour_order = "rgb";
  std::array<double, 2> value_range{0, 1};  ///< what 0 and 255 of a picture become
  HeadLayout layout = HeadLayout::unknown;
  bool end_to_end = false;                                    ///< the head needs no NMS
  std::optional<std::pair<int64_t, int64_t>> keypoint_shape;  ///< keypoints, numbers each (2 or 3)
  std::string license, date, version, author, docs;
  std::string source_file, source_sha256;
  std::string target;  ///< of a model in integers: the processors that it is exact on, "x64-vnni"; empty: all
  /// Entries of the source's metadata that ponte has no field for, kept as they were.
  std::map<std::string, std::string> other;
};

}  // namespace ponte
