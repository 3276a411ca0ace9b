#pragma once
// What a network says of every anchor, whatever form it says it in.

#include "graph/builder.h"
#include "ponte/card.h"
#include "uses/embed.h"
#include "yolo/head/head.h"

namespace ponte::embed {

/// How the output of a model whose head is not known has its numbers.
struct OutputForm {
  enum class Kind {
    columns,        ///< (B, 4 + classes + extra, A), boxes cx cy w h
    anchored_rows,  ///< (B, A, 5 + classes + extra), boxes cx cy w h, objectness
    end_to_end,     ///< (B, N, 6 + extra), boxes x1 y1 x2 y2 (obb cx cy w h), score, class
  };
  Kind kind = Kind::columns;
  Task task = Task::detect;
  int64_t classes = 0;
  int64_t extra = 0;  ///< numbers per anchor beside boxes and classes
  ValueId detections, prototypes;
};

/// From the card and the shapes together. Unsupported when they do not agree, or agree on more than one form.
Result<OutputForm> output_form(const Graph& network, const Card& card);

/// All float32 but for `classes`.
struct Candidates {
  ValueId boxes;    ///< (B, A, 4) x1 y1 x2 y2; obb cx cy w h
  ValueId scores;   ///< (B, A) of the best class
  ValueId classes;  ///< (B, A) i64: the best class, of equal ones the first
  ValueId extra;    ///< (B, A, n) or none
};

/// From the output as it is; `form.detections` is a value of the builder's graph.
Candidates emit_candidates(GraphBuilder& b, const OutputForm& form);

/// From the raw maps, which are values of the builder's graph.
Candidates emit_candidates(GraphBuilder& b, const Head& head);

}  // namespace ponte::embed
