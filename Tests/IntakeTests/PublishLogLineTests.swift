import Testing

@testable import Intake

@Suite struct PublishLogLineTests {
    private func parse(_ line: String, client: String = "edge-1") -> PublishLogLine? {
        let bytes = Array(line.utf8)
        return PublishLogLine(bytes.span, clientIDBytes: client.utf8.count)
    }

    @Test func readsDuplicateQualityAndPacket() throws {
        let line = try #require(
            parse("Client edge-1 received PUBLISH (d1, q1, r0, m65535, 'a/b', ... (12 bytes))"))
        #expect(line.duplicate && line.qos == 1 && line.packetID == 65_535)
    }

    @Test func readsFirstDelivery() throws {
        let line = try #require(
            parse("Client edge-1 received PUBLISH (d0, q0, r1, m0, 'a', ... (0 bytes))"))
        #expect(!line.duplicate && line.qos == 0 && line.packetID == 0)
    }

    @Test func isNotMisledByATopicThatLooksLikeALine() throws {
        let topic = "x received PUBLISH (d1, q1, r0, m9, '"
        let line = try #require(
            parse("Client edge-1 received PUBLISH (d0, q1, r0, m7, '\(topic)', ... (1 bytes))"))
        #expect(!line.duplicate && line.packetID == 7)
    }

    @Test func isNotMisledByAClientNameThatLooksLikeALine() throws {
        let name = "e received PUBLISH (d1, q1, r0, m9, 'x"
        let line = try #require(
            parse(
                "Client \(name) received PUBLISH (d0, q1, r0, m7, 't', ... (1 bytes))",
                client: name))
        #expect(!line.duplicate && line.packetID == 7)
    }

    @Test(arguments: [
        "", "Client", "Client edge-1 sending PUBACK (m7, rc0)",
        "Client edge-1 received CONNACK (0)",
        "Client edge-1 received PUBLISH (d2, q1, r0, m7, 't', ... (1 bytes))",
        "Client edge-1 received PUBLISH (d, q1, r0, m7, 't', ... (1 bytes))",
        "Client edge-1 received PUBLISH (d1, q1, r0, m65536, 't', ... (1 bytes))",
        "Client edge-1 received PUBLISH (d1, q1, r0, m99999999999999999999, 't'",
        "Client edge-1 received PUBLISH (d1, q1, r0, m7",
        "Client edge-22 received PUBLISH (d1, q1, r0, m7, 't', ... (1 bytes))",
    ])
    func takesNothingElse(line: String) {
        #expect(parse(line) == nil)
    }
}
