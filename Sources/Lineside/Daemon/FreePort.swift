import ArgumentParser
import NIOCore
import NIOPosix

/// A TCP port of loopback that nobody listens on: the preferred one, or any.
func freePort(preferred: Int) async throws -> Int {
    let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
    for candidate in [preferred, 0] {
        guard let channel = try? await bootstrap.bind(host: "127.0.0.1", port: candidate).get()
        else { continue }
        let port = channel.localAddress?.port
        try await channel.close()
        if let port { return port }
    }
    throw failure(Exit.inputOutput, "there is no free port on 127.0.0.1")
}
