import Foundation
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import Web

/// A server that ends while connections stand in its queue.
@Suite("End of the server")
struct ServerEndTests {
    /// The port is open and nobody answers yet: in that instant the server is ended.
    ///
    /// NIO ends the process where a connection is let go as it is.
    @Test(.timeLimit(.minutes(1))) func closesWhoCameWhileItStarted() async throws {
        let context = try Workshop().context()
        let (clients, came) = AsyncStream.makeStream(of: (any Channel).self)
        let hasEnd = DispatchSemaphore(value: 0)
        let server = WebServer(context: context, port: 0) { port in
            for _ in 0..<3 {
                let client = try? ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                    .connect(host: "127.0.0.1", port: port).wait()
                if let client { came.yield(client) }
            }
            came.finish()
            // Until they are accepted.
            Thread.sleep(forTimeInterval: 0.2)
            hasEnd.wait()
        }
        let running = Task { try await server.run() }
        var all: [any Channel] = []
        for await client in clients { all.append(client) }
        try await Task.sleep(for: .milliseconds(300))
        running.cancel()
        hasEnd.signal()
        _ = await running.result
        #expect(all.count == 3)
        for client in all { try await client.closeFuture.get() }
    }

    @Test func closesAConnectionThatIsLetGo() async throws {
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    AcceptedConnection(
                        try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                            wrappingChannelSynchronously: channel), channel: channel)
                }
            }
        let port = try #require(channel.channel.localAddress?.port)
        let client = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "127.0.0.1", port: port).get()
        try await channel.executeThenClose { connections in
            for try await _ in connections { break }
        }
        try await client.closeFuture.get()
    }
}
