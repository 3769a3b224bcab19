#ifndef LINESIDE_CBOOSTQUEUE_H
#define LINESIDE_CBOOSTQUEUE_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// How the peer carries elements from its producer thread to its consumer thread.
typedef enum BoostWay {
    /// `push(value)`, `pop(value)`.
    BoostWaySingle,
    /// `push(values, 64)`, `pop(values, 64)`.
    BoostWayBatchCopied,
    /// `push(values, 64)`, `consume_all`, which reads in place.
    BoostWayBatchInPlace,
} BoostWay;

/// Elements a queue holds.
enum { boostQueueCapacity = 4096 };

/// Carries `elements` elements of 64 bytes, numbered from 0, through `boost::lockfree::spsc_queue`
/// between two threads of its own.
///
/// Returns the nanoseconds it took; `sum` becomes the sum of the numbers that came out.
double boostCarry(BoostWay way, uint64_t elements, uint64_t *sum);

#ifdef __cplusplus
}
#endif

#endif
