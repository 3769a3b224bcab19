/// Where everything lies in a ring's block, in bytes.
///
/// What one thread writes never shares a line with what the other writes. A line is two cache lines
/// of 64 bytes, because the adjacent-line prefetcher fetches pairs.
///
/// ```
///    0  tail             written by the producer, read by the consumer
///  128  producer's own   its tail, the head as it last saw it
///  256  head             written by the consumer, read by the producer
///  384  consumer's own   its head, the tail as it last saw it
///  512  ends             how many ends are left
///  640  slots
/// ```
///
/// The private words live here and not in the ends, so that two ends stored side by side do not
/// share a line either.
@usableFromInline
enum RingLayout {
    @inlinable static var line: Int { 128 }
    @inlinable static var tail: Int { 0 * line }
    @inlinable static var producerTail: Int { 1 * line }
    @inlinable static var producerSeenHead: Int { 1 * line + 8 }
    @inlinable static var head: Int { 2 * line }
    @inlinable static var consumerHead: Int { 3 * line }
    @inlinable static var consumerSeenTail: Int { 3 * line + 8 }
    @inlinable static var ends: Int { 4 * line }
    @inlinable static var slots: Int { 5 * line }
}
