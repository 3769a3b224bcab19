import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
public import ServiceLifecycle
import Telemetry

/// Serves the pages, the live stream and the HTTP API until it is told to end.
///
/// Reads only: whatever it shows comes from the context's store and boards. Every live stream
/// ends with a graceful shutdown. Any thread.
public struct WebServer: Service {
    /// Connections beyond this wait to be accepted.
    public static let connectionLimit = WebLimits.connections.value

    private let site: CurrentSite
    private let host: String
    private let port: Int
    private let onBound: @Sendable (Int) -> Void

    /// Makes a server; nothing is bound before ``run()``.
    ///
    /// - Parameters:
    ///   - context: what the pages are made from.
    ///   - host: the address to listen at; the loopback address where nothing else is said.
    ///   - port: 0: any free one.
    ///   - onBound: is told the port that was bound.
    public init(
        context: WebContext, host: String = "127.0.0.1", port: Int,
        onBound: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        ProcessFigures.begin()
        site = CurrentSite(context)
        self.host = host
        self.port = port
        self.onBound = onBound
    }

    /// Serves until a graceful shutdown.
    ///
    /// - Throws: where the address cannot be bound.
    public func run() async throws {
        try await withGracefulShutdownHandler {
            try await application.run()
        } onGracefulShutdown: {
            site.end()
        }
    }

    /// Makes the pages from something else from the next request on: another plant file.
    public func show(_ context: WebContext) { site.show(context) }

    /// The lines as the pages show them.
    ///
    /// - Throws: where the store cannot be read.
    public func lines() async throws -> [LineReport] { try await site.lines() }

    /// The stable codes of what is wrong, as `/readyz` tells it; empty where nothing is.
    ///
    /// - Throws: where the store cannot be read.
    public func trouble() async throws -> [String] {
        let context = site.context
        return try await offEventLoops { try Readiness(context).troubles.map(\.code) }
    }

    private var server: HTTPServerBuilder {
        let meter = site.context.meter
        return HTTPServerBuilder { responder in
            PageChannel(
                http: HTTP1Channel(
                    responder: responder, configuration: .init(idleTimeout: .seconds(60))),
                meter: meter)
        }
    }

    /// The application, which tests drive without a socket.
    var application: some ApplicationProtocol {
        var logger = site.context.logger
        logger.logLevel = max(logger.logLevel, .notice)
        let onBound = onBound
        return Application(
            responder: site,
            server: server,
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port),
                availableConnectionsDelegate: ConnectionSeats(meter: site.context.meter)),
            services: [site],
            onServerRunning: { channel in
                if let port = channel.localAddress?.port { onBound(port) }
            },
            logger: logger)
    }
}
