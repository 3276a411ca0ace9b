#pragma once
// A format that models are read from. One file per format lies in io/sources; ponte_table lists them.

#include <span>
#include <string_view>

#include "io/load.h"

namespace ponte::io {

struct Source {
  std::string_view name;    // "onnx"
  std::string_view ending;  // of file names: ".onnx"
  std::string_view note;    // what is read, for people; empty: the target of the same name says it
  /// Whether a file is of this format, by its content. Null: what no other format claims.
  bool (*claims)(Bytes file);
  /// `folder` is where files that it names lie.
  Result<LoadedModel> (*load)(SharedBytes file, const std::string& folder, const LoadOptions& options);
  bool runs_in_onnxruntime = false;  // the file itself, as it is
  bool runs_in_litert = false;       // the same
  bool holds_floats = false;         // whatever it keeps its weights in, they are computed with as floats
  bool has_layers = false;           // that `inspect --layers` lists
};

/// By name.
std::span<const Source* const> all_sources();

// What sources share.

Suppression suppression_of(const LoadOptions& options);

/// Floats, and the weights of quantized models.
int64_t constant_elements(const Graph& graph);

/// What the graph itself says goes over what the metadata say.
void complete_card(Card& card, const Graph& graph, std::optional<Head>& head);

/// Makes the outputs that are asked for of a head that is recognized in the graph. Without one the outputs stay.
Result<LoadedModel> with_known_head(LoadedModel model, const LoadOptions& options);

/// What was asked for and what the file fixes.
Result<> check_input(const Graph& graph, const LoadOptions& options);

}  // namespace ponte::io
