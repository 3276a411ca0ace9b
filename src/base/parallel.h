#pragma once
// One job split over a few threads.

#include <cstddef>
#include <functional>

namespace ponte::base {

/// How many threads to use: `wanted`, or all that the machine has when it is 0.
int thread_count(int wanted);

/// Calls body(begin, end) over [0, count) in contiguous pieces on up to `threads` threads and waits for all.
/// Pieces smaller than `grain` are not made; a single piece runs on the calling thread.
void parallel_for(size_t count, size_t grain, int threads, const std::function<void(size_t, size_t)>& body);

}  // namespace ponte::base
