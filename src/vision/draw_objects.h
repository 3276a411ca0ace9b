#pragma once
// What a model found, drawn on the picture.

#include "vision/draw.h"

namespace ponte {

/// Masks first, then boxes and their labels ("name 0.87"), then keypoints with their skeleton; the best object on top.
Result<> draw_objects(Image& image, std::span<const FoundObject> objects);

/// The classes of a whole picture, as lines of text in its upper left corner.
Result<> draw_probabilities(Image& image, std::span<const ClassProbability> probabilities);

/// The mark of one object: its frame and label.
BoxMark mark_of(const FoundObject& object);

}  // namespace ponte
