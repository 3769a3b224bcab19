public import HummingbirdCore
import Logging
import NIOCore
import Telemetry

/// How connections of the pages are set up and answered: as Hummingbird does it, but that a reader
/// who takes nothing loses its connection, and that one is closed which the server's end overtakes.
struct PageChannel: ServerChildChannel {
    typealias Value = AcceptedConnection<HTTP1Channel.Value>

    let http: HTTP1Channel
    let meter: LimitMeter

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            try channel.syncOptions?.setOption(
                StalledReader.patience, value: StalledReader.milliseconds)
            // Next to the socket, where it sees every error.
            try channel.pipeline.syncOperations.addHandler(StalledReader(meter: meter))
        }.flatMap {
            http.setup(channel: channel, logger: logger)
        }.map {
            AcceptedConnection($0, channel: channel)
        }
    }

    func handle(value: Value, logger: Logger) async {
        await http.handle(value: value.take(), logger: logger)
    }
}

extension AcceptedConnection: ServerChildChannelValue {}
