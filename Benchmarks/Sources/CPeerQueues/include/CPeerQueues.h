#ifndef LINESIDE_CPEERQUEUES_H
#define LINESIDE_CPEERQUEUES_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// How a peer carries elements from its producer thread to its consumer thread.
typedef enum PeerWay {
    /// `boost::lockfree::spsc_queue`: `push(value)`, `pop(value)`.
    PeerWayBoostSingle,
    /// `push(values, 64)`, `pop(values, 64)`.
    PeerWayBoostBatchCopied,
    /// `push(values, 64)`, `consume_all`, which reads in place.
    PeerWayBoostBatchInPlace,
    /// `moodycamel::ReaderWriterQueue`: `try_enqueue(value)`, `try_dequeue(value)`; it has no batches.
    PeerWayMoodycamelCopied,
    /// `try_enqueue(value)`, `peek()` and `pop()`, which read in place.
    PeerWayMoodycamelInPlace,
} PeerWay;

/// Elements a queue holds.
enum { peerQueueCapacity = 4096 };

/// Carries `elements` elements of 64 bytes, numbered from 0, through a peer's queue between two
/// threads of its own.
///
/// Returns the nanoseconds it took; `sum` becomes the sum of the numbers that came out.
double peerCarry(PeerWay way, uint64_t elements, uint64_t *sum);

#ifdef __cplusplus
}
#endif

#endif
