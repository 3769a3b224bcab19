import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOPosix

extension TestClient {
    /// The connection ended before the answer did.
    struct BrokenOff: Error {}

    /// Asks a server of this machine over a connection of its own, until the answer is whole.
    ///
    /// - Throws: where the connection breaks off before.
    static func get(
        _ uri: String, port: Int, authority: String = "localhost", headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        let connection = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    return try NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>(
                        wrappingChannelSynchronously: channel)
                }
            }
        let fields = [("Host", authority)] + headers.map { ($0.name.rawName, $0.value) }
        let head = HTTPRequestHead(
            version: .http1_1, method: .GET, uri: uri, headers: HTTPHeaders(fields))
        return try await connection.executeThenClose { parts, requests in
            try await requests.write(.head(head))
            try await requests.write(.end(nil))
            var answer = TestResponse(status: .ok, headers: [:], body: ByteBuffer())
            for try await part in parts {
                switch part {
                case .head(let head): answer.take(head)
                case .body(let bytes): answer.body.writeImmutableBuffer(bytes)
                case .end: return answer
                }
            }
            throw BrokenOff()
        }
    }
}

extension TestResponse {
    fileprivate mutating func take(_ head: HTTPResponseHead) {
        status = HTTPResponse.Status(code: Int(head.status.code))
        for (name, value) in head.headers {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
    }
}
