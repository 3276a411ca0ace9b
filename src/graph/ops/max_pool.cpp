#include "graph/infer/infer_window.h"

namespace ponte::graph::ops_max_pool {

namespace {

constexpr AttrSpec kAttrs[] = {{"kernel", AttrType::integers}, {"strides", AttrType::integers},
                               {"pads", AttrType::integers},   {"dilations", AttrType::integers, std::nullopt, "1,1"},
                               {"ceil", AttrType::boolean, 0}, kLayoutAttr};

}  // namespace

constinit extern const OpInfo op_max_pool{.name = "max_pool", .arity = {1, 1}, .attrs = kAttrs, .infer = infer_pool};

}  // namespace ponte::graph::ops_max_pool
