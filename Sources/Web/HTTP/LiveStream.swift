import HTTPTypes
import Hummingbird

/// The answer of `/live`: server-sent events until the reader or the server goes.
///
/// | event | data |
/// |---|---|
/// | `change` | parts of the page, `[{"id":…,"html":…}]`; the first holds them all |
/// | `beat` | nothing; comes at least every five seconds |
///
/// The identifier of a `change` is the position of the lanes. Of what is not taken yet, readers who
/// have seen the same share the same bytes.
struct LiveStream: Sendable {
    let hub: LiveHub
    let source: PageSource
    let page: LivePage

    /// Takes a place at the hub, or fails where there is none.
    func response() async throws -> Response {
        let seat = try await hub.join(page)
        let traffic = source.context.traffic
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody { writer in
                traffic.streamBegan()
                defer { traffic.streamEnded() }
                do {
                    try await send(seat, to: &writer)
                } catch {
                    await hub.leave(seat)
                    throw error
                }
                await hub.leave(seat)
                try await writer.finish(nil)
            })
    }

    // Where the writer is: its calls are concurrent ones.
    @concurrent private func send(
        _ seat: LiveHub.Seat, to writer: inout any ResponseBodyWriter
    ) async throws {
        var revision: UInt64 = 0
        for await _ in seat.signals {
            let event = await hub.event(page, since: revision)
            revision = event.revision
            try await writer.write(event.text)
        }
    }
}
