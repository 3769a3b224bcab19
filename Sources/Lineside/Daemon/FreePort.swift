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

/// Fails where somebody listens on a port already, or the address is not one of this machine.
func requireFreePort(_ port: Int, on host: String) async throws {
    let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
    do {
        try await bootstrap.bind(host: host, port: port).get().close()
    } catch {
        throw failure(
            Exit.inputOutput,
            "the pages cannot be on \(host), port \(port): is it taken, or not an address of this "
                + "machine? --host and --port choose another")
    }
}
