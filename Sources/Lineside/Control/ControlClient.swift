import ArgumentParser
import Foundation
import NIOCore
import NIOPosix

/// Asks the daemon that runs on a data folder.
struct ControlClient {
    private let dataFolder: String
    private let socket: ControlSocket

    init(dataFolder: String) throws {
        self.dataFolder = dataFolder
        socket = try ControlSocket(dataFolder: dataFolder)
    }

    /// The answer; nil where no daemon runs on the data folder.
    ///
    /// - Throws: the daemon's own ``ControlError``; exit code 74 where it gives no answer in time.
    func answer(
        to request: ControlRequest, within time: Duration = .seconds(30)
    ) async throws -> ControlAnswer? {
        let connected = try? await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(unixDomainSocketPath: socket.path, channelInitializer: ControlSocket.wrap)
        guard let connected else { return nil }
        let line = try? await connected.executeThenClose { inbound, outbound in
            let text = try JSONEncoder.control.encode(request)
            try await outbound.write(ByteBuffer(bytes: text + Data("\n".utf8)))
            return try await ControlSocket.line(
                from: inbound, limit: ControlAnswer.sizeLimit, within: time)
        }
        guard let line else {
            throw failure(Exit.inputOutput, "the daemon on \(dataFolder) gives no answer")
        }
        let answer = try JSONDecoder.control.decode(
            ControlAnswer.self, from: Data(line.readableBytesView))
        if let error = answer.error { throw error }
        return answer
    }

    /// The same for a command that needs a daemon: says what went wrong and ends it.
    func demand(
        _ request: ControlRequest, within time: Duration = .seconds(30)
    ) async throws -> ControlAnswer {
        do {
            guard let answer = try await answer(to: request, within: time) else {
                throw failure(Exit.unavailable, "no daemon runs on \(dataFolder)")
            }
            return answer
        } catch let error as ControlError {
            error.messages.forEach(say)
            throw ExitCode(error.exitCode)
        }
    }
}
