#pragma once
// What many classes are read by: one operator of the IR over the call's tensors.

#include "formats/keras/read/layer_reader.h"

namespace ponte::keras {

/// An operation on one tensor, as a float. Where `keeps_integers`, whole numbers stay.
Result<> read_unary(LayerReader& call, std::string_view op, bool keeps_integers = false);
/// An operation on x1 and x2, brought to one dtype.
Result<> read_binary(LayerReader& call, std::string_view op);
/// The same as floats.
Result<> read_float_binary(LayerReader& call, std::string_view op);
/// x1 and x2 as booleans.
Result<> read_logical(LayerReader& call, std::string_view op);
/// Along the setting `axis`, of all axes when there is none.
Result<> read_reduction(LayerReader& call, std::string_view op, bool as_float = false);
/// argmax, argmin: as int32, as Keras has them.
Result<> read_arg_reduction(LayerReader& call, std::string_view op);
/// A layer that merges a list of tensors. Those of fewer axes get new ones behind the batch.
Result<> read_merge(LayerReader& call, std::string_view op);
/// The list as float tensors of one rank.
Result<std::vector<ValueId>> merge_operands(LayerReader& call);
/// What does nothing to its input when a trained model runs.
Result<> read_pass_through(LayerReader& call);
/// The activation of that name.
Result<> read_activation(LayerReader& call, std::string_view activation);

/// True when a value is an index or made of such.
bool never_negative(LayerReader& call, ValueId value);
/// So many parts of equal size.
Result<std::vector<ValueId>> equal_parts(LayerReader& call, ValueId x, int64_t count, int64_t axis);
/// A list of sizes of which some may be null: those are the input's at the same place.
Result<Dims> open_sizes(LayerReader& call, std::string_view name, const Shape& input);
/// numpy's pad_width for `rank` axes: all begins, then all ends.
Result<Dims> pad_widths(LayerReader& call, std::string_view name, size_t rank);

/// Integers as an input of a node.
ValueId int_list(LayerReader& call, Dims elements, std::string_view name);
/// begins and ends of axes; an end of INT64_MAX is the axis' own.
ValueId slice(LayerReader& call, ValueId x, Dims begins, Dims ends, Dims axes, Dims steps, std::string_view name);
/// Zeros, or another value, around the axes: all begins, then all ends.
ValueId pad(LayerReader& call, ValueId x, Dims pads, std::string_view name);
/// resize attributes that repeat each element.
Attrs repeat_attrs();
/// The attributes of an interpolation that Keras names: nearest, bilinear, bicubic.
Result<Attrs> resize_attrs(std::string_view interpolation);

}  // namespace ponte::keras
