import NIOCore
import Web

/// The socket of a data folder, and how lines travel over it.
struct ControlSocket {
    typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    let path: String

    /// The system's limit for the path of a Unix socket, in bytes.
    static let pathLimit = 103

    /// - Throws: exit code 78 where the folder's path is too long.
    init(dataFolder: String) throws {
        path = dataFolder + "/control.sock"
        guard path.utf8.count <= Self.pathLimit else {
            throw failure(
                Exit.badConfiguration,
                "\(path) is \(path.utf8.count) bytes long; the system takes a socket's path of at "
                    + "most \(Self.pathLimit): choose a data folder with a shorter path")
        }
    }

    /// Joins a channel to the world of tasks.
    static func wrap(_ channel: any Channel) -> EventLoopFuture<Connection> {
        channel.eventLoop.makeCompletedFuture {
            try Connection(wrappingChannelSynchronously: channel)
        }
    }

    /// The same for one that a server accepts.
    static func accept(_ channel: any Channel) -> EventLoopFuture<AcceptedConnection<Connection>> {
        wrap(channel).map { AcceptedConnection($0, channel: channel) }
    }

    /// The first line that comes, without its end; nil where none comes within the limits: `beyond`
    /// is called where it is too long.
    static func line(
        from inbound: NIOAsyncChannelInboundStream<ByteBuffer>, limit: Int, within time: Duration,
        beyond: @escaping @Sendable () -> Void = {}
    ) async throws -> ByteBuffer? {
        try await withThrowingTaskGroup(of: ByteBuffer?.self) { group in
            group.addTask { try await line(from: inbound, limit: limit, beyond: beyond) }
            group.addTask {
                try await Task.sleep(for: time)
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
    }

    private static func line(
        from inbound: NIOAsyncChannelInboundStream<ByteBuffer>, limit: Int,
        beyond: @Sendable () -> Void
    ) async throws -> ByteBuffer? {
        var line = ByteBuffer()
        for try await part in inbound {
            let end = part.readableBytesView.firstIndex(of: UInt8(ascii: "\n"))
            line.writeBytes(part.readableBytesView[..<(end ?? part.writerIndex)])
            guard line.readableBytes <= limit else {
                beyond()
                return nil
            }
            if end != nil { return line }
        }
        return nil
    }
}
