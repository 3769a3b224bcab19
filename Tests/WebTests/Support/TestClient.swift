import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import ServiceLifecycle
import Synchronization

/// What a page answered.
struct TestResponse: Sendable {
    var status: HTTPResponse.Status
    var headers: HTTPFields
    var body: ByteBuffer
}

/// Asks the pages of an application as a browser would, without a network.
///
/// Hummingbird's own client brings an HTTP client and TLS, which take minutes to build.
struct TestClient: Sendable {
    fileprivate let respond:
        @Sendable (Request, ApplicationRequestContextSource) async throws -> Response
    fileprivate let logger: Logger
    fileprivate let peer: SocketAddress?

    func execute(
        uri: String, method: HTTPRequest.Method, headers: HTTPFields = [:], body: ByteBuffer? = nil
    ) async throws -> TestResponse {
        var headers = headers
        if let body { headers[.contentLength] = String(body.readableBytes) }
        let channel = NIOAsyncTestingChannel()
        channel.remoteAddress = peer
        let request = Request(
            head: HTTPRequest(
                method: method, scheme: "http", authority: "localhost", path: uri,
                headerFields: headers),
            body: RequestBody(buffer: body ?? ByteBuffer()))
        let source = ApplicationRequestContextSource(channel: channel, logger: logger)
        let response =
            (try? await respond(request, source)) ?? Response(status: .internalServerError)
        let writer = BodyWriter()
        try await response.body.write(writer)
        return TestResponse(
            status: response.status, headers: response.headers, body: writer.body.withLock { $0 })
    }
}

/// Keeps what a page writes.
private final class BodyWriter: ResponseBodyWriter {
    let body = Mutex(ByteBuffer())

    func write(_ buffer: ByteBuffer) { body.withLock { _ = $0.writeImmutableBuffer(buffer) } }
    func finish(_ trailers: HTTPFields?) {}
}

extension ApplicationProtocol {
    /// Asks pages from an address while the application's services run.
    func test<Value: Sendable>(
        from peer: SocketAddress? = nil,
        _ ask: @Sendable (TestClient) async throws -> Value
    ) async throws -> Value {
        let responder = try await responder
        let client = TestClient(
            respond: { try await responder.respond(to: $0, context: Context(source: $1)) },
            logger: logger, peer: peer)
        let (services, logger) = (services, logger)
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            if !services.isEmpty {
                tasks.addTask { try await ServiceGroup(services: services, logger: logger).run() }
            }
            defer { tasks.cancelAll() }
            return try await ask(client)
        }
    }
}
