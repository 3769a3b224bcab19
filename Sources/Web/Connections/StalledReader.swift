internal import Glibc
import NIOCore
import Telemetry

/// Counts connections that the kernel gave up because their readers took nothing, so that their
/// places are free and nothing waits for them in memory.
///
/// The kernel holds megabytes for a reader before we see that it does not read; it alone knows how
/// long it waits. Whoever takes a byte now and then may be as slow as it likes. One event loop.
final class StalledReader: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = IOData
    typealias OutboundOut = IOData

    /// How long data may wait for a reader, in milliseconds; then the connection fails.
    ///
    /// Source: `TCP_USER_TIMEOUT` in `tcp(7)`.
    static let patience = ChannelOptions.tcpOption(NIOBSDSocket.Option(rawValue: TCP_USER_TIMEOUT))
    /// The same for all.
    static let milliseconds = SocketOptionValue(WebLimits.stalledReader.value * 1000)

    private let meter: LimitMeter
    private var isCounted = false

    init(meter: LimitMeter) { self.meter = meter }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let promise = promise ?? context.eventLoop.makePromise()
        promise.futureResult.assumeIsolated().whenFailure { self.note($0) }
        context.write(data, promise: promise)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        note(error)
        context.fireErrorCaught(error)
    }

    /// Whoever meets the kernel's verdict first, reading or writing, has it alone.
    private func note(_ error: any Error) {
        guard !isCounted, (error as? IOError)?.errnoCode == ETIMEDOUT else { return }
        isCounted = true
        meter.reached(WebLimits.stalledReader)
    }
}
