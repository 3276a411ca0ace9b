#pragma once
// What a model found, drawn on the picture.

#include "vision/draw.h"

namespace ponte::vision {

/// The frame and the label ("name 0.87") of each object, in the colour of its class.
std::vector<BoxMark> marks_of(std::span<const FoundObject> objects);

/// Masks first, then the marks, one per object, then keypoints with their skeleton; the best object on top.
Result<> draw_objects(Image& image, std::span<const FoundObject> objects, std::span<const BoxMark> marks);

/// The classes of a whole picture, as lines of text in its upper left corner.
Result<> draw_probabilities(Image& image, std::span<const ClassProbability> probabilities);

}  // namespace ponte::vision
