#include "graph/infer.h"

namespace ponte {

namespace {

constexpr AttrSpec kAttrs[] = {{"exclusive", AttrType::boolean, 0}, {"reverse", AttrType::boolean, 0}};

}  // namespace

constinit extern const OpInfo op_cum_sum{.name = "cum_sum", .arity = {2, 2}, .attrs = kAttrs, .infer = infer_same};

}  // namespace ponte
