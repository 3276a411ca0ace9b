#pragma once
// How outputs of a network become objects in a picture, as data: what the host and a graph with the same steps agree
// on. Ultralytics' releases differ from each other in this; docs/prepost.md has the source of every line.

#include <span>
#include <string_view>

#include "uses/vision.h"

namespace ponte::vision {

/// The grey border that is taken off coordinates on the way back.
enum class Padding {
  applied,     ///< what was put on
  recomputed,  ///< rounded from the remove_rounding size of the picture, which is a pixel off for one size in seven
  remove_rounding,  ///< half of what the remove_rounding size leaves, a fraction of a pixel off for every other size
};

/// How mask logits get from the prototypes' grid to the picture's.
enum class MaskSampling {
  sliced,  ///< the border, computed from the remove_rounding size, is cut off to the nearest cell; the rest is resized
  enlarged,  ///< the grid is enlarged to 2 or 4 times its size where the border is not in whole cells; then the same
  mapped,    ///< each pixel of the picture is looked up where it lies
};

/// Where masks on the network's input are cut along their boxes.
enum class InputMaskCut {
  on_grid,   ///< on the prototypes' grid, before it is enlarged: edges as coarse as its cells
  on_input,  ///< on the input's pixels
};

/// Which pixels a box holds.
enum class CropRule {
  corners,  ///< whose upper left corner is inside
  centres,  ///< whose centre is inside
  nearest,  ///< between its edges, rounded half to even
};

/// Which overlap of rotated boxes is too much.
enum class RotatedLimit {
  reached,   ///< the threshold or more
  exceeded,  ///< more than the threshold
};

/// How NMS keeps classes apart.
enum class ClassSeparation {
  offset,  ///< 7680 times the class is added in float32, which costs up to a pixel with many classes
  exact,   ///< boxes of different classes are not compared
};

struct Profile {
  std::string_view name;
  Padding box_padding, keypoint_padding;
  bool gain_per_axis;  ///< resized over original size for each axis, not one ratio for both
  MaskSampling mask_sampling;
  InputMaskCut input_mask_cut;
  CropRule mask_crop, mask_crop_of_few;  ///< the second where there are fewer than 50 objects
  bool drop_empty_masks;                 ///< an object whose mask has no pixel is no object
  bool angles_within_quarter;            ///< rotated boxes have angles in [0, pi/2), sides swapped where that needs it
  ClassSeparation separation;
  RotatedLimit rotated_limit;
};

/// "ultralytics-8.3", "ultralytics-8.4", "exact".
std::span<const Profile> profiles();
/// "ultralytics-8.4"
const Profile& default_profile();
/// Null when there is none of this name.
const Profile* find_profile(std::string_view name);
/// The default one when there is none of this name.
const Profile& profile_or_default(std::string_view name);

}  // namespace ponte::vision
