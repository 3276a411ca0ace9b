#pragma once
// The checksum of HDF5's newer structures.

#include "base/bytes.h"
#include "uses/hdf5.h"

namespace ponte::hdf5 {

/// Bob Jenkins' lookup3 hash ("hashlittle" with a start value of 0); HDF5 File Format Specification 3.0, section II.A.
uint32_t checksum(Bytes bytes);

}  // namespace ponte::hdf5
