#include "graph/infer/infer_window.h"

namespace ponte::graph::ops_average_pool {

namespace {

constexpr AttrSpec kAttrs[] = {{"kernel", AttrType::integers},
                               {"strides", AttrType::integers},
                               {"pads", AttrType::integers},
                               {"ceil", AttrType::boolean, 0},
                               {"count_include_pad", AttrType::boolean, 0},
                               kLayoutAttr};

}  // namespace

constinit extern const OpInfo op_average_pool{
    .name = "average_pool", .arity = {1, 1}, .attrs = kAttrs, .infer = infer_pool};

}  // namespace ponte::graph::ops_average_pool
