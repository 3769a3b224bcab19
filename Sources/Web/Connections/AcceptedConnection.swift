public import NIOCore
import Synchronization

/// A connection that was accepted, until somebody answers it.
///
/// A server that ends lets go of the connections in its queue, and NIO ends the whole process where
/// one is let go before its writer is finished. This one closes itself instead. Any thread.
public final class AcceptedConnection<Connection: Sendable>: Sendable {
    /// Its channel.
    public let channel: any Channel
    private let connection: Connection
    private let isTaken = Atomic(false)

    /// Holds a connection.
    public init(_ connection: Connection, channel: any Channel) {
        self.connection = connection
        self.channel = channel
    }

    /// The connection, for the one who answers and closes it.
    public func take() -> Connection {
        isTaken.store(true, ordering: .relaxed)
        return connection
    }

    deinit {
        guard !isTaken.load(ordering: .relaxed) else { return }
        let connection = connection
        // Once its channel is closed, its writer is finished.
        channel.closeFuture.whenComplete { _ in withExtendedLifetime(connection) {} }
        channel.close(promise: nil)
    }
}
