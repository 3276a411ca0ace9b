#pragma once
// What a model finds in a picture. Coordinates are pixels of the picture; (0, 0) is the corner of the first pixel.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ponte {

/// Turned about its centre by `angle` radians, from the x axis towards the y axis.
struct RotatedBox {
  float cx = 0, cy = 0, width = 0, height = 0, angle = 0;
};

/// Four corners, one after the other around the box.
std::array<std::pair<float, float>, 4> corners_of(const RotatedBox& box);

struct Keypoint {
  float x = 0, y = 0;
  float visibility = 1;  ///< 1 when the model gives none
};

/// The pixels of one object. Nothing of it lies outside this window of the picture.
struct Mask {
  int left = 0, top = 0, width = 0, height = 0;
  std::vector<uint8_t> pixels;  ///< rows of 0 or 1

  bool at(int x, int y) const {
    return x >= 0 && y >= 0 && x < width && y < height &&
           pixels[static_cast<size_t>(y) * static_cast<size_t>(width) + static_cast<size_t>(x)] != 0;
  }
};

/// A closed line along the edges of pixels. Outer rings run clockwise as the picture is seen, holes the other way.
struct Ring {
  std::vector<std::pair<int, int>> points;  ///< corners only; the last is joined to the first
  bool hole = false;
};

/// The outline of a mask, all parts and holes: filled, the rings give back the mask, pixel for pixel.
std::vector<Ring> rings_of(const Mask& mask);

/// COCO's compressed run lengths, column by column over the whole picture: the `counts` beside size [height, width].
std::string coco_counts(const Mask& mask, int picture_width, int picture_height);

/// One object.
struct FoundObject {
  int class_index = 0;
  std::string name;
  float confidence = 0;
  float x1 = 0, y1 = 0, x2 = 0, y2 = 0;   ///< its box; of a rotated box the upright one around it
  std::optional<Mask> mask;               ///< segment
  std::optional<Mask> network_mask;       ///< segment, when asked for: in pixels of the network's input
  std::vector<Keypoint> keypoints;        ///< pose
  std::optional<RotatedBox> rotated_box;  ///< obb
};

/// How likely a whole picture is of a class.
struct ClassProbability {
  int class_index = 0;
  std::string name;
  float probability = 0;
};

}  // namespace ponte
