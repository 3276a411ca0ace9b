#pragma once
// Pre- and post-processing as part of the graph, for programs that have a picture and want objects.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "graph/graph.h"
#include "ponte/card.h"
#include "uses/embed.h"
#include "yolo/head/head.h"

namespace ponte::embed {

struct EmbedOptions {
  bool pre = false;                              ///< the input is a picture of any size
  bool post = false;                             ///< the outputs are objects
  bool bgr = false;                              ///< the picture's colours are in the order blue, green, red
  int64_t height = 640, width = 640;             ///< what pictures are fitted into where the network takes any size
  double confidence = Suppression{}.confidence;  ///< a score must be over it
  std::optional<double>
      iou;  ///< nothing: Suppression's; for heads that need no suppression 1, which suppresses nothing
  int64_t max_detections = Suppression{}.max_detections;
};

struct EmbeddedGraph {
  Graph graph;
  /// Inputs that a caller may leave out.
  std::vector<std::pair<std::string, Tensor>> defaults;
};

/// The network with what `options` asks for around it. `head` is null where only the card says what the outputs are.
///
/// Input with `pre`: `image` u8 (H, W, 3) of any size; for a batch of several (B, H, W, 3). It is letterboxed as
/// src/vision does it, to the bit; for a classifier resized and cut.
///
/// Outputs with `post`: what post.h says, in pixels of the picture, without `pre` of the network's input; classify
/// `probabilities` (classes). Inputs of it, all with defaults: `confidence`, `iou`, `class_agnostic`, `class_mask`
/// (classes), and but for a batch `max_detections`.
Result<EmbeddedGraph> embed_model(const Graph& network, const Card& card, const Head* head,
                                  const EmbedOptions& options);

}  // namespace ponte::embed
