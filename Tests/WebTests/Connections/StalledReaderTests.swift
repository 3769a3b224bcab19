import Glibc
import NIOCore
import NIOEmbedded
import Telemetry
import Testing

@testable import Web

/// How connections are counted that the kernel gave up; how long it waits is measured in
/// `Faults/test_bounds.py`.
@Suite("Readers who take nothing")
struct StalledReaderTests {
    private let meter = LimitMeter()

    private var count: UInt64 { meter.count(WebLimits.stalledReader) }

    @Test func areCountedOnceWhoeverMeetsTheVerdict() throws {
        let timeout = IOError(errnoCode: ETIMEDOUT, reason: "read")
        let channel = EmbeddedChannel(handler: StalledReader(meter: meter))
        channel.pipeline.fireErrorCaught(timeout)
        channel.pipeline.fireErrorCaught(timeout)
        #expect(count == 1)
        #expect(throws: IOError.self) { try channel.throwIfErrorCaught() }
    }

    @Test func areCountedWhereAWriteFails() throws {
        let timeout = IOError(errnoCode: ETIMEDOUT, reason: "write")
        let channel = EmbeddedChannel(
            handlers: [Failing(error: timeout), StalledReader(meter: meter)])
        channel.write(ByteBuffer(string: "a beat"), promise: nil)
        #expect(count == 1)
    }

    @Test func areNotThoseWhoGoAway() throws {
        let channel = EmbeddedChannel(handler: StalledReader(meter: meter))
        channel.pipeline.fireErrorCaught(IOError(errnoCode: ECONNRESET, reason: "read"))
        channel.write(ByteBuffer(string: "a beat"), promise: nil)
        _ = try? channel.finish()
        #expect(count == 0)
    }

    /// Fails every write.
    private final class Failing: ChannelOutboundHandler {
        typealias OutboundIn = IOData

        let error: IOError

        init(error: IOError) { self.error = error }

        func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
            promise?.fail(error)
        }
    }
}
