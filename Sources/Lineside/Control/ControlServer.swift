import Foundation
import Logging
import NIOCore
import NIOPosix
import Synchronization
import Telemetry
import Web

/// Answers commands through the data folder's socket until it is cancelled.
///
/// - Precondition: the data folder's lock is held, so that a socket that is there is left over.
struct ControlServer: Sendable {
    /// How long a request may take to arrive.
    static let patience = Duration.seconds(5)
    /// The most connections at once; more are closed at once.
    static let connectionLimit = ControlLimits.connections.value

    private let socket: ControlSocket
    private let logger: Logger
    private let meter: LimitMeter
    private let answer: @Sendable (ControlRequest) async throws -> ControlAnswer

    init(
        socket: ControlSocket, logger: Logger, meter: LimitMeter,
        answer: @escaping @Sendable (ControlRequest) async throws -> ControlAnswer
    ) {
        self.socket = socket
        self.logger = logger
        self.meter = meter
        self.answer = answer
    }

    /// Answers until it is cancelled; `onBound` is called once commands may connect.
    @concurrent func run(onBound: @Sendable () -> Void) async throws {
        let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.backlog, value: Int32(Self.connectionLimit))
            .bind(
                unixDomainSocketPath: socket.path, cleanupExistingSocketFile: true,
                childChannelInitializer: ControlSocket.accept)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: socket.path)
        onBound()
        let seats = Seats()
        try await server.executeThenClose { connections in
            try await withThrowingDiscardingTaskGroup { group in
                for try await connection in connections {
                    let isFree = seats.enter() <= Self.connectionLimit
                    if !isFree { meter.reached(ControlLimits.connections) }
                    group.addTask {
                        await serve(connection.take(), isFree: isFree)
                        seats.leave()
                    }
                }
            }
        }
    }

    /// How many connections are open.
    private final class Seats: Sendable {
        private let count = Mutex(0)

        func enter() -> Int {
            count.withLock { count in
                count += 1
                return count
            }
        }

        func leave() { count.withLock { $0 -= 1 } }
    }

    private func serve(_ connection: ControlSocket.Connection, isFree: Bool) async {
        do {
            try await connection.executeThenClose { inbound, outbound in
                guard isFree else { return }
                let line = try await ControlSocket.line(
                    from: inbound, limit: ControlRequest.sizeLimit, within: Self.patience
                ) { meter.reached(ControlLimits.request) }
                let text = try JSONEncoder.control.encode(await answer(to: line))
                try await outbound.write(ByteBuffer(bytes: text + Data("\n".utf8)))
            }
        } catch {
            logger.debug("a command went away", metadata: ["error": "\(error)"])
        }
    }

    private func answer(to line: ByteBuffer?) async -> ControlAnswer {
        do {
            guard let line,
                let request = try? JSONDecoder.control.decode(
                    ControlRequest.self, from: Data(line.readableBytesView))
            else {
                throw ControlError(
                    "bad_request", Exit.badData, ["the request cannot be understood"])
            }
            return try await answer(request)
        } catch let error as ControlError {
            return ControlAnswer(error: error)
        } catch {
            return ControlAnswer(
                error: ControlError("failed", Exit.inputOutput, ["\(error)"]))
        }
    }
}
