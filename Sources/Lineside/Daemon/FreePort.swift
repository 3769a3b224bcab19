import ArgumentParser
import NIOCore
import NIOPosix

/// A TCP port of loopback that nobody listens on: the preferred one, or any.
func freePort(preferred: Int) async throws -> Int {
    for candidate in [preferred, 0] {
        guard let channel = try? await probe.bind(host: "127.0.0.1", port: candidate).get()
        else { continue }
        let port = channel.localAddress?.port
        try await channel.close()
        if let port { return port }
    }
    throw failure(Exit.inputOutput, "there is no free port on 127.0.0.1")
}

/// Fails where somebody listens on a port already, or the address is not one of this machine.
func requireFreePort(_ port: Int, on host: String) async throws {
    do {
        try await probe.bind(host: host, port: port).get().close()
    } catch {
        throw failure(
            Exit.inputOutput,
            "the pages cannot be on \(host), port \(port): is it taken, or not an address of this "
                + "machine? --host and --port choose another")
    }
}

/// Binds a port only to see whether it is free.
///
/// It accepts nobody: whoever was accepted in that instant would wait for an answer for ever.
private var probe: ServerBootstrap {
    ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        .serverChannelOption(.autoRead, value: false)
}
